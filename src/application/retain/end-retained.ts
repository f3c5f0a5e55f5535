import { asciiJson } from '../../domain/ascii-json';
import type { VerifiedRow } from '../../domain/audit/chain-verify';
import { SEAL_SENT } from '../../domain/audit/audit-settings';
import { chainEvent, NUMBERS_AHEAD } from '../../domain/event-chain';
import type { ChainHead } from '../../domain/event-chain';
import { addRetained, keptBy, retainedWords, runChain } from '../../domain/retention/retention-rule';
import type { RetentionCounts, RetentionGround, RetentionRow } from '../../domain/retention/retention-rule';
import { stepRequest } from '../actions/request-steps';
import type { StoredRequest } from '../actions/review-ports';
import type { ErasurePlanText, RetentionPlanText } from './ask-retention';
import { MOST_RETAINED } from './retain-port';
import type { EndingOperation, RetainPorts } from './retain-port';

/** Operations of one part: its own event names each of their chains, and an event's facts hold 4,000 bytes. */
const PER_PART = 40;

/** A part of a retention or an erasure that is not done. */
export interface EndWork {
  readonly request: string;
  /** Counts from 1. */
  readonly part: number;
  readonly fromId: number;
  readonly upToId: number;
}

/** Parts that are not done, of the oldest retention or erasure that was approved. 60 units, 10 more for every 5,000 operations and every 500 parts. */
export function partsToEnd(ports: RetainPorts): readonly EndWork[] {
  const request = underWay(ports);
  if (request === undefined) return [];
  const cuts = begun(request, ports);
  if (cuts === undefined) return [];
  const done = new Set(ports.material.events(cuts.map((_, at) => ({ chain: runChain(request.number, at + 1), upTo: 2 }))).filter(({ number }) => number === 2).map(({ chain }) => chain));
  return cuts.map((upToId, at) => ({ request: request.number, part: at + 1, fromId: cuts[at - 1] ?? 0, upToId })).filter(({ part }) => !done.has(runChain(request.number, part)));
}

/**
 * Ends one part. First its own event, which names every chain that ends; then row by row what a repeat is answered with, in the save that clears
 * the document; then the events. Whoever takes it up after a crash reads the same chains from the event. 200 to 3,000 units.
 */
export function endPart(work: EndWork, ports: RetainPorts): void {
  const request = ports.requests.load(work.request);
  if (request?.state !== 'in_work') return;
  const run = runChain(work.request, work.part);
  const operations = operationsOf(request, work, ports);
  const events = ports.material.events(operations.map(({ operationId, head }) => ({ chain: operationId, upTo: head + NUMBERS_AHEAD })));
  const ground = groundOf(request, run, ports);
  const kept = new Map(operations.map((one) => [one, keptBy(one, { ...ground, events: idsOf(one, events) })]));
  const counts = [...kept.values()].reduce<RetentionCounts>((sum, reason) => addRetained(sum, { [reason ?? 'ends']: 1 }), {});
  const first = said(run, request, { ends: operations.filter((one) => kept.get(one) === undefined).map(({ operationId }) => operationId), counts }, ports);
  for (const operation of operations) {
    if (kept.get(operation) === undefined && first.ends.includes(operation.operationId)) end(operation, { run, request, events }, ports);
  }
  finishPart(run, first.head, request, ports);
}

/** Closes what has come to its end. 60 units, 10 more for every 500 parts. */
export function finishEnding(ports: RetainPorts): StoredRequest | undefined {
  const request = underWay(ports);
  if (request === undefined || request.state !== 'in_work' || partsToEnd(ports).length > 0) return undefined;
  const parts = cutsIn(request)?.length ?? 0;
  const told = ports.material.events(Array.from({ length: parts }, (_, at) => ({ chain: runChain(request.number, at + 1), upTo: 1 })));
  const counts = told.reduce<RetentionCounts>((sum, { facts }) => addRetained(sum, (JSON.parse(facts) as { readonly counts: RetentionCounts }).counts), {});
  step(request, 'carry_out', ports);
  ports.requests.change(request.internalId, { result: `${retainedWords(counts)}.` });
  return request;
}

interface Ending {
  readonly run: string;
  readonly request: StoredRequest;
  readonly events: readonly VerifiedRow[];
}

function end(operation: EndingOperation, { run, request, events }: Ending, { retain }: RetainPorts): void {
  const own = events.filter(({ chain }) => chain === operation.operationId);
  const whole = request.kind === 'erasure' || planOf(request).rule.class === 'history';
  if (operation.endedBy === '') retain.clear(operation, run, whole);
  if (request.kind === 'erasure') for (const { internalId } of own.filter(({ erasedBy }) => erasedBy === '')) retain.eraseEvent(internalId, request.number);
  // The last first: what is left of a chain is always its beginning.
  else if (whole) for (const { internalId } of [...own].reverse()) retain.deleteEvent(internalId);
}

interface Said {
  readonly ends: readonly string[];
  readonly head: ChainHead;
}

