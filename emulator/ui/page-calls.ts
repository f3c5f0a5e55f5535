import type { Actor } from '../runtime/types';
import type { FormPage, Page, Portlet } from './page-model';

/** One request to a Suitelet, already decoded, as N/http.ServerRequest shows it to the script. */
export interface SuiteletRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** The whole address asked for, query included. */
  readonly url: string;
  /** By name as sent; scripts find them in lower case too. */
  readonly headers: Readonly<Record<string, string>>;
  /** Query and posted fields together (`script` and `deploy` among them); the posted one wins. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Uploads by field id. */
  readonly files?: Readonly<Record<string, PostedFile>>;
  /** The body as text where it was not a form; else empty. */
  readonly body: string;
  /** Posted sublists: group → lines → cells by name. */
  readonly sublists?: PostedLines;
  readonly clientIpAddress?: string;
}

export type PostedLines = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

export interface PostedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface SuiteletCall {
  /** Script id (`customscript_x`) or internal id, as N/url and the address have it. */
  readonly scriptId: string;
  readonly deploymentId: string;
  /** Who is logged in, in which role. */
  readonly actor: Actor;
  /** What N/runtime's Session keeps over the requests of one login; changed in place. Absent: a session of this call alone. */
  readonly session?: Map<string, string>;
  readonly request: SuiteletRequest;
}

/** Response headers in the order set; a name may stand more than once. */
export type ReplyHeaders = readonly (readonly [name: string, value: string])[];

export type RedirectKind = 'SUITELET' | 'RECORD' | 'TASKLINK' | 'RESTLET' | 'MEDIAITEM' | 'URL';

/** What a Suitelet call came to. `died`: the script was killed and nobody is answered. */
export type SuiteletReply =
  /** `writePage`: to be drawn. What was written beside it is lost, as there is one page. */
  | { readonly kind: 'page'; readonly page: Page; readonly headers: ReplyHeaders; readonly units: number }
  /** `write`, `writeLine` and `writeFile`: the content as bytes or text, with its content type. */
  | {
    readonly kind: 'written'; readonly status: number; readonly contentType: string; readonly headers: ReplyHeaders;
    readonly content: string | Uint8Array; readonly units: number;
  }
  /** Answer 302 with this address, relative to the account's own host where it starts with `/`. */
  | { readonly kind: 'redirect'; readonly redirect: RedirectKind; readonly url: string; readonly headers: ReplyHeaders; readonly units: number }
  /** An error page: `status` 403 without the right to it, 404 where there is no such deployment, else 400 or 500. */
  | { readonly kind: 'failed'; readonly status: number; readonly code: string; readonly message: string; readonly units: number }
  | { readonly kind: 'died'; readonly units: number };

export interface PortletCall {
  readonly scriptId: string;
  readonly deploymentId: string;
  readonly actor: Actor;
  /** Where on the dashboard it stands. */
  readonly column: 'left' | 'center' | 'right';
  readonly session?: Map<string, string>;
}

export type PortletReply =
  | { readonly kind: 'portlet'; readonly portlet: Portlet; readonly units: number }
  | { readonly kind: 'failed'; readonly status: number; readonly code: string; readonly message: string; readonly units: number }
  | { readonly kind: 'died'; readonly units: number };

/** A record's page that a person opens: its beforeLoad scripts run with a form. */
export interface RecordPageCall {
  readonly type: string;
  /** Undefined for `create`. */
  readonly id: number | undefined;
  readonly mode: 'create' | 'edit' | 'view';
  readonly actor: Actor;
  /** Headers, parameters and address of the page's own request, where scripts may ask for them. */
  readonly request: SuiteletRequest;
  readonly session?: Map<string, string>;
}

/** What beforeLoad scripts added to a record's page: fields, tabs, sublists, buttons and messages beside the record's own. */
export type RecordPageReply =
  | { readonly kind: 'page'; readonly additions: FormPage }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'died' };

/** One mail that a script sent: kept, never delivered. */
export interface MailRow {
  /** Counts up over the account's life. */
  readonly id: number;
  /** NetSuite time, epoch milliseconds. */
  readonly sentAtMs: number;
  readonly executionId: number;
  readonly scriptId: string;
  readonly deploymentId: string;
  /** Internal id of the employee it is from, and the address it bears. */
  readonly authorId: number;
  readonly authorEmail: string;
  /** Addresses, in order; internal ids are made addresses. */
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: string | undefined;
  readonly subject: string;
  readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly fileType: string; readonly size: number }[];
  /** `transactionId`, `entityId`, `activityId`, or a custom record's `customRecord` with its type. */
  readonly relatedRecords: Readonly<Record<string, string | number>>;
}
