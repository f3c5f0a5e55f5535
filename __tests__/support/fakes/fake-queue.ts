import type { ActedOn, AwaitedCome, RowPart, SeenOperations, Sleepers } from '../../../src/application/actions/review-ports';
import type { CurrencyTotals, QueueQuestion, ReviewRows, RowRange, Scope } from '../../../src/application/review/review-rows-port';
import type { CauseGroup } from '../../../src/application/review/review-rows-port';
import type { LoggedDocument, Operation } from '../../../src/application/ports';
import { isForeign } from '../../../src/domain/foreign';
import { WITHOUT_CAUSE } from '../../../src/domain/review/queue-filter';
import type { QueueFilter, QueueTab } from '../../../src/domain/review/queue-filter';
import type { LinkedRecord } from '../../../src/domain/review/linked-record';
import { urgencyOf, weightOf } from '../../../src/domain/review/urgency';
import { isMachineDue } from '../../../src/domain/states';
import type { OperationState } from '../../../src/domain/states';
import type { FakeCauseBoard } from './fake-review';
import type { FakeAccount } from './fake-account';
import type { OperationRow } from './fake-operations';

/** What a row of the queue is judged by. */
interface Judged {
  readonly row: OperationRow;
  readonly state: OperationState;
  readonly cause: string;
  readonly causeOpen: boolean;
  readonly causeDueMs: number | undefined;
  /** Its own, else its cause's. */
  readonly owner: number | undefined;
  readonly snoozedMs: number;
  /** In base currency; undefined: not known. */
  readonly atRisk: number | undefined;
  readonly request: string;
}

/** What the queue is made of. */
export interface QueueParts {
  readonly account: Pick<FakeAccount, 'operations' | 'causes' | 'ledger'>;
  readonly board: FakeCauseBoard;
  /** Worth of one unit of each currency in base currency. That of every subsidiary is the first. */
  readonly rates: Readonly<Record<string, number>>;
}

const STANDS: readonly OperationState[] = ['applied', 'unchanged', 'partly_applied'];
const REJECTED: readonly OperationState[] = ['discarded', 'refused', 'superseded', 'duplicate', 'withdrawn'];

/** The review queue over operations and causes in memory: plain loops, with nothing of how the account's statements are cut. */
export class FakeQueue implements SeenOperations, Sleepers {
  readonly requests = new Map<number, string>();
  /** True where the period of a document's date is open for records of its rule; where there is no rule, no period is known. */
  isPeriodOpen: (document: Pick<LoggedDocument, 'source' | 'documentType' | 'facts'>) => boolean = () => true;

  private readonly operations: FakeAccount['operations'];
  private readonly causes: FakeAccount['causes'];
  private readonly ledger: FakeAccount['ledger'];
  private readonly board: FakeCauseBoard;
  private readonly rates: Readonly<Record<string, number>>;

  constructor({ account: { operations, causes, ledger }, board, rates }: QueueParts) {
    this.operations = operations;
    this.causes = causes;
    this.ledger = ledger;
    this.board = board;
    this.rates = rates;
  }

  of(operationIds: readonly string[], scope: Scope): readonly ActedOn[] {
    return this.seen(scope).filter(({ row }) => operationIds.includes(row.document.operationId)).map(acted);
  }

  matching(question: QueueQuestion, { after, most }: RowPart): readonly ActedOn[] {
    return this.meeting(question).filter(({ row }) => row.internalId > after).map(acted).slice(0, most);
  }

  measure(question: QueueQuestion): ReturnType<SeenOperations['measure']> {
    const rows = this.meeting(question);
    const untold = rows.some(({ atRisk, row }) => atRisk === undefined && (row.document.facts.amount ?? '') !== '');
    return { rows: rows.length, amount: untold ? undefined : sum(rows.map(({ atRisk }) => atRisk ?? 0)).toFixed(2) };
  }

  ofCause(cause: string, scope: Scope, { after, most }: RowPart): readonly ActedOn[] {
    return this.seen(scope).filter((one) => one.state === 'needs_review' && one.cause === cause && one.row.internalId > after).map(acted).slice(0, most);
  }

