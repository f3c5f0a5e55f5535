import type { Viewer } from '../../domain/review/capability';
import { blockerWords } from '../../domain/rollback/blockers';
import { hasWay, MOST_ROLLED_BACK } from '../../domain/rollback/plan';
import type { RollbackPlan, RollbackScope } from '../../domain/rollback/plan';
import { planAmount } from '../../domain/rollback/plan-amount';
import { askRequest, requestNumber } from '../actions/request-steps';
import { GOING_ON } from '../actions/review-ports';
import type { AskedAction, CarriedOut, ReviewPorts, StoredRequest } from '../actions/review-ports';
import { scopeOf } from '../review/queue-question';
import { makePlan } from './make-plan';

/** A plan is asked for within this time of the page that showed it. */
const PAGE_LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * Asks for a rollback: the plan is made anew, and must be the one that the person saw. It stands on the request with its hash, and another
 * person approves it. Where the run has not the units for that, the sweep asks. The same click makes one request.
 */
export function askToRollBack(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const number = requestNumber(asked.click);
  const known = ports.requests.load(number);
  if (known !== undefined) return waits(known);
  if (asked.args.kind !== 'roll_back') return refused('arguments_wrong', 'It is no rollback.');
  const { rollback: { scope, atMs, planHash, reason } } = asked.args;
  if (!isSubject(scope, asked)) return refused('arguments_wrong', 'It is asked for from another page than its own.');
  if (atMs > asked.askedMs || asked.askedMs - atMs > PAGE_LIFE_MS) return refused('arguments_wrong', 'The page was open for too long. Look at the plan again.');
  const made = makePlan(scope, atMs, ports);
  switch (made.kind) {
    case 'nothing':
      return refused('nothing_to_roll_back', 'Nothing of it had an effect.');
    case 'too_many':
      return refused('too_many', `One rollback takes back at most ${String(MOST_ROLLED_BACK)} operations. Choose a later time, or fewer of them.`);
    case 'out_of_units':
      ports.scheduler.wakeSweep();
      return { state: 'asked', code: GOING_ON, text: 'The plan is made by the next sweep.' };
    case 'made':
      break;
  }
  const { plan, text, hash } = made;
  const ids = plan.steps.map(({ operationId }) => operationId);
  const rows = ports.seen.of(ids, scopeOf(viewer, ports.machine));
  if (rows.length !== ids.length) return refused('not_found', 'Some of its operations are not yours to see.');
  if (hash !== planHash) return refused('plan_changed', 'Something changed since you saw the plan. Look at it again.');
  if (!hasWay(plan)) return refused('nothing_to_roll_back', `Nothing of it can be taken back now. ${blockedWords(plan)}`);
  return waits(askRequest({
    number, kind: 'rollback', subject: asked.subjectId, title: titleOf(scope, ids.length), plan: text, judgedOn: hash, asker: asked.asker.userId, askerRole: asked.asker.role, editors: [],
    needs: 'approve_rollback', amount: planAmount(plan, new Set(rows.filter(({ priced }) => priced).map(({ operationId }) => operationId))) ?? '', rows: ids.length, reason, note: asked.args.note,
  }, ports));
}

/** A rollback of an operation or a cause is asked for on its page; of a batch or a source, on the page of the queue. */
function isSubject(scope: RollbackScope, { subject, subjectId }: AskedAction): boolean {
  switch (scope.kind) {
    case 'operation':
      return subject === 'operation' && subjectId === scope.operationId;
    case 'cause':
      return subject === 'cause' && subjectId === scope.fingerprint;
    case 'batch':
    case 'source':
      return subject === 'queue';
  }
}

function titleOf(scope: RollbackScope, count: number): string {
  const what = `Roll back ${String(count)} ${count === 1 ? 'operation' : 'operations'}`;
  switch (scope.kind) {
    case 'operation':
      return `Roll back operation ${scope.operationId.slice(0, 12)}`;
    case 'cause':
      return `${what} of a cause`;
    case 'batch':
      return `${what} of batch ${scope.batch}`;
    case 'source':
      return `${what} of ${scope.source}`;
  }
}

function blockedWords({ steps }: RollbackPlan): string {
  const codes = new Set(steps.flatMap(({ decision }) => (decision.kind === 'blocked' ? decision.blockers.map(({ code }) => code) : [])));
  return [...codes].map((code) => `${blockerWords(code).why} ${blockerWords(code).clearedBy}`).join(' ');
}

function waits({ number }: StoredRequest): CarriedOut {
  return { state: 'done', code: 'asked_for_approval', text: `Request ${number} waits for approval by another person until it lapses in 24 hours.` };
}

function refused(code: string, text: string): CarriedOut {
  return { state: 'refused', code, text };
}
