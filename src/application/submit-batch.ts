import type { Reply } from '../domain/outcome';
import { isRefusal } from '../domain/refusal';
import { admit } from './admit';
import { prepare, proceed } from './advance';
import type { Prepared } from './advance';
import type { LookFacts, Ports, SourceConfiguration } from './ports';
import { acceptedReply, advanceContext, carryOn, interruptedReply, replyTo, takeCustody } from './receive';
import type { LoggedOperation } from './receive';

/** Milliseconds a batch works before it leaves the rest to the sweep (design 9). */
const WORK_LIMIT_MS = 120_000;

/** Usage units that must be left before another operation is begun: a dear one, with an embedded document. */
const UNITS_PER_OPERATION = 250;

/** Milliseconds in which items are taken at all: a RESTlet lives five minutes, and no answer may be lost to its end (platform facts 1.3). */
const TAKE_LIMIT_MS = 180_000;

/** Most usage units of one item at the door: its configuration anew (12), the log (6), the look-up of a repeat (10), a key that belongs to another document (34). */
export const UNITS_TO_TAKE = 62;

/** Code of an item that the call did not come to: nothing is wrong with it. */
export const BATCH_LIMIT_REACHED = 'batch_limit_reached';

/** An item of a batch that was turned away: nothing of it was kept. */
export interface NotTaken {
  readonly custody: false;
  readonly outcome: 'not_taken';
  readonly error: { readonly code: string; readonly pointer: string; readonly message: string };
}

/** Answers item by item, in the order they came in. */
export interface BatchReply {
  readonly contract: '1';
  readonly operations: readonly (Reply | NotTaken)[];
  /** Items by outcome. */
  readonly counts: Readonly<Record<string, number>>;
}

type Item =
  | { readonly kind: 'answered'; readonly reply: Reply | NotTaken }
  | { readonly kind: 'logged'; readonly logged: LoggedOperation; readonly configuration: SourceConfiguration };

/**
 * Takes a batch: logs every item first, looks once for all of them, then applies them in the order they came in. One bad item
 * never sinks the others; what units or time do not allow stays accepted, and the sweep does it, or is not taken at all.
 */
export function submitBatch(bodies: readonly unknown[], ports: Ports): BatchReply {
  const startedMs = ports.platform.nowMs();
  const items = bodies.map((body, index) => takeItem(body, { index, startedMs }, ports));
  const readings = new Map(hasUnits(ports) ? lookTogether(items, ports) : []);
  const operations = items.map((item) => {
    if (item.kind === 'answered') return item.reply;
    const { operation } = item.logged;
    const outOfTime = ports.platform.nowMs() - startedMs > WORK_LIMIT_MS || !hasUnits(ports);
    if (outOfTime) return acceptedReply(operation, operation.lease.untilMs, ports);
    return carryOnItem(item, { looked: readings.get(operation.operationId), ours: operationsOf(items) }, ports);
  });
  return { contract: '1', operations, counts: countsOf(operations) };
}

function hasUnits({ platform }: Ports): boolean {
  return platform.remainingUnits() >= UNITS_PER_OPERATION;
}

/** Place of an item, and when its batch began. */
interface Turn {
  readonly index: number;
  /** Epoch milliseconds. */
  readonly startedMs: number;
}

function takeItem(body: unknown, { index, startedMs }: Turn, ports: Ports): Item {
  const { platform } = ports;
  // What is logged needs no units to be answered; so a batch that runs out of them loses no item, it only takes fewer.
  if (platform.remainingUnits() < UNITS_TO_TAKE || platform.nowMs() - startedMs > TAKE_LIMIT_MS) return { kind: 'answered', reply: beyondLimit(index) };
  try {
    const { incoming, map, configuration } = admit(body, ports);
    const taken = takeCustody(incoming, map, { ports, configuration, ordersLane: false });
    return taken.kind === 'answered' ? taken : { ...taken, configuration };
  } catch (error) {
    return { kind: 'answered', reply: notTaken(error, index) };
  }
}