  nameRequest(internalId: number, number: string): void {
    this.requests.set(internalId, number);
  }

  load(internalId: number): Operation {
    const row = this.operations.rows.get(internalId);
    if (row === undefined) throw Object.assign(new Error('That record does not exist.'), { name: 'RCRD_DSNT_EXIST' });
    const { document, patch } = row;
    return {
      ...document, internalId, state: patch.state, attempts: row.attempts, lease: { holder: '', untilMs: 0 }, budgetFromMs: row.redrivenMs ?? document.receivedMs, head: patch.head, observed: patch.observed ?? undefined, deaths: row.deaths,
      attemptedMs: row.attemptedMs,
    };
  }

  linked(recordType: string, internalId: number): LinkedRecord | undefined {
    const found = this.ledger.records.find((record) => record.internalId === internalId && record.type === recordType);
    if (found === undefined) return undefined;
    const email = found.body.get('email');
    return { recordType, total: undefined, currency: '', party: [found.externalId, ...(typeof email === 'string' ? [email] : [])], subsidiary: 2 };
  }

  awaitedCome(nowMs: number): readonly AwaitedCome[] {
    const come = this.judgedOwn().filter(({ state }) => state === 'needs_review').flatMap(({ row, cause }): readonly AwaitedCome[] => {
      const { care } = row.patch;
      const board = this.boardPatch(cause);
      return [
        ...this.hasCome(row, care?.snoozedMs ?? 0, care?.snoozedFor ?? '', nowMs).map((on) => ({ subject: 'operation', id: row.document.operationId, on } as const)),
        ...this.hasCome(row, board?.snoozedMs ?? 0, board?.snoozedFor ?? '', nowMs).map((on) => ({ subject: 'cause', id: cause, on } as const)),
      ];
    });
    return [...new Map(come.map((one) => [`${one.subject} ${one.id}`, one])).values()];
  }

  /** Ids of the rows that a question shows, in its order. */
  order(question: QueueQuestion, { from, most }: RowRange): readonly string[] {
    const rank = ranks(question);
    return this.meeting(question).sort((a, b) => rank(a, b) || a.row.internalId - b.row.internalId).slice(from, from + most).map(({ row }) => row.document.operationId);
  }

  totals(question: QueueQuestion): ReturnType<ReviewRows['totals']> {
    const rows = this.meeting(question);
    return [...new Set(rows.map(({ row }) => row.document.facts.currency ?? ''))].map((currency): CurrencyTotals => {
      const ofIt = rows.filter(({ row }) => (row.document.facts.currency ?? '') === currency);
      return { currency, count: ofIt.length, amount: sum(ofIt.map(({ row }) => Math.abs(Number(row.document.facts.amount ?? 0)))), ...risk(ofIt) };
    });
  }

  groups(question: QueueQuestion): readonly Pick<CauseGroup, 'fingerprint' | 'items' | 'atRisk' | 'unknown' | 'firstId' | 'oldestMs' | 'newestMs'>[] {
    const named = this.meeting(question).flatMap((one) => {
      const { source, documentType } = one.row.document;
      const told = ['needs_review', 'snoozed'].includes(question.filter.tab) ? [] : [`${WITHOUT_CAUSE}${source} ${documentType} ${one.row.patch.problem?.code ?? one.state}`];
      return [one.cause === '' ? told : [one.cause]].flat().map((fingerprint) => ({ fingerprint, one }));
    });
    return [...new Set(named.map(({ fingerprint }) => fingerprint))].map((fingerprint) => {
      const ofIt = named.filter((group) => group.fingerprint === fingerprint).map(({ one }) => one);
      const received = ofIt.map(({ row }) => row.document.receivedMs);
      return { fingerprint, items: ofIt.length, ...risk(ofIt), firstId: Math.min(...ofIt.map(({ row }) => row.internalId)), oldestMs: Math.min(...received), newestMs: Math.max(...received) };
    });
  }

