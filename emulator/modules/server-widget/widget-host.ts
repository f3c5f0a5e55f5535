import type { RuntimeServices } from '../../runtime/services';
import type { Actor, Execution } from '../../runtime/types';
import type { PageOption } from '../../ui/page-model';
import type { ModuleHost } from '../types';

/** Rows that a select may choose from. */
export interface SourceRows {
  readonly rows: readonly PageOption[];
  /** True where there are more than were asked for. */
  readonly more: boolean;
}

/** What pages need of the account. */
export interface PageServices extends RuntimeServices {
  /** Company time zone, IANA name. */
  readonly timeZone: string;
  /** Active rows of a record type or list by name, as far as the actor may see them; undefined for a source that does not exist. */
  sourceRows(source: string, actor: Actor, limit: number): SourceRows | undefined;
  /** Name of the row that a select pointing at `target` means by this id. */
  referenceText(target: string, id: number): string | undefined;
  /** Address of a record's page, without host; undefined for a type that has none here. */
  recordUrl(type: string, id: number | undefined, edit: boolean): string | undefined;
  /** File Cabinet path of the script that runs. */
  scriptFileOf(execution: Execution): string;
}

export type WidgetHost = ModuleHost<PageServices>;
