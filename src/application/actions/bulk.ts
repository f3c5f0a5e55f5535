import { asciiJson } from '../../domain/ascii-json';
import { add, parseDecimal } from '../../domain/decimal';
import { isAbove, sumAtStake } from '../../domain/review/limits';
import type { ReviewLimits } from '../../domain/review/limits';
import type { BulkArguments, MarkedRow } from '../../domain/review/bulk';
import type { ActionArguments } from '../../domain/review/action-arguments';
import { CLOSES } from '../../domain/review/capability';
import type { Viewer } from '../../domain/review/capability';
import { questionAt, scopeOf } from '../review/queue-question';
import type { QueueQuestion } from '../review/review-rows-port';
import { UNITS_TO_ACT } from './act';
import { actOnOperation } from './on-operation';
import { askRequest, requestNumber, stepRequest } from './request-steps';
import { GOING_ON } from './review-ports';
import type { ActedOn, AskedAction, CarriedOut, ReviewPorts, StoredRequest } from './review-ports';

/** What became of the rows of a bulk action so far. */
export interface BulkProgress {
  readonly done: number;
  readonly skipped: number;
  /** The first rows that were skipped, and why. */
  readonly why: readonly string[];
  /** Sum of what was done, in base currency, plain decimal. */
  readonly total: string;
  /** Internal id of the last row of a filter that was come to. */
  readonly after: number;
}

const NOTHING: BulkProgress = { done: 0, skipped: 0, why: [], total: '0', after: 0 };

/** Skipped rows that a result names. */
const MOST_NAMED = 10;

/** Rows of one portion of a job. */
const PORTION = 50;

/** Units that must be left to begin one more row: the action, the row's record, and what ends the run. */
const UNITS_PER_ROW = UNITS_TO_ACT + 80;

/** All that rest for one cause: what the release of a cause becomes above the limits. */
interface CauseArguments {
  readonly over: 'cause';
  readonly inner: ActionArguments;
  readonly cause: string;
  readonly cutoffMs: number;
}

/** What a bulk plan holds: what is to be done with which rows. */
type BulkPlan = (BulkArguments | CauseArguments) & { readonly note: string };

/**
 * Does one thing with many rows. Marked rows are done at once, as far as units allow; the same click goes on with what is left. All that match
 * a filter, and what is above the limits, become a request; above the limits another person approves it.
 */
export function actInBulk(asked: AskedAction, bulk: BulkArguments, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const known = ports.requests.load(requestNumber(asked.click));
  if (known !== undefined) return requested(known);
  const limits = ports.people.limits();
  if (bulk.over === 'matching') return askForMatching(asked, { ...bulk, cutoffMs: Math.min(bulk.cutoffMs, asked.askedMs) }, { viewer, limits, ports });
  const rows = ports.seen.of(bulk.rows.map(({ operationId }) => operationId), scopeOf(viewer, ports.machine));
  const amount = sumAtStake(rows);
  if (bulk.rows.length > limits.bulkRows || isAbove(amount, limits.bulkAmount)) return ask(asked, bulk, { amount, rows: bulk.rows.length, above: true }, { viewer, ports });
  const work = { inner: bulk.inner, note: asked.args.note, key: asked.click, asker: asked.asker, viewer, limits, since: undefined };
  const { progress, left } = workOn(bulk.rows.map((row) => ({ marked: row, row: rows.find(({ operationId }) => operationId === row.operationId) })), work, NOTHING, ports);
  if (progress.done > 0) ports.scheduler.wakeSweep();
  return { state: left > 0 ? 'asked' : 'done', code: left > 0 ? GOING_ON : 'bulk', text: textOf(progress, left) };
}

type Matching = Extract<BulkArguments, { readonly over: 'matching' }>;

/** Asks for what a filter names. More rows than the person typed are not what the page showed. */
function askForMatching(asked: AskedAction, bulk: Matching, { viewer, limits, ports }: { readonly viewer: Viewer; readonly limits: ReviewLimits; readonly ports: ReviewPorts }): CarriedOut {
  const { rows, amount } = ports.seen.measure(questionOf(bulk, viewer, ports));
  if (rows > bulk.count) return { state: 'refused', code: 'count_differs', text: `The filter has ${String(rows)} operations, and ${String(bulk.count)} were named. Look at the list again.` };
  return ask(asked, bulk, { amount, rows: bulk.count, above: bulk.count > limits.bulkRows || isAbove(amount, limits.bulkAmount) }, { viewer, ports });
}

