import type { RequestTell } from '../application/review/desk-port';
import type { GroupDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import type { PageContext } from './page-context';
import { plainWords } from './labels';

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
export function planFields(request: RequestTell, { words, health }: PageContext): readonly GroupDraft[] {
  const plan = members(request.plan);
  const progress = members(request.progress);
  const inner = members(JSON.stringify(plan['inner'] ?? {}));
  const action = textOf(inner['kind']);
  const why = Array.isArray(progress['why']) ? progress['why'].map(textOf).join('\n') : '';
  const fields = [
    ...(action === '' ? [] : [shown('custpage_n_action', 'Action', plainWords(action))]),
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

/** Edits of a correction, or the marked lines of a bulk action. */
export function planTables(request: RequestTell, { link }: PageContext): readonly TableDraft[] {
  const plan = members(request.plan);
  const edits = listOf(plan['edits']);
  const rows = listOf(plan['rows']);
  if (edits.length > 0) {
    return [{
      id: 'custpage_edits', label: 'Edits',
      columns: [{ id: 'custpage_g_row', label: 'Field', kind: 'text' }, { id: 'custpage_g_line', label: 'Line', kind: 'text' }, { id: 'custpage_g_value', label: 'Becomes', kind: 'area' }],
      rows: edits.map((edit) => {
        const value = members(JSON.stringify(edit['value'] ?? {}));
        return { custpage_g_row: textOf(edit['row']), custpage_g_line: textOf(edit['line']), custpage_g_value: value['kind'] === 'record' ? `Record ${textOf(value['internalId'])}` : textOf(value['text']) };
      }),
    }];
  }
  if (rows.length === 0) return [];
  return [{
    id: 'custpage_plan_rows', label: 'Operations',
    columns: [{ id: 'custpage_h_open', label: 'Open', kind: 'link', linkText: 'Review' }, { id: 'custpage_h_id', label: 'Operation', kind: 'text' }],
    rows: rows.map((row) => ({ custpage_h_open: link('operation', { operation: textOf(row['operationId']) }), custpage_h_id: textOf(row['operationId']) })),
  }];
}

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter((one): one is Members => typeof one === 'object' && one !== null) : [];
}
