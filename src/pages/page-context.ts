import type { CloseEvidence, CloseReader } from '../application/close/close-view-port';
import type { ActionDesk, ReadChoices, ReadEditable, ReadMissing, RequestReader } from '../application/review/desk-port';
import type { HealthView, OperationDetail, ReviewQueue } from '../application/review/review-port';
import type { MadePlan } from '../application/rollback/rollback-view-port';
import type { EvidenceText } from '../domain/audit/evidence';
import type { Viewer } from '../domain/review/capability';
import type { TokenVerdict } from '../domain/review/click-token';
import type { DecisionReader } from '../application/review/decision-reader-port';
import type { RollbackScope } from '../domain/rollback/plan';
import type { LinkTo } from './address';
import type { Words } from './words';

/** What a form is about, for its token. */
export interface FormSubject {
  readonly page: string;
  readonly subject: string;
  readonly version: string;
}

/** What every page is given. */
export interface PageContext {
  readonly viewer: Viewer;
  readonly queue: ReviewQueue;
  readonly desk: ActionDesk;
  readonly requests: RequestReader;
  readonly decisions: DecisionReader;
  readonly choices: ReadChoices;
  readonly editable: ReadEditable;
  readonly missing: ReadMissing;
  /** The evidence of an operation, as this viewer may see it. */
  readonly evidence: (detail: OperationDetail, viewer: Viewer) => string;
  /** The plan of a rollback as things stand, made for a time, epoch milliseconds. */
  readonly rollback: (scope: RollbackScope, atMs: number) => MadePlan;
  readonly close: CloseReader;
  readonly closeEvidence: CloseEvidence;
  /** Texts put together as evidence, with a manifest of their hashes. */
  readonly closePack: (subject: string, viewer: Viewer, texts: readonly EvidenceText[]) => string;
  readonly health: HealthView;
  readonly words: Words;
  readonly link: LinkTo;
  /** Page of a NetSuite record. */
  readonly recordLink: (recordType: string, internalId: number) => string;
  readonly nowMs: number;
  readonly tokenFor: (form: FormSubject) => string;
  /** Why the row of a click could not be saved, in words; empty: nothing is known of that. */
  readonly refusalOf: (click: string) => string;
  readonly judge: (token: string, form: FormSubject) => TokenVerdict;
}

/** True where this person may ask for actions at all: who only looks is shown no form. */
export function mayAct({ viewer }: Pick<PageContext, 'viewer'>): boolean {
  return viewer.role !== 'viewer';
}
