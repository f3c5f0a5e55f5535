import type { ActionKind, ActionState, ActionSubjectKind } from '../../domain/review/action-kinds';
import type { Viewer } from '../../domain/review/capability';

/** What a person asks for with one click. */
export interface ActionToAsk {
  /** Names the click for good: the same one is saved once. 1 to 100 characters. */
  readonly click: string;
  readonly kind: ActionKind;
  readonly subject: ActionSubjectKind;
  readonly subjectId: string;
  /** Head of the subject's chain as the person saw it; undefined: its state alone is judged. */
  readonly seen: number | undefined;
  /** Members by kind (domain/review/action-arguments). */
  readonly args: Readonly<Record<string, unknown>>;
}

/** What came of saving an action row. */
export type SavedAction =
  | { readonly kind: 'saved' }
  /** It could not be saved; nothing was done. `why`: in words. */
  | { readonly kind: 'refused'; readonly why: string };

/** Saves an action row in the name and role of whoever is logged in. 6 units, beside those of carrying it out. */
export type SaveAction = (action: ActionToAsk) => SavedAction;

/** What became of a click. */
export interface ActionTell {
  readonly kind: ActionKind;
  readonly subject: ActionSubjectKind;
  readonly subjectId: string;
  readonly state: ActionState;
  readonly code: string;
  /** For the person, in words. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly askedMs: number;
}

/** What became of what people asked for. */
export interface ActionDesk {
  /** What became of a click of this viewer; undefined: there was none. 10 units. */
  tell(click: string, viewer: Viewer): ActionTell | undefined;
}

/** A request as a page shows it. */
export interface RequestTell {
  readonly internalId: number;
  readonly number: string;
  /** One of `REQUEST_KINDS`. */
  readonly kind: string;
  /** Operation or cause; empty: rows of the queue. */
  readonly subject: string;
  readonly title: string;
  readonly state: string;
  readonly asker: number;
  readonly askerName: string;
  readonly approver: number;
  readonly approverName: string;
  /** Capability that approves it; empty: it needs nobody. */
  readonly needs: string;
  /** In base currency, plain decimal; empty: not known. */
  readonly amount: string;
  readonly rows: number;
  readonly reason: string;
  readonly note: string;
  /** What is to be done, and what came of it, as JSON. */
  readonly plan: string;
  readonly progress: string;
  readonly result: string;
  readonly planHash: string;
  /** Epoch milliseconds; 0: not yet. */
  readonly askedMs: number;
  readonly expiresMs: number;
  readonly decidedMs: number;
  readonly closedMs: number;
  /** Number of its chain's head. */
  readonly head: number;
}

/** Requests as people read them. */
export interface RequestReader {
  /** Those that are open, the oldest first, at most 50: one's own, and those that one's capabilities approve. 10 units. */
  open(viewer: Viewer): readonly RequestTell[];
  /** Lately closed ones, the latest first, at most 50. 10 units. */
  closed(viewer: Viewer): readonly RequestTell[];
  /** One with its plan; undefined: there is none that the viewer sees. 12 units. */
  one(number: string, viewer: Viewer): RequestTell | undefined;
}

/** Choices of the filters. */
export interface FilterChoices {
  readonly sources: readonly string[];
  readonly documentTypes: readonly string[];
  readonly subsidiaries: readonly { readonly id: number; readonly name: string }[];
  /** Record types that documents become. */
  readonly targetTypes: readonly string[];
}

/** What the filters offer. At most 30 units. */
export type ReadChoices = (viewer: Viewer) => FilterChoices;

/** A field that the map releases for editing. */
export interface EditableField {
  /** Code of the ownership row. */
  readonly row: string;
  /** Line key; empty: a body field. */
  readonly line: string;
  readonly label: string;
  readonly editor: 'text' | 'date' | 'number' | 'reference';
  /** Record type of a reference; empty: none. */
  readonly recordType: string;
  /** As the document says it. */
  readonly sent: string;
  /** What an earlier correction, which stands, says in its place; undefined: none does. */
  readonly corrected: string | undefined;
  readonly masked: boolean;
  /** Another person approves an edit of it. */
  readonly needsApproval: boolean;
  readonly required: boolean;
}

/** Fields of an operation that the map releases and this viewer sees; empty: none, or it cannot be read. At most 80 units. */
export type ReadEditable = (operationId: string, viewer: Viewer) => readonly EditableField[];

/** A value without a match, and what it may be mapped to. */
export interface MissingReference {
  readonly source: string;
  /** Name of the value map. */
  readonly map: string;
  readonly value: string;
  /** Record type to choose from; empty: the value is mapped to a text. */
  readonly recordType: string;
}

/** The value of an operation, or of a cause, that had no match; undefined: none had. At most 80 units. */
export type ReadMissing = (of: { readonly subject: 'operation' | 'cause'; readonly id: string }, viewer: Viewer) => MissingReference | undefined;