  private hasCome({ internalId, document }: OperationRow, snoozedMs: number, wakes: string, nowMs: number): readonly AwaitedCome['on'][] {
    if (snoozedMs <= nowMs) return [];
    if (wakes === 'new_version') return [...this.operations.rows.values()].some((row) => row.document.lane === document.lane && row.internalId > internalId) ? ['new_version'] : [];
    return wakes === 'period_open' && this.isPeriodOpen(document) ? ['period_open'] : [];
  }

  private boardPatch(cause: string): ReturnType<FakeCauseBoard['patches']['get']> {
    const row = this.causes.rows.get(cause);
    return row === undefined ? undefined : this.board.patches.get(row.internalId);
  }

  private judgedOwn(): readonly Judged[] {
    return [...this.operations.rows.values()].filter(({ document }) => !isForeign(document.account, this.operations.accountId)).map((row) => this.judge(row));
  }

  private judge(row: OperationRow): Judged {
    const { state, care, cause = '' } = row.patch;
    const stored = this.causes.rows.get(cause);
    const patch = this.boardPatch(cause);
    return {
      row, state, cause, causeOpen: stored?.state === 'open', causeDueMs: stored?.cause.dueMs, owner: care?.owner ?? patch?.owner ?? undefined, snoozedMs: Math.max(care?.snoozedMs ?? 0, patch?.snoozedMs ?? 0),
      atRisk: this.atRisk(row), request: this.requests.get(row.internalId) ?? '',
    };
  }

  /** A document's amount, or, of one that stands in the ledger, how far that is from it. */
  private atRisk({ document: { facts }, patch: { state, baseAmount, subsidiary } }: OperationRow): number | undefined {
    const rate = this.rates[(facts.currency ?? '').toUpperCase()];
    if (rate === undefined || facts.amount === undefined) return undefined;
    if (!STANDS.includes(state)) return cents(Math.abs(Number(facts.amount)) * rate);
    const isOfSubsidiary = subsidiary !== undefined && (facts.currency ?? '').toUpperCase() === Object.keys(this.rates)[0];
    return baseAmount === undefined || !isOfSubsidiary ? undefined : cents(Math.abs(Math.abs(Number(facts.amount)) - Math.abs(Number(baseAmount))) * rate);
  }

  private seen({ subsidiaries, sources }: Scope): readonly Judged[] {
    return this.judgedOwn().filter(({ row: { patch: { subsidiary }, document: { source } } }) => subsidiaries === 'all' || (subsidiary === undefined ? sources.includes(source) : subsidiaries.includes(subsidiary)));
  }

  private meeting(question: QueueQuestion): Judged[] {
    return this.seen(question.scope).filter((one) => isOnTab(one, question.filter.tab, question.nowMs) && meets(one, question));
  }
}

function isOnTab(one: Judged, tab: QueueTab, nowMs: number): boolean {
  const needsPerson = one.state === 'needs_review' || (STANDS.includes(one.state) && one.cause !== '' && one.causeOpen);
  switch (tab) {
    case 'needs_review':
      return needsPerson && one.snoozedMs <= nowMs && one.request === '';
    case 'snoozed':
      return needsPerson && one.snoozedMs > nowMs && one.request === '';
    case 'waiting_approval':
      return one.request !== '';
    case 'retrying':
      return isMachineDue(one.state);
    case 'resolved':
      return one.state === 'resolved_elsewhere' || (STANDS.includes(one.state) && one.row.redrivenMs !== undefined);
    case 'rejected':
      return REJECTED.includes(one.state);
  }
}

