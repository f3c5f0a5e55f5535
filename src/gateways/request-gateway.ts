import * as record from 'N/record';
import type { RequestRows, StoredRequest } from '../application/actions/review-ports';
import type { ChainHead } from '../domain/event-chain';
import { CAPABILITIES } from '../domain/review/capability';
import { REQUEST_KINDS, REQUEST_STATES } from '../domain/review/request';
import type { ReviewRequest } from '../domain/review/request';
import { fitText, fitTextArea } from './fit-field';
import { rowNumber, rowText, runStatement } from './query-rows';
import { REQUEST, REQUEST_RECORD } from './record-ids';
import { integerOf, setFields, textOf } from './record-fields';

/** Requests on `customrecord_dkt_request`, unique by their number. */
export class RequestGateway implements RequestRows {
  add(request: ReviewRequest, head: ChainHead): void {
    const row = record.create({ type: REQUEST_RECORD, isDynamic: false });
    setFields(row, { externalid: request.number, ...fieldsOf(request), [REQUEST.head]: head.number, [REQUEST.headHash]: head.hash });
    try {
      row.save();
    } catch (error) {
      if (idOf(request.number) === undefined) throw error;
    }
  }

  load(number: string): StoredRequest | undefined {
    const internalId = idOf(number);
    return internalId === undefined ? undefined : { internalId, ...requestOf(record.load({ type: REQUEST_RECORD, id: internalId, isDynamic: false })) };
  }

  change(internalId: number, patch: Parameters<RequestRows['change']>[1]): void {
    const { head, progress, result, ...rest } = patch;
    const values = Object.fromEntries(Object.entries(rest).map(([name, value]) => [REQUEST[name as keyof typeof rest], value]));
    record.submitFields({
      type: REQUEST_RECORD, id: internalId, values: {
        ...values,
        ...(progress === undefined ? {} : { [REQUEST.progress]: progress }),
        ...(result === undefined ? {} : { [REQUEST.result]: fitTextArea(result) }),
        ...(head === undefined ? {} : { [REQUEST.head]: head.number, [REQUEST.headHash]: head.hash }),
      },
    });
  }

  open(): readonly Pick<ReviewRequest, 'number' | 'kind' | 'state'>[] {
    return runStatement(`SELECT r.externalid AS number, r.${REQUEST.kind} AS kind, r.${REQUEST.state} AS state FROM ${REQUEST_RECORD} r WHERE r.${REQUEST.state} IN ('asked', 'approved', 'in_work') ORDER BY r.id FETCH FIRST 100 ROWS ONLY`, [])
      .map((row) => ({ number: rowText(row, 'number'), kind: kindOf(rowText(row, 'kind')), state: stateOf(rowText(row, 'state')) }));
  }
}

function kindOf(text: string): ReviewRequest['kind'] {
  return REQUEST_KINDS.find((kind) => kind === text) ?? 'correction';
}

function stateOf(text: string): ReviewRequest['state'] {
  return REQUEST_STATES.find((state) => state === text) ?? 'withdrawn';
}

function idOf(number: string): number | undefined {
  const [row] = runStatement(`SELECT r.id AS id FROM ${REQUEST_RECORD} r WHERE r.externalid = ?`, [number]);
  return row === undefined ? undefined : rowNumber(row, 'id');
}

function fieldsOf(request: ReviewRequest): Parameters<typeof setFields>[1] {
  return {
    [REQUEST.kind]: request.kind, [REQUEST.subject]: fitText(request.subject), [REQUEST.title]: fitText(request.title), [REQUEST.plan]: request.plan, [REQUEST.planHash]: request.planHash,
    [REQUEST.judgedOn]: fitText(request.judgedOn), [REQUEST.asker]: request.asker, [REQUEST.askerRole]: request.askerRole, [REQUEST.editors]: request.editors.join(','), [REQUEST.approver]: request.approver || undefined,
    [REQUEST.approverRole]: request.approverRole, [REQUEST.needs]: request.needs, [REQUEST.amount]: request.amount, [REQUEST.rows]: request.rows, [REQUEST.state]: request.state,
    [REQUEST.reason]: fitText(request.reason), [REQUEST.note]: fitTextArea(request.note), [REQUEST.askedMs]: request.askedMs, [REQUEST.expiresMs]: request.expiresMs,
    [REQUEST.decidedMs]: request.decidedMs || undefined, [REQUEST.closedMs]: request.closedMs || undefined, [REQUEST.progress]: request.progress, [REQUEST.result]: fitTextArea(request.result),
  };
}

/** A request as a row says it, stored or about to be saved. A row that somebody changed may name what is none: then it is no request that goes on. */
export function requestOf(row: record.Record): ReviewRequest & { readonly head: ChainHead } {
  const text = (fieldId: string) => textOf(row, fieldId);
  const count = (fieldId: string) => integerOf(row, fieldId) ?? 0;
  return {
    number: text('externalid'), kind: kindOf(text(REQUEST.kind)), subject: text(REQUEST.subject), title: text(REQUEST.title),
    plan: text(REQUEST.plan), planHash: text(REQUEST.planHash), judgedOn: text(REQUEST.judgedOn), asker: count(REQUEST.asker), askerRole: text(REQUEST.askerRole),
    editors: text(REQUEST.editors).split(',').filter((one) => one !== '').map(Number), approver: count(REQUEST.approver), approverRole: text(REQUEST.approverRole),
    needs: CAPABILITIES.find((capability) => capability === text(REQUEST.needs)) ?? '', amount: text(REQUEST.amount), rows: count(REQUEST.rows),
    state: stateOf(text(REQUEST.state)), reason: text(REQUEST.reason), note: text(REQUEST.note),
    askedMs: count(REQUEST.askedMs), expiresMs: count(REQUEST.expiresMs), decidedMs: count(REQUEST.decidedMs), closedMs: count(REQUEST.closedMs),
    progress: text(REQUEST.progress), result: text(REQUEST.result), head: { number: count(REQUEST.head), hash: text(REQUEST.headHash) },
  };
}
