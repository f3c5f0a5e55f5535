import type { Outcome } from '../domain/outcome';
import * as record from 'N/record';
import type { Record as NetSuiteRecord } from 'N/record';
import type { EndedAttempts } from '../domain/breaker';
import { shownValue } from '../domain/cause';
import { asciiJson } from '../domain/ascii-json';
import { roundedForList } from '../domain/decimal';
import type {
  FoundOperation, Held, HeldWork, HoldRequest, Lease, LoggedDocument, LogResult, Operation, OperationLog, OperationPatch, QueueEntry, TakeOver, WaitingOperation,
} from '../application/ports';
import { NUMBERS_AHEAD } from '../domain/event-chain';
import { HOLD_PREFIX, LEASE_MS } from '../domain/lease';
import type { DueWork } from '../domain/sweep-plan';
import { COLLISION_NAMES } from '../domain/signals';
import { REASONS } from '../domain/reasons';
import { Refusal } from '../domain/refusal';
import { isForeign } from '../domain/foreign';
import { rowDamage } from '../domain/row-damage';
import type { ReasonCode } from '../domain/reasons';
import { isMachineDue, isSettled, STATES, WITHDRAWABLE_STATES } from '../domain/states';
import type { OperationState } from '../domain/states';
import { EVENT, EVENT_RECORD, OPERATION, OPERATION_RECORD } from './record-ids';
import { CHARACTERS_THAT_FIT, fitText, fitTextArea, splitLongText } from './fit-field';
import { dueOperations, endedAttempts } from './due-operations';
import { amongOpen, IS_OWN, twice } from './open-operations';
import { boundList, placeholders, rowNumber, rowText, runStatement } from './query-rows';
import { intentOf, loadedFacts, observedOf, operationOf } from './operation-row';
import { setFields, textOf, integerOf } from './record-fields';
import { saveUnlessChanged } from './save-unless-changed';
import { observeError } from './suitescript-error';

const DOCUMENT_FIELDS = [OPERATION.doc1, OPERATION.doc2, OPERATION.doc3, OPERATION.doc4, OPERATION.doc5] as const;

/** The operation log on `customrecord_dkt_operation`. */
export class OperationGateway implements OperationLog {
  constructor(private readonly accountId: string) {}

  log(document: LoggedDocument, lease: Lease | undefined): LogResult {
    const row = record.create({ type: OPERATION_RECORD, isDynamic: false });
    setFields(row, loggedFields(document, lease));
    const parts = splitLongText(document.keptText, DOCUMENT_FIELDS.length);
    if (parts === undefined) throw doesNotFit(document.keptText.length);
    parts.forEach((part, index) => {
      row.setValue({ fieldId: DOCUMENT_FIELDS[index] ?? OPERATION.doc5, value: part });
    });
    try {
      return { kind: 'logged', internalId: row.save() };
    } catch (error) {
      return { kind: 'refused', error: observeError(error) };
    }
  }

  find(operationId: string): FoundOperation | undefined {
    const [row] = runStatement(FIND, [operationId]);
    if (row === undefined) return undefined;
    return {
      internalId: rowNumber(row, 'id') ?? 0,
      operationId,
      source: rowText(row, 'source'),
      documentType: rowText(row, 'doctype'),
      lane: rowText(row, 'lane'),
      intent: intentOf(rowText(row, 'intent')),
      fingerprint: rowText(row, 'fingerprint'),
      state: stateOf(rowText(row, 'state'), operationId),
      attempts: rowNumber(row, 'attempts') ?? 0,
      dueMs: rowNumber(row, 'due_ms') ?? null,
      waitsFor: rowText(row, 'waits_for'),
      correlationId: rowText(row, 'correlation') || undefined,
      reason: reasonOf(rowText(row, 'reason')),
      reasonText: rowText(row, 'reason_text'),
      observed: observedOf(rowText(row, 'observed'), rowText(row, 'observed_text')),
      mapVersion: rowText(row, 'map_version'),
      seenAgain: rowNumber(row, 'seen_again') ?? 0,
      head: { number: rowNumber(row, 'head') ?? 0, hash: rowText(row, 'head_hash') },
      outcomeEventId: rowNumber(row, 'outcome_event'),
      account: rowText(row, 'account'),
      ...(rowText(row, 'kept') === '' ? {} : { kept: JSON.parse(rowText(row, 'kept')) as Outcome }),
      ended: rowText(row, 'ended_by') !== '',
    };
  }

