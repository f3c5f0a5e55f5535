import { dateOfDay } from '../../domain/calendar';
import { accountDecisionCode } from '../../domain/decision/decision';
import type { ChosenReference } from '../../domain/review/action-arguments';
import type { AskedAction, CarriedOut, ReviewPorts } from './review-ports';

/** Where a choice is made: the source of the operation or the cause, and the cause whose operations it is offered to. */
export interface ChoiceGround {
  readonly source: string;
  readonly cause: string;
}

/**
 * Saves what a value of a source means in NetSuite, under a decision of its own that says who chose and why. Every operation with that value
 * reads it from then on. A value that means something else already is left alone. The same click comes to the same. At most 62 units.
 */
export function chooseReference(asked: AskedAction, { source }: ChoiceGround, chosen: ChosenReference, ports: ReviewPorts): CarriedOut {
  const { values, platform } = ports;
  const { map, value, record, internalId, text } = chosen;
  if (record !== '' && (internalId === undefined || !values.stands(record, internalId))) return refused('record_not_found', `There is no active ${record} ${String(internalId ?? '')}.`);
  const decision = accountDecisionCode(asked.click);
  const known = values.meaning(source, map, value);
  if (known !== undefined && known.decision !== decision && (known.record !== record || known.internalId !== internalId || known.text !== text)) {
    return refused('value_taken', `"${value}" means ${known.text === '' ? `${known.record} ${String(known.internalId ?? '')}` : `"${known.text}"`} already, by decision ${known.decision}. Whoever keeps the value maps changes that.`);
  }
  if (known !== undefined && known.decision !== decision) return { state: 'done', code: 'choose_reference', text: 'It means that already.' };
  const meaning = record === '' ? `"${text}"` : `${record} ${String(internalId ?? '')}`;
  const { userId, role } = asked.asker;
  const who = `user ${String(userId)} as ${role}`;
  const decidedMs = platform.nowMs();
  ports.decisions.add({
    code: decision, title: `"${value}" of ${source} means ${meaning}`.slice(0, 300), context: `Value map "${map}". Chosen by ${who}.`, options: '', choice: asked.args.note, consequences: '', check: '', change: '',
    status: 'accepted', date: dateOfDay(Math.floor(decidedMs / 86_400_000)), proposer: userId, approver: 0, who, decidedMs, supersedes: '', supersededBy: '', reportHash: '',
  });
  values.save({ source, map, value, record, internalId, text, decision });
  return { state: 'done', code: 'choose_reference', text: `"${value}" means ${meaning} from now on, by decision ${decision}.` };
}

function refused(code: 'record_not_found' | 'value_taken', text: string): CarriedOut {
  return { state: 'refused', code, text };
}
