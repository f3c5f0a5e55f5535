import type { CompiledMap } from '../domain/map';
import type { SwitchRow, WorkKind } from '../domain/holds';
import type { ReasonOverride } from '../domain/reason-override';

/** Who may speak for a source, and the source's own values (subsidiary and the like). */
export interface Binding {
  readonly roles: readonly string[];
  readonly users: readonly number[];
  readonly values: Readonly<Record<string, string | number>>;
  /** Internal ids of the subsidiaries that the source may post to, where it may post to more than `values.subsidiary`. */
  readonly subsidiaries?: readonly number[];
}

/** Everything in force for one source. */
export interface SourceConfiguration {
  readonly source: string;
  /** Undefined: nobody may speak for it yet. */
  readonly binding: Binding | undefined;
  readonly intakeOpen: boolean;
  /** Document types whose intake is closed on its own. */
  readonly closedTypes: readonly string[];
  readonly maps: readonly CompiledMap[];
  /** The customer's own words for reasons; the latest of a code comes first. */
  readonly overrides: readonly ReasonOverride[];
}

/** What is switched off, for all sources. */
export interface Switches {
  readonly intakeOpen: boolean;
  /** Sources whose intake is closed, and `source:documentType` where that of one type is. */
  readonly pausedSources: readonly string[];
  /** Switches, breakers and what the sweep noted of pauses, as they stand. */
  readonly rows: readonly SwitchRow[];
  /** Who may speak for some source; one that cannot be read is left out. */
  readonly bindings: readonly Binding[];
}

export interface ConfigurationPort {
  /** Read from the settings, never from the cache. 10 units. */
  switches(): Switches;
  /** From the cache, 1 unit; on a miss one statement more (11 units). Throws a Refusal where the source's settings or rules cannot be read. */
  load(source: string): SourceConfiguration;
  /** All that the rules make of documents. Read from the account. 10 units. */
  workKinds(): readonly WorkKind[];
  /** Forgets the cached copy and reads anew. */
  reload(source: string): SourceConfiguration;
}