  countSeenAgain(internalId: number, count: number): void {
    record.submitFields({ type: OPERATION_RECORD, id: internalId, values: { [OPERATION.seenAgain]: count } });
  }

  update(internalId: number, patch: OperationPatch): void {
    record.submitFields({ type: OPERATION_RECORD, id: internalId, values: patchedFields(patch) });
  }

  takeOver(internalId: number, lease: Lease, nowMs: number): TakeOver {
    const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
    if (isForeign(textOf(row, OPERATION.account), this.accountId)) return { kind: 'not_due' };
    const damage = rowDamage(loadedFacts(row), nowMs);
    if (damage !== undefined) return { kind: 'damaged', words: damage };
    const state = stateOf(textOf(row, OPERATION.state), String(internalId));
    const dueMs = integerOf(row, OPERATION.dueMs);
    // One at rest is due only where a run that held it died.
    if (dueMs === undefined || dueMs > nowMs) return { kind: 'not_due' };
    const triedBefore = textOf(row, OPERATION.leaseBy) !== '';
    // Waiting for something named is no attempt: only work is counted against the limit.
    const attempts = (integerOf(row, OPERATION.attempts) ?? 0) + (state === 'parked' || !isMachineDue(state) ? 0 : 1);
    const deaths = (integerOf(row, OPERATION.deaths) ?? 0) + (wasLeftWithoutAWord(row, state) ? 1 : 0);
    row.setValue({ fieldId: OPERATION.leaseMs, value: lease.untilMs });
    row.setValue({ fieldId: OPERATION.leaseBy, value: lease.holder });
    row.setValue({ fieldId: OPERATION.dueMs, value: lease.untilMs });
    row.setValue({ fieldId: OPERATION.dueAt, value: new Date(lease.untilMs) });
    row.setValue({ fieldId: OPERATION.attempts, value: attempts });
    row.setValue({ fieldId: OPERATION.deaths, value: deaths });
    // What a run that dies leaves behind is told from a run that left a word by this.
    row.setValue({ fieldId: OPERATION.waitsFor, value: '' });
    if (!saveUnlessChanged(row)) return { kind: 'not_due' };
    return { kind: 'taken', operation: operationOf(row, { internalId, state, attempts, lease }), triedBefore };
  }

  holdForWithdrawal(internalId: number, lease: Lease): Operation | undefined {
    return onceMoreAfterCollision(() => hold(internalId, lease, this.accountId));
  }

  holdForAction(request: HoldRequest): Held {
    return onceMoreAfterCollision(() => holdForAction(request, this.accountId));
  }

  ofCause(cause: string): readonly string[] {
    return runStatement(OF_CAUSE, twice([cause, this.accountId])).map((row) => rowText(row, 'operation'));
  }

  waitingFor(names: readonly string[], limit: number): readonly WaitingOperation[] {
    const list = boundList(names);
    const waiting = amongOpen('o.id AS id, o.externalid AS operation', `o.${OPERATION.state} = 'parked' AND o.${OPERATION.reason} IN ('waits_for_document', 'waits_for_operation') AND o.${OPERATION.waitsFor} IN (${list.sql}) AND ${IS_OWN}`);
    const rows = runStatement(`${waiting}\nORDER BY id FETCH FIRST ${String(limit)} ROWS ONLY`, twice([...list.parameters, this.accountId]));
    return rows.map((row) => ({ internalId: rowNumber(row, 'id') ?? 0, operationId: rowText(row, 'operation') }));
  }

  makeDue(internalId: number, nowMs: number): boolean {
    const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
    const dueMs = integerOf(row, OPERATION.dueMs);
    if (textOf(row, OPERATION.state) !== 'parked' || dueMs === undefined || dueMs <= nowMs || dueMs === integerOf(row, OPERATION.leaseMs)) return false;
    row.setValue({ fieldId: OPERATION.dueMs, value: nowMs });
    row.setValue({ fieldId: OPERATION.dueAt, value: new Date(nowMs) });
    return saveUnlessChanged(row);
  }

  queue(): readonly QueueEntry[] {
    return runStatement(QUEUE, twice([...UNSETTLED, this.accountId])).map((row) => ({
      state: stateOf(rowText(row, 'state'), 'in the queue'), count: rowNumber(row, 'n') ?? 0, oldestReceivedMs: rowNumber(row, 'oldest') ?? 0,
    }));
  }

  due(nowMs: number, held: readonly HeldWork[] = []): readonly DueWork[] {
    return dueOperations(nowMs, held, this.accountId);
  }

