import { asciiJson } from '../../domain/ascii-json';
import { addRetained, keptBy, retainedWords, retentionFault } from '../../domain/retention/retention-rule';
import type { RetentionCounts, RetentionRow } from '../../domain/retention/retention-rule';
import { askRequest, requestNumber } from '../actions/request-steps';
import type { AskedAction, CarriedOut, ReviewPorts } from '../actions/review-ports';
import { MOST_RETAINED } from './retain-port';

const DAY_MS = 86_400_000;

/** Units that a dry run leaves for the request. */
const UNITS_TO_ASK = 120;

/** What a retention that was approved ends. */
export interface RetentionPlanText {
  readonly rule: RetentionRow;
  readonly beforeMs: number;
  readonly upToId: number;
  /** What the dry run counted: chains and seals are looked at when it runs. */
  readonly dryRun: RetentionCounts;
}

/** What an erasure that was approved clears. */
export interface ErasurePlanText {
  readonly chains: readonly string[];
}

/** Counts what a rule would end, and asks another person to approve that. Nothing is changed. 60 units, 10 more for every 5,000 operations. */
export function askRetention(asked: AskedAction, ruleId: number, ports: ReviewPorts): CarriedOut {
  const rows = ports.retain.rules();
  const rule = rows.find(({ internalId, kind }) => internalId === ruleId && kind === 'keep');
  const fault = rule === undefined ? 'There is no such rule, or it is not active.' : retentionFault(rule);
  if (rule === undefined || fault !== undefined) return { state: 'refused', code: 'not_found', text: fault ?? '' };
  const nowMs = ports.platform.nowMs();
  const plan = { rule, beforeMs: nowMs - rule.days * DAY_MS, upToId: ports.close.lastId() };
  const dryRun = counted(plan, rows, ports);
  if (dryRun === undefined) return { state: 'asked', code: 'going_on', text: 'It is counted by the next sweep, which has room for it.' };
  const text = retainedWords(dryRun).replace('ended', 'would end');
  askRequest({
    number: requestNumber(asked.click), kind: 'retention', subject: '', title: `End ${rule.class === 'history' ? 'documents and histories' : 'documents'} of ${rule.source === '' ? 'all sources' : rule.source} after ${String(rule.days)} days`,
    plan: asciiJson({ ...plan, dryRun } satisfies RetentionPlanText), judgedOn: '', asker: asked.asker.userId, askerRole: asked.asker.role, editors: [], needs: 'approve_maintenance', amount: '', rows: dryRun.ends ?? 0, reason: rule.decision, note: asked.args.note,
  }, ports);
  return { state: 'done', code: 'asked_for_approval', text: `Counted: ${text}. Another person approves it within 24 hours.` };
}

/** Undefined: this run has not the units. Whether a chain is sealed is left to the run itself. */
function counted({ rule, beforeMs, upToId }: Pick<RetentionPlanText, 'rule' | 'beforeMs' | 'upToId'>, rows: readonly RetentionRow[], { retain, platform }: ReviewPorts): RetentionCounts | undefined {
  let counts: RetentionCounts = {};
  for (let fromId: number | undefined = 0; fromId !== undefined;) {
    if (platform.remainingUnits() < UNITS_TO_ASK) return undefined;
    const read = retain.operations({ fromId, upToId, source: rule.source, documentType: rule.documentType });
    for (const one of read) counts = addRetained(counts, { [keptBy(one, { rule: { ...rule, class: 'payload' }, beforeMs, holds: rows, run: '', events: [], sealedTo: 0 }) ?? 'ends']: 1 });
    fromId = read.length < MOST_RETAINED ? undefined : read.at(-1)?.internalId;
  }
  return counts;
}

/** Asks that the personal data of one operation is erased: its document, and the values of its events. 60 units. */
export function askErasure(asked: AskedAction, ports: ReviewPorts): CarriedOut {
  const [operation] = ports.retain.byId([asked.subjectId]);
  if (operation === undefined) return { state: 'refused', code: 'not_found', text: 'There is no such operation.' };
  if (operation.endedBy !== '') return { state: 'refused', code: 'not_from_this_state', text: 'Its document was ended or erased before.' };
  const kept = keptBy(operation, { rule: { class: 'payload', source: '', documentType: '' }, beforeMs: Number.MAX_SAFE_INTEGER, holds: ports.retain.rules(), run: '', events: [], sealedTo: 0 });
  if (kept !== undefined) return { state: 'refused', code: 'not_from_this_state', text: kept === 'on_hold' ? 'It is under a legal hold.' : 'It is open, or a request or a cause waits for it. Bring it to its end first.' };
  askRequest({
    number: requestNumber(asked.click), kind: 'erasure', subject: asked.subjectId, title: `Erase the personal data of ${operation.documentType} ${asked.subjectId.slice(0, 12)}`, plan: asciiJson({ chains: [asked.subjectId] } satisfies ErasurePlanText), judgedOn: '',
    asker: asked.asker.userId, askerRole: asked.asker.role, editors: [], needs: 'approve_maintenance', amount: '', rows: 1, reason: '', note: asked.args.note,
  }, ports);
  return { state: 'done', code: 'asked_for_approval', text: 'Another person approves it within 24 hours.' };
}
