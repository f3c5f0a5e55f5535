import type { EditableField, RequestTell } from '../application/review/desk-port';
import { masked } from '../domain/review/masking';
import { ticketPlanOf } from '../domain/ticket';
import type { TicketPlan } from '../domain/ticket';
import { askedPlanOf } from '../domain/rollback/step-order';
import type { GroupDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { fieldWords } from './field-words';
import type { PageContext } from './page-context';
import { plainWords } from './labels';
import { resultTables, rollbackFields, rollbackTables } from './rollback-plan';

type Members = Readonly<Record<string, unknown>>;

function members(json: string): Members {
  try {
    const parsed: unknown = JSON.parse(json === '' ? '{}' : json);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Members) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The plan's head, and how far a job is. */
export function planFields(request: RequestTell, { words, health, recordLink }: PageContext): readonly GroupDraft[] {
  const rollback = request.kind === 'rollback' ? askedPlanOf(request.plan) : undefined;
  if (rollback !== undefined) return [rollbackFields(rollback.plan, request.planHash)];
  const ticket = request.kind === 'override' ? ticketPlanOf(request.plan) : undefined;
  if (ticket !== undefined) return [ticketFields(ticket, request.planHash, words)];
  const plan = members(request.plan);
  const progress = members(request.progress);
  const inner = members(JSON.stringify(plan['inner'] ?? {}));
  const action = textOf(inner['kind']);
  const resolve = members(JSON.stringify(plan['resolve'] ?? {}));
  const [recordType, internalId] = [textOf(resolve['recordType']), textOf(resolve['internalId'])];
  const differs = Array.isArray(plan['differs']) ? plan['differs'].map(textOf).join('\n') : '';
  const why = Array.isArray(progress['why']) ? progress['why'].map(textOf).join('\n') : '';
  const fields = [
    ...(action === '' ? [] : [shown('custpage_n_action', 'Action', plainWords(action))]),
    ...(recordType === '' ? [] : [
      { kind: 'link', id: 'custpage_n_record', label: 'Record made by hand', url: recordLink(recordType, Number(internalId)), text: `${plainWords(recordType)} ${internalId}` } as const,
      shownLong('custpage_n_differs', 'How it differs', differs === '' ? 'in nothing that was compared' : differs),
      shownLong('custpage_n_mismatch', 'Why a difference is right', textOf(resolve['mismatchReason'])),
    ]),
    ...(plan['over'] === 'matching' ? [shown('custpage_n_over', 'Over', `All that matched: ${textOf(plan['count'])}`)] : []),
    ...(plan['over'] === 'cause' ? [shown('custpage_n_over', 'Over', 'All that rest for one cause')] : []),
    ...(request.progress === '' ? [] : [
      shown('custpage_n_done', 'Done', textOf(progress['done'])),
      shown('custpage_n_skipped', 'Left out', textOf(progress['skipped'])),
      shown('custpage_n_total', 'Worth', words.money(textOf(progress['total']), health.baseCurrency)),
      shownLong('custpage_n_why', 'Why left out', why),
    ]),
    shown('custpage_n_hash', 'SHA-256 of the plan', request.planHash),
  ];
  return [{ id: 'custpage_plan', label: 'Plan', fields }];
}

/** What a ticket lets through, for how long and how often. */
function ticketFields({ source, documentType, fields, records, fromMs, untilMs, uses }: TicketPlan, planHash: string, words: PageContext['words']): GroupDraft {
  return {
    id: 'custpage_plan', label: 'Ticket',
    fields: [
      shown('custpage_n_from', 'Documents', `${source} ${plainWords(documentType).toLowerCase()}`),
      shownLong('custpage_n_fields', 'Fields that they may change', fields.join('\n')),
      shownLong('custpage_n_records', 'Records', records.length === 0 ? 'any in its time' : records.join('\n')),
      shown('custpage_n_begins', 'Counts from', fromMs === 0 ? 'its approval' : words.moment(fromMs)),
      shown('custpage_n_until', 'Counts until', words.moment(untilMs)),
      shown('custpage_n_uses', 'Uses', String(uses)),
      shown('custpage_n_hash', 'SHA-256 of the plan', planHash),
    ],
  };
}

/** Edits of a correction beside what they take the place of, or the marked lines of a bulk action. */
export function planTables(request: RequestTell, context: PageContext): readonly TableDraft[] {
  const rollback = request.kind === 'rollback' ? askedPlanOf(request.plan) : undefined;
  if (rollback !== undefined) return [...resultTables(request, context), ...rollbackTables(rollback.plan, context)];
  const plan = members(request.plan);
  const edits = listOf(plan['edits']);
  const rows = listOf(plan['rows']);
  if (edits.length > 0) return [editsTable(request, edits, context)];
  if (rows.length === 0) return [];
  return [{
    id: 'custpage_plan_rows', label: 'Operations',
    columns: [{ id: 'custpage_h_open', label: 'Open', kind: 'link', linkText: 'Review' }, { id: 'custpage_h_id', label: 'Operation', kind: 'text' }],
    rows: rows.map((row) => ({ custpage_h_open: context.link('operation', { operation: textOf(row['operationId']) }), custpage_h_id: textOf(row['operationId']) })),
  }];
}

/** An earlier correction is told while the request is open: once it is carried out, it is what stands itself. */
function editsTable({ subject, state }: RequestTell, edits: readonly Members[], { editable, viewer }: PageContext): TableDraft {
  const fields = editable(subject, viewer);
  const isOpen = state === 'asked' || state === 'approved';
  const rows = edits.map((edit) => editRow(edit, fields));
  const corrected = isOpen && rows.some(({ custpage_g_before: before }) => before !== '');
  return {
    id: 'custpage_edits', label: 'Edits', help: 'What the document says beside what is to stand in its place. Masked values are shown as dots.',
    columns: [
      { id: 'custpage_g_row', label: 'Field', kind: 'text' }, { id: 'custpage_g_line', label: 'Line', kind: 'text' }, { id: 'custpage_g_sent', label: 'Sent', kind: 'area' },
      ...(corrected ? [{ id: 'custpage_g_before', label: 'Corrected before', kind: 'area' } as const] : []), { id: 'custpage_g_value', label: 'Becomes', kind: 'area' },
    ],
    rows,
  };
}

/** A field that cannot be told any more, because its map is another now, is shown as if it were masked (D-0090). */
function editRow(edit: Members, fields: readonly EditableField[]): Readonly<Record<'custpage_g_row' | 'custpage_g_line' | 'custpage_g_sent' | 'custpage_g_before' | 'custpage_g_value', string>> {
  const [row, line] = [textOf(edit['row']), textOf(edit['line'])];
  const field = fields.find((one) => one.row === row && one.line === line);
  const value = members(JSON.stringify(edit['value'] ?? {}));
  const becomes = value['kind'] === 'record' ? `Record ${textOf(value['internalId'])}` : textOf(value['text']);
  const hidden = field?.masked !== false && value['kind'] !== 'record';
  return {
    custpage_g_row: field === undefined ? row : fieldWords(field.label), custpage_g_line: line, custpage_g_sent: field === undefined ? 'cannot be read now' : field.sent,
    custpage_g_before: field?.corrected ?? '', custpage_g_value: becomes === '' ? 'nothing' : hidden ? masked(becomes) : becomes,
  };
}

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter((one): one is Members => typeof one === 'object' && one !== null) : [];
}
