import { asciiJson } from '../../domain/ascii-json';
import { periodManifest } from '../../domain/audit/evidence';
import { closeStatement, statementText } from '../../domain/close/sign-off';
import { isoTime } from '../../domain/outcome';
import { stepRequest } from '../actions/request-steps';
import type { StoredRequest } from '../actions/review-ports';
import { VERSION } from '../product-version';
import type { EvidencePlan } from './ask-evidence';
import type { CloseRow } from './close-port';
import { closePart, countClose, idBefore } from './count-close';
import type { EvidenceJobPorts } from './evidence-job-port';
import { evidencePart } from './period-evidence';

/** Operations of one part: its evidence is read and saved within one invocation. */
const PER_PART = 100;

/** A part that is still to be made: operations behind an internal id, up to and with another. */
export interface PartWork {
  readonly request: string;
  /** Counts from 1. */
  readonly part: number;
  readonly fromId: number;
  readonly upToId: number;
}

/** What was found when the work began, so that every run cuts the same parts. */
interface EvidenceProgress {
  /** Last internal id of each part. */
  readonly cuts: readonly number[];
}

/** Parts that are not there yet, of the oldest evidence that is asked for and not made. 60 units, 10 more for every 5,000 operations. */
export function partsToMake(ports: EvidenceJobPorts): readonly PartWork[] {
  const request = underWay(ports);
  if (request === undefined) return [];
  const { cuts } = begun(request, ports);
  const there = new Set(ports.parts.done(request.number).map(({ part }) => part));
  return cuts.map((upToId, at) => ({ request: request.number, part: at + 1, fromId: cuts[at - 1] ?? 0, upToId })).filter(({ part }) => !there.has(part));
}

/** Makes and saves one part. A second writer changes nothing. 300 to 600 units. */
export function makePart({ request: number, part, fromId, upToId }: PartWork, ports: EvidenceJobPorts): void {
  const request = ports.requests.load(number);
  if (request === undefined || request.state !== 'in_work') return;
  const plan = planOf(request);
  const rows = rowsBetween(plan, { fromId, upToId }, ports);
  const text = evidencePart(rows, { subject: `${request.title}, part ${String(part)}`, userId: request.asker, role: request.askerRole }, ports);
  const { platform } = ports;
  ports.parts.save(number, { part, sha256: platform.sha256(text), characters: text.length, operations: rows.length, text, madeMs: platform.nowMs() });
}

/** Writes the manifest once every part is there, and closes the request. A part that is missing is left to the next run. 100 units, 10 more for every 5,000 operations. */
export function finishEvidence(ports: EvidenceJobPorts): StoredRequest | undefined {
  const request = underWay(ports);
  if (request === undefined) return undefined;
  const { cuts } = begun(request, ports);
  const parts = ports.parts.done(request.number).filter(({ part }) => part > 0);
  if (parts.length < cuts.length) return undefined;
  const { platform } = ports;
  const plan = planOf(request);
  const counted = countClose({ ...plan, fromId: idBefore(plan.period, plan.upToId, ports.close) }, ports.close, () => true);
  if (counted.kind !== 'counted') return undefined;
  const statement = statementText(closeStatement(plan, counted.count));
  const about = {
    account: platform.accountId, subject: request.title, madeBy: `user ${String(request.asker)} as ${request.askerRole}`, made: isoTime(platform.nowMs()), product: VERSION, request: request.number, planHash: request.planHash,
    statement, name: request.number,
  };
  const text = periodManifest(about, parts, platform.sha256);
  ports.parts.save(request.number, { part: 0, sha256: platform.sha256(text), characters: text.length, operations: parts.reduce((sum, { operations }) => sum + operations, 0), text, madeMs: platform.nowMs() });
  step(request, 'carry_out', ports);
  ports.requests.change(request.internalId, { result: `${String(parts.length)} parts. SHA-256 of the manifest: ${platform.sha256(text)}` });
  return request;
}

function underWay(ports: EvidenceJobPorts): StoredRequest | undefined {
  const [oldest] = ports.requests.open().filter(({ kind, state }) => kind === 'evidence' && (state === 'approved' || state === 'in_work'));
  return oldest === undefined ? undefined : ports.requests.load(oldest.number);
}

/** Begins the work, or goes on with what was cut when it began. */
function begun(request: StoredRequest, ports: EvidenceJobPorts): EvidenceProgress {
  if (request.progress !== '') return JSON.parse(request.progress) as EvidenceProgress;
  const plan = planOf(request);
  const cuts: number[] = [];
  let inPart = 0;
  for (const { internalId } of rowsBetween(plan, { fromId: idBefore(plan.period, plan.upToId, ports.close), upToId: plan.upToId }, ports)) {
    if (inPart % PER_PART === 0) cuts.push(internalId);
    cuts[cuts.length - 1] = internalId;
    inPart += 1;
  }
  if (request.state === 'approved') step(request, 'begin', ports);
  ports.requests.change(request.internalId, { progress: asciiJson({ cuts }) });
  return { cuts };
}

function rowsBetween({ period, subsidiary }: EvidencePlan, { fromId, upToId }: { readonly fromId: number; readonly upToId: number }, { close }: EvidenceJobPorts): readonly CloseRow[] {
  const rows: CloseRow[] = [];
  for (let from: number | undefined = fromId; from !== undefined;) {
    const part = closePart({ period, subsidiary, fromId: from, upToId }, close);
    rows.push(...part.rows);
    from = part.nextFromId;
  }
  return rows;
}

function step(request: StoredRequest, taken: 'begin' | 'carry_out', ports: EvidenceJobPorts): void {
  const now = ports.requests.load(request.number) ?? request;
  stepRequest(now, { step: taken, viewer: { userId: request.asker, roleId: request.askerRole, capabilities: new Set() }, key: `${request.number}-${taken}`, note: '', judgedOn: request.judgedOn }, ports);
}

function planOf({ plan }: StoredRequest): EvidencePlan {
  return JSON.parse(plan) as EvidencePlan;
}
