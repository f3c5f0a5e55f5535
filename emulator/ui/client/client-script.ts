import { showFault } from './banners';
import { loadModule } from './amd';

/** Entry points of a client script that the page calls by itself. */
export type EntryPoint =
  | 'pageInit' | 'fieldChanged' | 'postSourcing' | 'sublistChanged' | 'lineInit'
  | 'validateField' | 'validateLine' | 'validateInsert' | 'validateDelete' | 'saveRecord';

type ScriptFunction = (...given: readonly unknown[]) => unknown;

/** The page's own script; without one every answer is yes. */
export class ClientScript {
  private exported: Readonly<Record<string, unknown>> = {};

  /** Loads the script at a File Cabinet path; a script that does not load is said on the page. */
  async load(path: string): Promise<void> {
    try {
      const loaded = await loadModule(path);
      if (typeof loaded === 'object' && loaded !== null) this.exported = loaded as Readonly<Record<string, unknown>>;
    } catch (error) {
      showFault(error);
    }
  }

  find(name: string): ScriptFunction | undefined {
    const found = this.exported[name];
    return typeof found === 'function' ? found as ScriptFunction : undefined;
  }

  /** Tells the script of something that happened; what it throws is said on the page and stops nothing. */
  tell(entryPoint: EntryPoint, context: object): void {
    this.call(entryPoint, context);
  }

  /** Asks the script whether something may go on: not where it says false, or fails. */
  allows(entryPoint: EntryPoint, context: object): boolean {
    const called = this.call(entryPoint, context);
    return called.kind === 'absent' || (called.kind === 'returned' && called.value === true);
  }

  private call(entryPoint: EntryPoint, context: object): Called {
    const found = this.find(entryPoint);
    if (found === undefined) return { kind: 'absent' };
    try {
      return { kind: 'returned', value: found(context) };
    } catch (error) {
      showFault(error);
      return { kind: 'failed' };
    }
  }
}

type Called = { readonly kind: 'absent' | 'failed' } | { readonly kind: 'returned'; readonly value: unknown };
