import { contextsAreOrdinary } from './fresh-context';
import { ScriptRealm, type RealmHost } from './realm';

/** Realms kept over all scripts; the longest unused give way. One takes one to two megabytes. */
const MOST_KEPT = 32;

interface KeptRealm {
  readonly file: string;
  readonly realm: ScriptRealm;
}

/**
 * Realms for executions, by entry script. NetSuite gives each execution a context of its own, so a realm is used again only
 * where nothing tells it from a new one: no file was run in it that leaves more behind than its definition, and every object
 * a script could have changed is found as it was (decision 0062). A script that leaves its realm otherwise gets a new one
 * every time from then on.
 */
export class RealmPool {
  private readonly free: KeptRealm[] = [];
  private readonly seen = new Set<string>();
  private readonly soiling = new Set<string>();
  private uses = 0;

  /**
   * `compareEvery`: of so many uses one is compared. 1: each. With more, a script that leaves something behind is found out late,
   * so that is an error then and not a new realm.
   */
  constructor(private readonly compareEvery = 1) {}

  /** A realm that is new, or cannot be told from one. */
  take(file: string, host: RealmHost): ScriptRealm {
    const kept = this.clean(file);
    if (kept !== undefined) {
      kept.renew(host);
      return kept;
    }
    const realm = new ScriptRealm(host);
    // What runs once need not be measured.
    if (this.seen.has(file) && this.mayKeep(file)) realm.measure();
    this.seen.add(file);
    return realm;
  }

  /** Takes a realm back whose execution has come to its end by itself or at an N/* call. */
  give(file: string, realm: ScriptRealm): void {
    if (!realm.isMeasured || !this.mayKeep(file)) return;
    if (!realm.retire()) {
      this.soiling.add(file);
      return;
    }
    this.free.push({ file, realm });
    if (this.free.length > MOST_KEPT) this.free.shift();
  }

  private mayKeep(file: string): boolean {
    return contextsAreOrdinary && !this.soiling.has(file);
  }

  /** Judged when it is taken, not when it is given back: what an execution left behind may still have run in between. */
  private clean(file: string): ScriptRealm | undefined {
    for (let at = this.free.length - 1; at >= 0; at -= 1) {
      const kept = this.free[at];
      if (kept?.file !== file) continue;
      this.free.splice(at, 1);
      this.uses += 1;
      if (this.uses % this.compareEvery !== 0 || kept.realm.isAsNew()) return kept.realm;
      if (this.compareEvery > 1) throw new Error(`${file} leaves something behind in its context, and earlier executions may have met it. Compare each: realmComparedEvery 1.`);
      this.soiling.add(file);
    }
    return undefined;
  }
}