/** The part's own event, or the one that an earlier run wrote. */
function said(run: string, request: StoredRequest, facts: { readonly ends: readonly string[]; readonly counts: RetentionCounts }, ports: RetainPorts): Said {
  const [standing] = ports.material.events([{ chain: run, upTo: 1 }]);
  if (standing !== undefined) return { ends: (JSON.parse(standing.facts) as { readonly ends: readonly string[] }).ends, head: standing };
  const event = eventOf(run, { action: 'end', request: request.number, planHash: request.planHash, ...facts }, { number: 0, hash: '' }, ports);
  return ports.events.append(event).kind === 'appended' ? { ends: facts.ends, head: event } : said(run, request, facts, ports);
}

function finishPart(run: string, head: ChainHead, request: StoredRequest, ports: RetainPorts): void {
  ports.events.append(eventOf(run, { action: 'ended', request: request.number }, head, ports));
}

function eventOf(chain: string, facts: unknown, head: ChainHead, { platform }: RetainPorts): ReturnType<typeof chainEvent> {
  return chainEvent({ chain, kind: 'action', atMs: platform.nowMs(), actor: `user ${String(platform.caller.userId)} as ${platform.caller.role}`, salt: platform.randomHex(16), facts: asciiJson(facts), values: '{}' }, head, platform.sha256);
}

function groundOf(request: StoredRequest, run: string, ports: RetainPorts): Omit<RetentionGround, 'events'> {
  const holds: readonly RetentionRow[] = ports.retain.rules();
  if (request.kind === 'erasure') return { rule: { class: 'payload', source: '', documentType: '' }, beforeMs: Number.MAX_SAFE_INTEGER, holds, run, sealedTo: 0 };
  const { rule, beforeMs } = planOf(request);
  const sent = ports.machine.read([SEAL_SENT]).find(({ name }) => name === SEAL_SENT)?.number ?? 0;
  return { rule, beforeMs, holds, run, sealedTo: Math.max(0, ...ports.seals.all().filter(({ number }) => number <= sent).map(({ toId }) => toId)) };
}

function idsOf({ operationId }: EndingOperation, events: readonly VerifiedRow[]): readonly number[] {
  return events.filter(({ chain }) => chain === operationId).map(({ internalId }) => internalId);
}

function operationsOf(request: StoredRequest, { fromId, upToId }: Pick<EndWork, 'fromId' | 'upToId'>, { retain }: RetainPorts): readonly EndingOperation[] {
  if (request.kind === 'erasure') return retain.byId((JSON.parse(request.plan) as ErasurePlanText).chains);
  const { rule } = planOf(request);
  return retain.operations({ fromId, upToId, source: rule.source, documentType: rule.documentType });
}

function underWay(ports: RetainPorts): StoredRequest | undefined {
  const [oldest] = ports.requests.open().filter(({ kind, state }) => (kind === 'retention' || kind === 'erasure') && (state === 'approved' || state === 'in_work'));
  return oldest === undefined ? undefined : ports.requests.load(oldest.number);
}

/** Begins the work, where it still may; the cuts are noted once, so that every run works on the same parts. Undefined: it lapsed. */
function begun(request: StoredRequest, ports: RetainPorts): readonly number[] | undefined {
  const known = cutsIn(request);
  if (request.state === 'approved' && !step(request, 'begin', ports)) return undefined;
  if (known !== undefined) return known;
  const cuts = request.kind === 'erasure' ? [Number.MAX_SAFE_INTEGER] : cutsOf(request, ports);
  ports.requests.change(request.internalId, { progress: asciiJson({ cuts }) });
  return cuts;
}

function cutsIn({ progress }: StoredRequest): readonly number[] | undefined {
  return progress === '' ? undefined : (JSON.parse(progress) as { readonly cuts: readonly number[] }).cuts;
}

function cutsOf(request: StoredRequest, { retain }: RetainPorts): readonly number[] {
  const { rule, upToId } = planOf(request);
  const cuts: number[] = [];
  let count = 0;
  for (let fromId: number | undefined = 0; fromId !== undefined;) {
    const read = retain.operations({ fromId, upToId, source: rule.source, documentType: rule.documentType });
    for (const { internalId } of read) {
      if (count % PER_PART === 0) cuts.push(internalId);
      cuts[cuts.length - 1] = internalId;
      count += 1;
    }
    fromId = read.length < MOST_RETAINED ? undefined : read.at(-1)?.internalId;
  }
  return cuts;
}

/** False where it may not be done any more: then it is closed as lapsed. */
function step(request: StoredRequest, taken: 'begin' | 'carry_out', ports: RetainPorts): boolean {
  const now = ports.requests.load(request.number) ?? request;
  return stepRequest(now, { step: taken, viewer: { userId: request.asker, roleId: request.askerRole, capabilities: new Set() }, key: `${request.number}-${taken}`, note: '', judgedOn: request.judgedOn }, ports).kind === 'moves';
}

function planOf({ plan }: StoredRequest): RetentionPlanText {
  return JSON.parse(plan) as RetentionPlanText;
}
