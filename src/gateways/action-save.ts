import * as record from 'N/record';
import type { ActionToAsk, SavedAction } from '../application/review/desk-port';
import { asciiJson } from '../domain/ascii-json';
import { fitText } from './fit-field';
import { setFields } from './record-fields';
import { ACTION, ACTION_RECORD } from './record-ids';
import { observeError } from './suitescript-error';

/** Name of the error that the row's own check refuses with; its message is for the person. */
const REFUSED = 'DKT_ACTION_REFUSED';

/**
 * Saves an action row as whoever is logged in; asker, role and the external id of the click are put in by the row's check. A click that
 * was saved before is refused by its external id under one of several names (platform facts 4.2): its row tells what became of it, so
 * nothing is believed here but that nothing new was saved. 6 units.
 */
export function saveAction({ click, kind, subject, subjectId, seen, args }: ActionToAsk): SavedAction {
  const row = record.create({ type: ACTION_RECORD, isDynamic: false });
  setFields(row, {
    [ACTION.kind]: kind, [ACTION.subject]: subject, [ACTION.subjectId]: fitText(subjectId), [ACTION.key]: click, [ACTION.arguments]: asciiJson(args), ...(seen === undefined ? {} : { [ACTION.seen]: seen }),
  });
  try {
    row.save();
    return { kind: 'saved' };
  } catch (thrown) {
    const { name, message } = observeError(thrown);
    return { kind: 'refused', why: name === REFUSED ? message : `NetSuite did not take it (${name}). Nothing was done; try again, or ask an administrator.` };
  }
}