/** What the page asked when it was looked at: age, due and snooze are of that moment, and what was received later is not in it. */
function questionOf({ filter, cutoffMs }: Matching, viewer: Viewer, { machine }: ReviewPorts): QueueQuestion {
  const question = questionAt(filter, viewer, { machine, nowMs: cutoffMs });
  return { ...question, age: { ...question.age, toMs: question.age.toMs ?? cutoffMs } };
}

/** Asks for the release of a cause whose operations are above the limits; undefined: they are not. */
export function releaseByRequest(asked: AskedAction, { cause, rows }: { readonly cause: string; readonly rows: readonly ActedOn[] }, { viewer, ports }: { readonly viewer: Viewer; readonly ports: ReviewPorts }): CarriedOut | undefined {
  const limits = ports.people.limits();
  const amount = sumAtStake(rows);
  if (rows.length <= limits.bulkRows && !isAbove(amount, limits.bulkAmount)) return undefined;
  const inner = { kind: 'redrive', note: asked.args.note } as const;
  const bulk: CauseArguments = { over: 'cause', inner, cause, cutoffMs: asked.askedMs };
  return ask(asked, bulk, { amount, rows: rows.length, above: true }, { viewer, ports });
}

interface Measure {
  /** In base currency; undefined: one of the amounts cannot be told. */
  readonly amount: string | undefined;
  readonly rows: number;
  readonly above: boolean;
}

function ask(asked: AskedAction, bulk: BulkArguments | CauseArguments, { amount, rows, above }: Measure, { viewer, ports }: { readonly viewer: Viewer; readonly ports: ReviewPorts }): CarriedOut {
  if (!viewer.capabilities.has('request_bulk')) return { state: 'refused', code: 'not_allowed', text: 'Your role does not ask for so many rows, or so much money, at once.' };
  const plan: BulkPlan = { ...bulk, note: asked.args.note };
  const request = askRequest({
    number: requestNumber(asked.click), kind: 'bulk', subject: asked.subjectId, title: `${bulk.inner.kind.replace('_', ' ')} ${String(rows)} operations`, plan: asciiJson(plan), judgedOn: '',
    asker: asked.asker.userId, askerRole: asked.asker.role, editors: [], needs: above ? 'approve_bulk' : '', amount: amount ?? '', rows, reason: '', note: asked.args.note,
  }, ports);
  if (request.state === 'approved') ports.scheduler.wakeSweep();
  return requested(request);
}

function requested({ state, number }: StoredRequest): CarriedOut {
  const text = state === 'asked' ? `Request ${number} waits for approval by another person until it lapses in 24 hours.` : `Request ${number} is carried out in portions. Its row says how far it is.`;
  return { state: 'done', code: state === 'asked' ? 'asked_for_approval' : 'bulk', text };
}

/** Carries approved bulk actions on, the oldest first, as far as units allow. True: something is left. */
export function carryBulkOn(open: readonly Pick<StoredRequest, 'number' | 'kind' | 'state'>[], ports: ReviewPorts): boolean {
  for (const { number } of open.filter(({ kind, state }) => kind === 'bulk' && state === 'approved')) {
    if (ports.platform.remainingUnits() < UNITS_PER_ROW * 2) return true;
    const request = ports.requests.load(number);
    if (request !== undefined && portion(request, ports)) return true;
  }
  return false;
}

/** One portion of a job; never more rows than were asked for. True: it is not at its end. */
function portion(request: StoredRequest, ports: ReviewPorts): boolean {
  const viewer = withLimitOf(request, ports.people.viewer({ userId: request.asker, role: request.askerRole }), ports);
  const plan = JSON.parse(request.plan) as BulkPlan;
  const before = request.progress === '' ? NOTHING : (JSON.parse(request.progress) as BulkProgress);
  if (viewer === undefined) return ended(request, { ...before, why: ['Who asked has no part in the queue any more.'] }, ports);
  const work = {
    inner: plan.inner, note: plan.note, key: request.number, asker: { userId: request.asker, role: request.askerRole }, viewer, limits: ports.people.limits(),
    since: plan.over === 'marked' ? undefined : plan.cutoffMs,
  };
  const most = plan.over === 'marked' ? PORTION : Math.min(PORTION, Math.max(0, request.rows - before.done));
  const items = itemsOf(plan, before, { viewer, most, ports });
  const { progress, left } = workOn(items, work, before, ports);
  const over = left === 0 && (items.length < most || progress.done >= request.rows);
  if (over) return ended(request, progress, ports);
  ports.requests.change(request.internalId, { progress: asciiJson(progress), result: textOf(progress, Math.max(0, request.rows - progress.done - progress.skipped)) });
  return true;
}