  ended(fromMs: number): readonly EndedAttempts[] {
    return endedAttempts(fromMs);
  }
}

/**
 * Numbers before a row's head among which its latest outcome stands: a head is moved by an outcome, or by what a person did behind one
 * and behind the notes that followed it.
 */
const NUMBERS_BEHIND = 31;

/** External ids of the events around the head of an operation `o`. */
const NEAR_HEAD = Array.from({ length: NUMBERS_BEHIND + 1 + NUMBERS_AHEAD }, (_, index) => index - NUMBERS_BEHIND)
  .map((offset) => `o.externalid || '_' || (o.${OPERATION.head} ${offset < 0 ? '-' : '+'} ${String(Math.abs(offset))})`).join(', ');

const FIND = `SELECT o.id AS id, o.${OPERATION.source} AS source, o.${OPERATION.doctype} AS doctype, o.${OPERATION.object} AS lane, o.${OPERATION.intent} AS intent, o.${OPERATION.fingerprint} AS fingerprint,
  o.${OPERATION.state} AS state, o.${OPERATION.attempts} AS attempts, o.${OPERATION.dueMs} AS due_ms, o.${OPERATION.waitsFor} AS waits_for,
  o.${OPERATION.correlation} AS correlation, o.${OPERATION.reason} AS reason, o.${OPERATION.reasonText} AS reason_text,
  o.${OPERATION.observed} AS observed, o.${OPERATION.observedText} AS observed_text,
  o.${OPERATION.mapVersion} AS map_version, o.${OPERATION.seenAgain} AS seen_again, o.${OPERATION.head} AS head, o.${OPERATION.headHash} AS head_hash, o.${OPERATION.account} AS account,
  o.${OPERATION.kept} AS kept, o.${OPERATION.endedBy} AS ended_by, e.id AS outcome_event
FROM ${OPERATION_RECORD} o LEFT JOIN ${EVENT_RECORD} e ON e.externalid IN (${NEAR_HEAD}) AND e.${EVENT.kind} = 'outcome'
WHERE o.externalid = ? ORDER BY COALESCE(e.${EVENT.number}, 0) DESC FETCH FIRST 1 ROWS ONLY`;

const UNSETTLED = STATES.filter((state) => !isSettled(state));

const QUEUE = `SELECT q.state AS state, COUNT(*) AS n, MIN(q.received_ms) AS oldest FROM (
${amongOpen(`o.${OPERATION.state} AS state, o.${OPERATION.receivedMs} AS received_ms`, `o.${OPERATION.state} IN (${placeholders(UNSETTLED.length)}) AND ${IS_OWN}`)}
) q GROUP BY q.state`;

const OF_CAUSE = `${amongOpen('o.id AS id, o.externalid AS operation', `o.${OPERATION.state} = 'needs_review' AND o.${OPERATION.cause} = ? AND ${IS_OWN}`)}
ORDER BY id FETCH FIRST 1000 ROWS ONLY`;

/**
 * True where the run that held an operation died on it: its lease ran out as it was set, and nothing says what it waits for. The lease
 * of the door does not count: a batch that dies leaves operations that it never began. Nor does a hold: a click that dies tried nothing.
 */
function wasLeftWithoutAWord(row: NetSuiteRecord, state: OperationState): boolean {
  const leaseMs = integerOf(row, OPERATION.leaseMs);
  const ofTheDoor = leaseMs === (integerOf(row, OPERATION.receivedMs) ?? 0) + LEASE_MS;
  const holder = textOf(row, OPERATION.leaseBy);
  return isMachineDue(state) && holder !== '' && !holder.startsWith(HOLD_PREFIX) && integerOf(row, OPERATION.dueMs) === leaseMs && !ofTheDoor && textOf(row, OPERATION.waitsFor) === '';
}

function hold(internalId: number, lease: Lease, accountId: string): Operation | undefined {
  const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
  if (isForeign(textOf(row, OPERATION.account), accountId)) return undefined;
  const state = stateOf(textOf(row, OPERATION.state), String(internalId));
  // Due at the end of its lease: a run is at work, or was and left no word. It may have its effect. What rests with a person is held
  // by nobody but another withdrawal, and the fence lets only one of them win.
  const inHand = isMachineDue(state) && textOf(row, OPERATION.leaseBy) !== '' && integerOf(row, OPERATION.dueMs) === integerOf(row, OPERATION.leaseMs);
  // A record is linked where an effect was found to stand.
  if (!WITHDRAWABLE_STATES.includes(state) || inHand || textOf(row, OPERATION.targetId) !== '') return undefined;
  return heldRow(row, { internalId, lease, state });
}

