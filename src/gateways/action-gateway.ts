import * as record from 'N/record';
import { GOING_ON } from '../application/actions/review-ports';
import type { ActionRows, AskedAction, CarriedOut, LoadedAction } from '../application/actions/review-ports';
import { ACTION_STATES, actionKindOf, actionSubjectOf } from '../domain/review/action-kinds';
import { readArguments } from '../domain/review/action-arguments';
import { fitText, fitTextArea } from './fit-field';
import { rowNumber, runStatement } from './query-rows';
import { ACTION, ACTION_RECORD } from './record-ids';
import { integerOf, textOf } from './record-fields';

/** What people ask for, on `customrecord_dkt_action`. */
export class ActionGateway implements ActionRows {
  load(internalId: number): LoadedAction {
    return loadedAction(record.load({ type: ACTION_RECORD, id: internalId, isDynamic: false }), internalId);
  }

  waiting(beforeMs: number, most: number): readonly number[] {
    const rows = runStatement(`SELECT a.id AS id FROM ${ACTION_RECORD} a WHERE a.isinactive = 'F' AND a.${ACTION.state} = 'asked' AND (a.${ACTION.askedMs} <= ? OR a.${ACTION.code} = '${GOING_ON}')
ORDER BY a.id FETCH FIRST ${String(most)} ROWS ONLY`, [beforeMs]);
    return rows.flatMap((row) => rowNumber(row, 'id') ?? []);
  }

  finish(internalId: number, { state, code, text }: CarriedOut, { ranBy, nowMs }: { readonly ranBy: string; readonly nowMs: number }): void {
    const over = state === 'asked' ? {} : { [ACTION.doneMs]: nowMs, [ACTION.doneAt]: new Date(nowMs) };
    record.submitFields({ type: ACTION_RECORD, id: internalId, values: { [ACTION.state]: state, [ACTION.code]: fitText(code), [ACTION.result]: fitTextArea(text), [ACTION.ranBy]: ranBy, ...over } });
  }
}

function loadedAction(row: record.Record, internalId: number): LoadedAction {
  const state = ACTION_STATES.find((candidate) => candidate === textOf(row, ACTION.state));
  if (state === undefined) return { kind: 'unreadable', why: 'Its state is none.' };
  if (state !== 'asked') return { kind: 'over', state };
  const kind = actionKindOf(textOf(row, ACTION.kind));
  const subject = actionSubjectOf(textOf(row, ACTION.subject));
  const asker = integerOf(row, ACTION.asker);
  if (kind === undefined || subject === undefined || asker === undefined) return { kind: 'unreadable', why: 'It names no kind, no subject or nobody.' };
  const read = readArguments(kind, textOf(row, ACTION.arguments));
  if (read.kind === 'wrong') return { kind: 'unreadable', why: read.why };
  const action: AskedAction = {
    internalId, click: textOf(row, 'externalid'), kind, subject, subjectId: textOf(row, ACTION.subjectId), seen: integerOf(row, ACTION.seen), args: read.args,
    asker: { userId: asker, role: textOf(row, ACTION.askerRole) }, askedMs: integerOf(row, ACTION.askedMs) ?? 0, told: textOf(row, ACTION.result),
  };
  return { kind: 'asked', action };
}
