import * as record from 'N/record';
import type { BoardCause, CauseBoard, CausePatch } from '../application/actions/review-ports';
import { CAUSE_KINDS } from '../application/machine-ports';
import { fitText, fitTextArea } from './fit-field';
import { rowNumber, rowText, runStatement } from './query-rows';
import { CAUSE, CAUSE_RECORD } from './record-ids';

/** Causes as people work on them. */
export class CauseBoardGateway implements CauseBoard {
  load(fingerprint: string): BoardCause | undefined {
    const [row] = runStatement(SELECT, [fingerprint]);
    if (row === undefined) return undefined;
    return {
      internalId: rowNumber(row, 'id') ?? 0, fingerprint: rowText(row, 'fingerprint'), kind: CAUSE_KINDS.find((kind) => kind === rowText(row, 'kind')) ?? 'failure',
      open: rowText(row, 'state') === 'open', title: rowText(row, 'title'), owner: rowNumber(row, 'owner'), source: rowText(row, 'source'), text: rowText(row, 'text'),
      head: { number: rowNumber(row, 'head') ?? 0, hash: rowText(row, 'head_hash') },
    };
  }

  change(internalId: number, { head, work, owner, snoozedMs, snoozedFor, escalated, note, text, closedMs }: CausePatch): void {
    record.submitFields({
      type: CAUSE_RECORD, id: internalId, values: {
        [CAUSE.head]: head.number, [CAUSE.headHash]: head.hash,
        ...(work === undefined ? {} : { [CAUSE.work]: work }),
        ...(owner === undefined ? {} : { [CAUSE.owner]: owner ?? '' }),
        ...(snoozedMs === undefined ? {} : { [CAUSE.snoozedMs]: snoozedMs ?? '' }),
        ...(snoozedFor === undefined ? {} : { [CAUSE.snoozedFor]: snoozedFor }),
        ...(escalated === undefined ? {} : { [CAUSE.escalated]: fitText(escalated) }),
        ...(note === undefined ? {} : { [CAUSE.notes]: fitTextArea(note) }),
        ...(text === undefined ? {} : { [CAUSE.text]: fitTextArea(text) }),
        ...(closedMs === undefined ? {} : { [CAUSE.state]: 'closed', [CAUSE.closedMs]: closedMs }),
      },
    });
  }
}

const SELECT = `SELECT c.id AS id, c.externalid AS fingerprint, c.${CAUSE.kind} AS kind, c.${CAUSE.state} AS state, c.${CAUSE.title} AS title, c.${CAUSE.owner} AS owner,
  c.${CAUSE.source} AS source, c.${CAUSE.text} AS text, c.${CAUSE.head} AS head, c.${CAUSE.headHash} AS head_hash FROM ${CAUSE_RECORD} c WHERE c.externalid = ?`;
