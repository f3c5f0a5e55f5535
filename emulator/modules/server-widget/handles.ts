import type { ButtonDraft, ColumnDraft, FieldDraft, GroupDraft, PageDraft, SublistDraft, TabDraft } from './drafts';
import type { PageMessage } from '../../ui/page-model';

interface Drafts {
  readonly page: PageDraft;
  readonly field: FieldDraft;
  readonly sublist: SublistDraft;
  readonly tab: TabDraft;
  readonly group: GroupDraft;
  readonly button: ButtonDraft;
  readonly column: ColumnDraft;
  readonly message: PageMessage;
}

export type HandleKind = keyof Drafts;

const HANDLES = new WeakMap<object, { readonly kind: HandleKind; readonly draft: unknown }>();

/** Notes which draft an object in a script's hands stands for. */
export function bindHandle<K extends HandleKind>(kind: K, object: object, draft: Drafts[K]): object {
  HANDLES.set(object, { kind, draft });
  return object;
}

/** The draft behind an object that a script hands back; undefined where it is no such object. */
export function draftOf<K extends HandleKind>(kind: K, object: unknown): Drafts[K] | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  const handle = HANDLES.get(object);
  return handle?.kind === kind ? handle.draft as Drafts[K] : undefined;
}
