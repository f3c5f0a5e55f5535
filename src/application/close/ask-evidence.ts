import { asciiJson } from '../../domain/ascii-json';
import { closeSubjectOf, closeSubjectText } from '../../domain/close/close-period';
import type { ClosePeriod } from '../../domain/close/close-period';
import type { Viewer } from '../../domain/review/capability';
import { askRequest, requestNumber } from '../actions/request-steps';
import type { AskedAction, CarriedOut, ReviewPorts } from '../actions/review-ports';

/** What the evidence of a period covers: fixed when it is asked for. */
export interface EvidencePlan {
  readonly period: ClosePeriod;
  readonly subsidiary: number;
  readonly upToId: number;
}

/** Asks for the evidence of a period. It needs nobody's approval, as it shows nothing that its asker does not see. At most 110 units. */
export function askEvidence(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const subject = closeSubjectOf(asked.subjectId);
  if (subject === undefined || (viewer.subsidiaries !== 'all' && !viewer.subsidiaries.includes(subject.subsidiary))) return { state: 'refused', code: 'not_found', text: 'There is no such period that you see.' };
  const period = ports.close.period(subject.period);
  if (period === undefined) return { state: 'refused', code: 'not_found', text: 'There is no such period.' };
  const plan: EvidencePlan = { period, subsidiary: subject.subsidiary, upToId: ports.close.lastId() };
  askRequest({
    number: requestNumber(asked.click), kind: 'evidence', subject: closeSubjectText(subject), title: `Evidence of ${period.name}, subsidiary ${String(subject.subsidiary)}`, plan: asciiJson(plan), judgedOn: '',
    asker: asked.asker.userId, askerRole: asked.asker.role, editors: [], needs: '', amount: '', rows: 0, reason: '', note: asked.args.note,
  }, ports);
  return { state: 'done', code: 'ask_evidence', text: 'It is made within the hour, in parts. They stand on this page then.' };
}
