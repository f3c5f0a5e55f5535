/** Open work of one owner, in figures alone. */
export interface OwnedWork {
  /** Employee's internal id; undefined: nobody's. */
  readonly owner: number | undefined;
  readonly open: number;
  readonly late: number;
  /** Base currency, plain decimal. */
  readonly atRisk: string;
  readonly unknown: number;
  readonly oldestMs: number;
}

/** An operation that is told at once: its amount is high, or its due date has passed. No value of its document is here. */
export interface UrgentOperation {
  readonly internalId: number;
  readonly operationId: string;
  readonly owner: number | undefined;
  readonly why: 'amount' | 'due';
}

/** What mails are made of. */
export interface MailRows {
  /** Every owner with open work, snoozed work left out. 10 units. */
  byOwner(nowMs: number): readonly OwnedWork[];
  /** Operations behind `afterId` whose amount at risk is high, and those that fell due since `sinceMs`; at most 200. 10 units. */
  urgent(question: { readonly nowMs: number; readonly sinceMs: number; readonly afterId: number; readonly highAmount: number }): readonly UrgentOperation[];
  /** Internal id of the latest operation; 0: there is none. 10 units. */
  latestId(): number;
  /** 10 units. */
  baseCurrency(): string;
}

export interface Mail {
  readonly author: number;
  readonly recipients: readonly number[];
  readonly subject: string;
  readonly body: string;
}

/** Sends a mail. 20 units. */
export type SendMail = (mail: Mail) => void;

/** Addresses of pages that anybody of the five roles may follow. */
export type MailLink = (page: 'queue' | 'operation', operationId?: string) => string;