/** Saves the lease on a loaded row. */
function heldRow(row: record.Record, { internalId, lease, state }: { readonly internalId: number; readonly lease: Lease; readonly state: OperationState }): Operation {
  row.setValue({ fieldId: OPERATION.leaseMs, value: lease.untilMs });
  row.setValue({ fieldId: OPERATION.leaseBy, value: `${HOLD_PREFIX}${lease.holder}` });
  row.setValue({ fieldId: OPERATION.dueMs, value: lease.untilMs });
  row.save();
  return operationOf(row, { internalId, state, attempts: integerOf(row, OPERATION.attempts) ?? 0, lease });
}

function holdForAction({ internalId, lease, from, headNumber, nowMs, evenWithEffect }: HoldRequest, accountId: string): Held {
  const row = record.load({ type: OPERATION_RECORD, id: internalId, isDynamic: false });
  const state = stateOf(textOf(row, OPERATION.state), String(internalId));
  if (!from.includes(state) || isForeign(textOf(row, OPERATION.account), accountId)) return { kind: 'elsewhere', state };
  if ((integerOf(row, OPERATION.head) ?? 0) !== headNumber) return { kind: 'moved_on', state };
  const dueMs = integerOf(row, OPERATION.dueMs);
  const leased = textOf(row, OPERATION.leaseBy) !== '' && dueMs === integerOf(row, OPERATION.leaseMs);
  // A run that left no word may have had its effect: that is looked for by the sweep. One at rest is free again once the lease of its holder is over.
  if (dueMs !== undefined && (isMachineDue(state) ? leased : dueMs > nowMs)) return { kind: 'under_work', untilMs: dueMs, waitsFor: textOf(row, OPERATION.waitsFor) };
  if (!isSettled(state) && evenWithEffect !== true && textOf(row, OPERATION.targetId) !== '') return { kind: 'has_effect' };
  return { kind: 'held', operation: heldRow(row, { internalId, lease, state }) };
}

/** Somebody saved the row in between. That may have been no more than a count of repeats: what stands now decides. */
function onceMoreAfterCollision<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!COLLISION_NAMES.includes(observeError(error).name)) throw error;
    return work();
  }
}

function doesNotFit(characters: number): Refusal {
  const message = `The document has ${String(characters)} characters as it is kept, and spaces at the places where it is cut into fields; up to ${String(CHARACTERS_THAT_FIT)} always fit. Send it in parts.`;
  return new Refusal('document_too_long', '/documentText', message);
}

function stateOf(text: string, operation: string): OperationState {
  const state = STATES.find((candidate) => candidate === text);
  if (state === undefined) throw new Error(`Operation ${operation} is in an unknown state "${text}": its row was changed outside Docket.`);
  return state;
}

function reasonOf(text: string): ReasonCode | undefined {
  return text in REASONS ? (text as ReasonCode) : undefined;
}

function loggedFields(document: LoggedDocument, lease: Lease | undefined): Parameters<typeof setFields>[1] {
  const dueMs = lease?.untilMs ?? document.receivedMs;
  return {
    externalid: document.operationId,
    [OPERATION.source]: document.source,
    [OPERATION.doctype]: document.documentType,
    [OPERATION.key]: document.idempotencyKey,
    [OPERATION.extid]: fitText(document.externalId),
    [OPERATION.object]: document.lane,
    [OPERATION.intent]: document.intent,
    [OPERATION.mode]: document.mode,
    [OPERATION.version]: fitText(document.version),
    [OPERATION.versionN]: document.versionNumber,
    [OPERATION.correlation]: fitText(document.correlationId ?? ''),
    [OPERATION.supersedes]: document.supersedes,
    [OPERATION.parent]: document.parent,
    [OPERATION.state]: 'accepted',
    [OPERATION.leaseMs]: lease?.untilMs,
    [OPERATION.leaseBy]: lease?.holder,
    [OPERATION.dueMs]: dueMs,
    [OPERATION.dueAt]: new Date(dueMs),
    [OPERATION.attempts]: lease === undefined ? 0 : 1,
    [OPERATION.receivedMs]: document.receivedMs,
    [OPERATION.receivedAt]: new Date(document.receivedMs),
    [OPERATION.amount]: amountForList(document.facts.amount),
    [OPERATION.baseAmount]: amountForList(document.facts.baseAmount),
    [OPERATION.amountText]: fitText(document.facts.amount ?? ''),
    [OPERATION.currency]: fitText(document.facts.currency ?? ''),
    [OPERATION.party]: fitText(document.facts.party ?? ''),
    [OPERATION.docDate]: fitText(document.facts.date ?? ''),
    [OPERATION.docNumber]: fitText(document.facts.number ?? ''),
    [OPERATION.fingerprint]: document.fingerprint,
    [OPERATION.docSha256]: document.receivedSha256,
    [OPERATION.docChars]: document.receivedCharacters,
    [OPERATION.account]: document.account,
    [OPERATION.head]: 0,
    [OPERATION.seenAgain]: 0,
  };
}

