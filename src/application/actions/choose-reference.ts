import { dateOfDay } from '../../domain/calendar';
import type { ChosenReference } from '../../domain/review/action-arguments';
import type { AskedAction, CarriedOut, ReviewPorts } from './review-ports';

/** Where a choice is made: the source of the operation or the cause, and the cause whose operations it is offered to. */
export interface ChoiceGround {
  readonly source: string;
  readonly cause: string;
}

/** Code of the decision that a click makes: the account's own range, apart from those that are shipped. */
function decisionCode(click: string): string {
  return `A-${click.slice(0, 16)}`;
}

/**
 * Saves what a value of a source means in NetSuite, under a decision of its own that says who chose and why. Every operation with that value
 * reads it from then on. A value that means something else already is left alone. The same click comes to the same. At most 62 units.
 */
export function chooseReference(asked: AskedAction, { source }: ChoiceGround, chosen: ChosenReference, ports: ReviewPorts): CarriedOut {
  const { values, platform } = ports;
  const { map, value, record, internalId, text } = chosen;
  if (record !== '' && (internalId === undefined || !values.stands(record, internalId))) return refused('record_not_found', `There is no active ${record} ${String(internalId ?? '')}.`);
  const decision = decisionCode(asked.click);
  const known = values.meaning(source, map, value);
  if (known !== undefined && known.decision !== decision && (known.record !== record || known.internalId !== internalId || known.text !== text)) {
    return refused('value_taken', `"${value}" means ${known.text === '' ? `${known.record} ${String(known.internalId ?? '')}` : `"${known.text}"`} already, by decision ${known.decision}. Whoever keeps the value maps changes that.`);
  }
  if (known !== undefined && known.decision !== decision) return { state: 'done', code: 'choose_reference', text: 'It means that already.' };
  const meaning = record === '' ? `"${text}"` : `${record} ${String(internalId ?? '')}`;
  values.decide({
    code: decision, title: `"${value}" of ${source} means ${meaning}`.slice(0, 300), date: dateOfDay(Math.floor(platform.nowMs() / 86_400_000)),
    context: `Value map "${map}". Chosen by user ${String(asked.asker.userId)} as ${asked.asker.role}.`, choice: asked.args.note,
  });
  values.save({ source, map, value, record, internalId, text, decision });
  return { state: 'done', code: 'choose_reference', text: `"${value}" means ${meaning} from now on, by decision ${decision}.` };
}

function refused(code: 'record_not_found' | 'value_taken', text: string): CarriedOut {
  return { state: 'refused', code, text };
}