/** The units or the time of the call were used up by the items before this one. */
function beyondLimit(index: number): NotTaken {
  const message = 'The items before this one used up the units or the time of the call. Nothing of this one was kept: send it again, with the same key.';
  return { custody: false, outcome: 'not_taken', error: { code: BATCH_LIMIT_REACHED, pointer: `/operations/${String(index)}`, message } };
}

/** Whatever stopped an item before custody: its sender keeps it and may send it again under the same key. */
function notTaken(error: unknown, index: number): NotTaken {
  const place = `/operations/${String(index)}`;
  const { name, message } = error as { readonly name?: string; readonly message?: string };
  return isRefusal(error)
    ? { custody: false, outcome: 'not_taken', error: { code: error.code, pointer: `${place}${error.pointer}`, message: error.message } }
    : { custody: false, outcome: 'not_taken', error: { code: name ?? 'UNKNOWN', pointer: place, message: message ?? '' } };
}

interface Looked {
  readonly prepared: Prepared;
  readonly facts: LookFacts;
}

/** One look-up for the first operation of each lane. Later ones of a lane look when their turn comes, and see what it did. */
function lookTogether(items: readonly Item[], ports: Ports): readonly (readonly [operationId: string, looked: Looked])[] {
  const lanes = new Set<string>();
  const prepared = items.flatMap((item) => {
    if (item.kind === 'answered') return [];
    const { lane, supersedes } = item.logged.operation;
    // What is superseded may hold the lane until it is closed, so such an operation looks in its turn.
    if (lanes.has(lane) || supersedes !== undefined) return [];
    lanes.add(lane);
    const preparation = prepareItem(item, ports);
    // Look-alikes may stand in this very batch, so such a document looks in its turn.
    return preparation === undefined || preparation.request.lookAlike !== undefined ? [] : [preparation];
  });
  if (prepared.length === 0) return [];
  const facts = tried(() => ports.lookup.lookMany(prepared.map(({ request }) => request))) ?? [];
  return prepared.flatMap((one, index) => {
    const found = facts[index];
    return found === undefined ? [] : [[one.operation.operationId, { prepared: one, facts: withoutBatch(found, items) }] as const];
  });
}

/** Operations of the same lane later in this batch are not in the way of the first: they come after it. */
function withoutBatch(facts: LookFacts, items: readonly Item[]): LookFacts {
  const ours = operationsOf(items);
  return { ...facts, holders: facts.holders.filter(({ operationId }) => !ours.has(operationId)) };
}

/** Undefined where reading the document brings the operation to rest by itself; it is then read again in its turn. */
function prepareItem(item: Extract<Item, { readonly kind: 'logged' }>, ports: Ports): Prepared | undefined {
  const { operation, map, document } = item.logged;
  if (!map.consistent || operation.externalId === '') return undefined;
  const preparation = tried(() => prepare(operation, advanceContext(map, { ports, configuration: item.configuration, ordersLane: false }, false), document));
  return preparation?.kind === 'prepared' ? preparation.prepared : undefined;
}

/** What is done for many items at once must sink none of them: where it fails, each does it again in its turn, and fails by itself. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function operationsOf(items: readonly Item[]): ReadonlySet<string> {
  return new Set(items.flatMap((item) => (item.kind === 'logged' ? [item.logged.operation.operationId] : [])));
}

/** What the batch knows when an item's turn comes: what was looked up for it, and the operations that it holds. */
interface InBatch {
  readonly looked: Looked | undefined;
  readonly ours: ReadonlySet<string>;
}

function carryOnItem(item: Extract<Item, { readonly kind: 'logged' }>, { looked, ours }: InBatch, ports: Ports): Reply {
  const { operation } = item.logged;
  try {
    const context = { ports, configuration: item.configuration, ordersLane: true, ours };
    return replyTo(operation, looked === undefined ? carryOn(item.logged, context) : proceed(looked.prepared, looked.facts), ports);
  } catch (error) {
    return interruptedReply(operation, error, ports);
  }
}

function countsOf(replies: readonly { readonly outcome: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of replies) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
