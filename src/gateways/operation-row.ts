import type { Record as NetSuiteRecord } from 'N/record';
import type { Lease, Operation } from '../application/ports';
import type { Intent, SubmitMode } from '../domain/map';
import type { ObservedError } from '../domain/observed-error';
import type { Overlay } from '../domain/overlay';
import type { RowFacts } from '../domain/row-damage';
import type { OperationState } from '../domain/states';
import { OPERATION } from './record-ids';
import { integerOf, textOf } from './record-fields';

/** Reads an operation, its document included, from its loaded row. Long text is read here and never by a query. */
export function operationOf(
  row: NetSuiteRecord,
  known: { readonly internalId: number; readonly state: OperationState; readonly attempts: number; readonly lease: Lease },
): Operation {
  const text = (fieldId: string) => textOf(row, fieldId);
  const optional = (fieldId: string) => text(fieldId) || undefined;
  return {
    ...known,
    operationId: text('externalid'),
    source: text(OPERATION.source),
    documentType: text(OPERATION.doctype),
    idempotencyKey: text(OPERATION.key),
    externalId: text(OPERATION.extid),
    lane: text(OPERATION.object),
    intent: intentOf(text(OPERATION.intent)),
    mode: modeOf(text(OPERATION.mode)),
    version: text(OPERATION.version),
    versionNumber: integerOf(row, OPERATION.versionN),
    correlationId: optional(OPERATION.correlation),
    supersedes: optional(OPERATION.supersedes),
    parent: text(OPERATION.parent),
    facts: {
      amount: optional(OPERATION.amountText),
      currency: optional(OPERATION.currency),
      party: optional(OPERATION.party),
      date: optional(OPERATION.docDate),
      number: optional(OPERATION.docNumber),
      version: optional(OPERATION.version),
    },
    fingerprint: text(OPERATION.fingerprint),
    receivedSha256: text(OPERATION.docSha256),
    receivedCharacters: integerOf(row, OPERATION.docChars) ?? 0,
    keptText: DOCUMENT_FIELDS.map(text).join(''),
    receivedMs: integerOf(row, OPERATION.receivedMs) ?? 0,
    account: text(OPERATION.account),
    budgetFromMs: integerOf(row, OPERATION.redrivenMs) ?? integerOf(row, OPERATION.receivedMs) ?? 0,
    head: { number: integerOf(row, OPERATION.head) ?? 0, hash: text(OPERATION.headHash) },
    observed: observedOf(text(OPERATION.observed), text(OPERATION.observedText)),
    deaths: integerOf(row, OPERATION.deaths) ?? 0,
    attemptedMs: integerOf(row, OPERATION.attemptedMs),
    subsidiary: integerOf(row, OPERATION.subsidiary),
    overlay: overlayOf(text(OPERATION.overlay)),
  };
}

const DOCUMENT_FIELDS = [OPERATION.doc1, OPERATION.doc2, OPERATION.doc3, OPERATION.doc4, OPERATION.doc5] as const;

/** What a loaded row says of itself, for `rowDamage`. Whether the event that it names as its last is there, a row cannot tell. */
export function loadedFacts(row: NetSuiteRecord): RowFacts {
  return {
    state: textOf(row, OPERATION.state),
    operationId: textOf(row, 'externalid'),
    dueMs: integerOf(row, OPERATION.dueMs),
    leaseMs: integerOf(row, OPERATION.leaseMs),
    attempts: integerOf(row, OPERATION.attempts),
    receivedMs: integerOf(row, OPERATION.receivedMs),
    documentCharacters: integerOf(row, OPERATION.docChars),
    documentKept: DOCUMENT_FIELDS.some((field) => textOf(row, field) !== ''),
    head: integerOf(row, OPERATION.head),
  };
}

/** The error that a row keeps; undefined: none was observed. */
export function observedOf(name: string, message: string): ObservedError | undefined {
  return name === '' ? undefined : { name, message };
}

/** The intent that a row names. */
export function intentOf(text: string): Intent {
  if (text === 'create' || text === 'update' || text === 'cancel' || text === 'rollback') return text;
  return 'upsert';
}

function modeOf(text: string): SubmitMode {
  return text === 'async' ? 'async' : 'sync';
}

function overlayOf(text: string): Overlay | undefined {
  return text === '' ? undefined : (JSON.parse(text) as Overlay);
}
