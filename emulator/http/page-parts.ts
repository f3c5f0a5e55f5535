import type { AccountDirectory } from '../account/types';
import type { RecordTypeDefinition } from '../metadata/types';
import type { RecordService } from '../records/types';
import type { DeployedScript } from '../scripts/deployments';
import type { MailRow, PortletCall, PortletReply, RecordPageCall, RecordPageReply, SuiteletCall, SuiteletReply } from '../ui/page-calls';
import type { ExecutionQueue } from './execution-queue';
import type { Sessions } from './sessions';

/** What pages run: scripts in the name of who looks at them. */
export interface PageScripts {
  callSuitelet(call: SuiteletCall): SuiteletReply;
  renderPortlet(call: PortletCall): PortletReply;
  openRecordPage(call: RecordPageCall): RecordPageReply;
  /** Newest first. */
  mails(): readonly MailRow[];
}

/** What the pages of an account need of it. */
export interface PageParts {
  readonly accountId: string;
  readonly companyName: () => string;
  readonly directory: AccountDirectory;
  readonly deployments: () => readonly DeployedScript[];
  /** Fields of a record type, of subrecords too. */
  readonly fieldsOf: (type: string) => RecordTypeDefinition['fields'] | undefined;
  readonly records: Pick<RecordService, 'load'>;
  /** What a reader sees for the row that a value points at; undefined where there is none. */
  readonly referenceText: (target: string, id: number) => string | undefined;
  readonly timeZone: string;
  readonly scripts: PageScripts;
  readonly sessions: Sessions;
  readonly queue: ExecutionQueue;
  /** A file of the File Cabinet as text; undefined where there is none. */
  readonly readScriptFile: (path: string) => string | undefined;
  /** In every form of the emulator's own, and in a cookie beside it: a foreign page has neither. */
  readonly formToken: string;
}
