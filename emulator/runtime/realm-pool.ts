import { contextsAreOrdinary } from './fresh-context';
import { ScriptRealm, type RealmHost } from './realm';

/** Realms kept over all scripts; the longest unused give way. One takes one to two megabytes. */
const MOST_KEPT = 32;

/** Uses of a script's realms that are all compared: what a script leaves behind at all, it mostly leaves at once. */
const FIRST_USES = 5;

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
  private readonly uses = new Map<string, number>();
  /** Realms that were used again without a look since they were last compared. */
  private readonly trusted = new WeakSet<ScriptRealm>();

  /**
   * `compareEvery`: after the first uses of a script one of so many is compared. 1: each. With more, a script that leaves something
   * behind later may be found out late; that is an error then and not a new realm.
   */
  constructor(private readonly compareEvery = 10) {}

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
      if (this.isUsable(kept)) return kept.realm;
      this.soiling.add(file);
    }
    return undefined;
  }

  /** Throws where a script is found out late. */
  private isUsable({ file, realm }: KeptRealm): boolean {
    const uses = (this.uses.get(file) ?? 0) + 1;
    this.uses.set(file, uses);
    if (uses > FIRST_USES && uses % this.compareEvery !== 0) {
      this.trusted.add(realm);
      return true;
    }
    const isAsNew = realm.isAsNew();
    if (!isAsNew && this.trusted.has(realm)) throw new Error(`${file} leaves something behind in its context, and earlier executions may have met it. Compare each: realmComparedEvery 1.`);
    this.trusted.delete(realm);
    return isAsNew;
  }
}