/** Who asked, with the limit of who approved: that person saw what it is worth, and answers for it. */
function withLimitOf({ approver, approverRole }: StoredRequest, asker: Viewer | undefined, { people }: ReviewPorts): Viewer | undefined {
  const lent = approver === 0 || asker === undefined ? undefined : people.viewer({ userId: approver, role: approverRole });
  if (asker === undefined || lent === undefined) return asker;
  return { ...asker, capabilities: new Set([...asker.capabilities, ...CLOSES.filter((one) => lent.capabilities.has(one))]) };
}

function ended(request: StoredRequest, progress: BulkProgress, ports: ReviewPorts): false {
  const viewer = { userId: request.asker, roleId: request.askerRole, capabilities: new Set<never>() };
  stepRequest(request, { step: 'carry_out', viewer, key: `${request.number}-go`, note: '', judgedOn: request.judgedOn }, ports);
  ports.requests.change(request.internalId, { progress: asciiJson(progress), result: textOf(progress, 0) });
  return false;
}

interface Item {
  readonly marked: MarkedRow | undefined;
  /** Undefined: the person does not see it. */
  readonly row: ActedOn | undefined;
}

function itemsOf(plan: BulkPlan, { after, done, skipped }: BulkProgress, { viewer, most, ports }: { readonly viewer: Viewer; readonly most: number; readonly ports: ReviewPorts }): readonly Item[] {
  if (most === 0) return [];
  if (plan.over === 'matching') return ports.seen.matching(questionOf(plan, viewer, ports), { after, most }).map((row) => ({ marked: undefined, row }));
  const scope = scopeOf(viewer, ports.machine);
  if (plan.over === 'cause') return ports.seen.ofCause(plan.cause, scope, { after, most }).map((row) => ({ marked: undefined, row }));
  const marked = plan.rows.slice(done + skipped, done + skipped + most);
  const rows = ports.seen.of(marked.map(({ operationId }) => operationId), scope);
  return marked.map((one) => ({ marked: one, row: rows.find(({ operationId }) => operationId === one.operationId) }));
}

interface Work {
  readonly inner: ActionArguments;
  readonly note: string;
  readonly key: string;
  readonly asker: AskedAction['asker'];
  readonly viewer: Viewer;
  readonly limits: ReviewLimits;
  /** What came to something after this is skipped, epoch milliseconds. */
  readonly since: number | undefined;
}

function workOn(items: readonly Item[], work: Work, before: BulkProgress, ports: ReviewPorts): { readonly progress: BulkProgress; readonly left: number } {
  let progress = before;
  let reached = 0;
  for (const item of items) {
    if (ports.platform.remainingUnits() < UNITS_PER_ROW) break;
    progress = withRow(progress, item, work, ports);
    reached += 1;
  }
  return { progress, left: items.length - reached };
}

function withRow(progress: BulkProgress, { marked, row }: Item, work: Work, ports: ReviewPorts): BulkProgress {
  const after = row?.internalId ?? progress.after;
  if (row === undefined) return skippedRow({ ...progress, after }, (marked?.operationId ?? '').slice(0, 12), 'there is no such operation');
  const { operationId, documentNumber } = row;
  const request = { operationId, asker: work.asker, note: work.note, key: work.key, seen: marked?.seen, unchangedSince: work.since };
  const result = actOnOperation({ args: work.inner, request, row, viewer: work.viewer, limits: work.limits }, ports);
  if (result.kind === 'refused') return skippedRow({ ...progress, after }, documentNumber || operationId.slice(0, 12), result.why);
  return { ...progress, after, done: progress.done + 1, total: add(progress.total, parseDecimal(row.atRisk ?? '') ?? '0') };
}

/** `name`: the document's number, else how its operation begins. */
function skippedRow(progress: BulkProgress, name: string, why: string): BulkProgress {
  return { ...progress, skipped: progress.skipped + 1, why: [...progress.why, `${name.slice(0, 40)}: ${why.slice(0, 160)}`].slice(0, MOST_NAMED) };
}

function textOf({ done, skipped, why, total }: BulkProgress, left: number): string {
  const parts = [`${String(done)} done, worth ${total}`, `${String(skipped)} skipped`, ...(left > 0 ? [`${String(left)} to come`] : [])];
  return [parts.join('; '), ...why].join('. ');
}