/** The amount as a number for sorting and sums; the exact text stands beside it. Undefined where it is no plain amount. */
function amountForList(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

/** A converted amount, rounded for sorting and sums; the ledger has the exact one. */
function roundedAmount(text: string): number {
  return Number(roundedForList(text));
}

function patchedFields(patch: OperationPatch): Record<string, string | number | Date> {
  const { problem, observed, target, baseAmount } = patch;
  return {
    ...(baseAmount === undefined ? {} : { [OPERATION.baseAmount]: roundedAmount(baseAmount) }),
    [OPERATION.state]: patch.state,
    [OPERATION.waitsFor]: fitText(patch.waitsFor),
    [OPERATION.dueMs]: patch.dueMs ?? '',
    [OPERATION.dueAt]: patch.dueMs === null ? '' : new Date(patch.dueMs),
    [OPERATION.reason]: problem?.code ?? '',
    [OPERATION.reasonClass]: problem?.class ?? '',
    [OPERATION.reasonPath]: fitText(problem?.errors[0]?.pointer ?? ''),
    [OPERATION.reasonField]: fitText(problem?.errors[0]?.field ?? ''),
    [OPERATION.reasonValue]: fitText(shownValue(problem?.errors[0]?.missing)),
    [OPERATION.reasonTitle]: fitText(problem?.title ?? ''),
    [OPERATION.reasonText]: fitTextArea(problem?.detail ?? ''),
    [OPERATION.probableCause]: fitTextArea(problem?.probableCause ?? ''),
    [OPERATION.whoActs]: problem?.whoActs ?? '',
    [OPERATION.whatToDo]: fitTextArea(problem?.whatToDo ?? ''),
    [OPERATION.observed]: fitText(observed?.name ?? ''),
    [OPERATION.observedText]: fitTextArea(observed?.message ?? ''),
    [OPERATION.targetType]: target?.recordType ?? '',
    [OPERATION.targetId]: target?.internalId ?? '',
    [OPERATION.targetExtid]: target?.externalId ?? '',
    [OPERATION.targetNumber]: fitText(target?.documentNumber ?? ''),
    [OPERATION.mapVersion]: patch.mapVersion,
    [OPERATION.head]: patch.head.number,
    [OPERATION.headHash]: patch.head.hash,
    [OPERATION.cause]: patch.cause ?? '',
    [OPERATION.settledMs]: patch.settledMs ?? '',
    [OPERATION.settledAt]: patch.settledMs === null ? '' : new Date(patch.settledMs),
    ...(patch.attempts === undefined ? {} : { [OPERATION.attempts]: patch.attempts }),
    ...(patch.redrivenMs === undefined ? {} : { [OPERATION.redrivenMs]: patch.redrivenMs }),
    ...(patch.attemptedMs === undefined ? {} : { [OPERATION.attemptedMs]: patch.attemptedMs }),
    ...(patch.subsidiary === undefined ? {} : { [OPERATION.subsidiary]: patch.subsidiary }),
    ...(patch.deaths === undefined ? {} : { [OPERATION.deaths]: patch.deaths }),
    ...careFields(patch.care),
    ...(patch.overlay === undefined ? {} : { [OPERATION.overlay]: asciiJson(patch.overlay) }),
  };
}


function careFields({ owner, snoozedMs, snoozedFor, escalated, note }: NonNullable<OperationPatch['care']> = {}): Record<string, string | number> {
  return {
    ...(owner === undefined ? {} : { [OPERATION.owner]: owner ?? '' }),
    ...(snoozedMs === undefined ? {} : { [OPERATION.snoozedMs]: snoozedMs ?? '' }),
    ...(snoozedFor === undefined ? {} : { [OPERATION.snoozedFor]: snoozedFor }),
    ...(escalated === undefined ? {} : { [OPERATION.escalated]: fitText(escalated) }),
    ...(note === undefined ? {} : { [OPERATION.note]: fitTextArea(note) }),
  };
}