function meets({ row, owner, cause, atRisk, causeDueMs }: Judged, { filter, userId, nowMs, endOfTodayMs, age }: QueueQuestion): boolean {
  const { document: { source, documentType, facts, receivedMs }, patch } = row;
  const asked: readonly [boolean, boolean][] = [
    [filter.source !== '', source === filter.source], [filter.documentType !== '', documentType === filter.documentType], [filter.subsidiary !== undefined, patch.subsidiary === filter.subsidiary],
    [filter.cause !== '', cause === filter.cause], [filter.period !== '', (facts.date ?? '').startsWith(filter.period)], [filter.amountAtLeast !== '', (atRisk ?? -1) >= Number(filter.amountAtLeast)],
    [age.fromMs !== undefined, receivedMs > (age.fromMs ?? 0)], [age.toMs !== undefined, receivedMs <= (age.toMs ?? 0)],
    [filter.due === 'late', (causeDueMs ?? Infinity) < nowMs], [filter.due === 'today', causeDueMs !== undefined && causeDueMs >= nowMs && causeDueMs < endOfTodayMs], [filter.due === 'later', (causeDueMs ?? 0) >= endOfTodayMs],
  ];
  return asked.every(([isAsked, isMet]) => !isAsked || isMet) && isOwnedAs(owner, filter.owner, userId);
}

function isOwnedAs(owner: number | undefined, asked: QueueFilter['owner'], userId: number): boolean {
  switch (asked) {
    case 'anyone':
      return true;
    case 'mine':
      return owner === userId;
    case 'mine_or_nobody':
      return owner === undefined || owner === userId;
    case 'nobody':
      return owner === undefined;
    default:
      return owner === asked;
  }
}

function ranks({ filter: { sort, tab }, closeness, nowMs }: QueueQuestion): (a: Judged, b: Judged) => number {
  const latest = (a: Judged, b: Judged) => (tab === 'resolved' || tab === 'rejected' ? (b.row.patch.settledMs ?? 0) - (a.row.patch.settledMs ?? 0) || b.row.internalId - a.row.internalId : 0);
  const urgency = ({ atRisk, row }: Judged) => urgencyOf({ atRisk, sinceMs: row.document.receivedMs, weight: weightOf(row.document.facts.date ?? '', closeness) }, nowMs);
  const due = ({ causeDueMs }: Judged) => causeDueMs ?? Infinity;
  switch (sort) {
    case 'urgency':
      return (a, b) => latest(a, b) || urgency(b) - urgency(a);
    case 'at_risk':
      return (a, b) => (b.atRisk ?? -1) - (a.atRisk ?? -1) || latest(a, b);
    case 'oldest':
      return (a, b) => a.row.document.receivedMs - b.row.document.receivedMs || latest(a, b);
    case 'newest':
      return (a, b) => b.row.document.receivedMs - a.row.document.receivedMs || b.row.internalId - a.row.internalId;
    case 'due':
      return (a, b) => (due(a) === due(b) ? 0 : due(a) - due(b)) || latest(a, b);
    case 'document':
      return (a, b) => compared(a.row.document.facts.number, b.row.document.facts.number) || latest(a, b);
  }
}

/** What is empty comes last, as an account sorts it. */
function compared(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return b === undefined || (a !== undefined && a < b) ? -1 : 1;
}

function risk(rows: readonly Judged[]): { readonly atRisk: number; readonly unknown: number } {
  return { atRisk: sum(rows.map(({ atRisk }) => atRisk ?? 0)), unknown: rows.filter(({ atRisk }) => atRisk === undefined).length };
}

function acted({ row: { internalId, document, patch }, state, cause, atRisk }: Judged): ActedOn {
  const { operationId, source, documentType, facts } = document;
  return {
    internalId, operationId, source, documentType, documentNumber: facts.number ?? '', state, owner: patch.care?.owner ?? undefined, amount: facts.amount ?? '', currency: facts.currency ?? '', party: facts.party ?? '', subsidiary: patch.subsidiary, cause,
    head: patch.head.number, atRisk: atRisk?.toFixed(2), priced: (facts.amount ?? '') !== '',
  };
}

function sum(numbers: readonly number[]): number {
  return cents(numbers.reduce((total, one) => total + one, 0));
}

/** What binary fractions lack of a half cent: 18.615 is a little less than it says. */
const HALF_CENT_SLACK = 1e-6;

function cents(amount: number): number {
  return (Math.sign(amount) * Math.round(Math.abs(amount) * 100 + HALF_CENT_SLACK)) / 100;
}
