import type { OwnershipRowView, OwnershipView } from '../application/review/review-port';
import type { Banner, PageDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import type { Params } from './address';
import { fieldWords } from './field-words';
import { plainWords } from './labels';
import type { PageContext } from './page-context';
import { standingBanners } from './standing-banners';

/** Asks which map, or which record; shows who may change each field, and why. */
export function ownershipPage(asked: Params, view: OwnershipView | undefined, context: PageContext): PageDraft {
  const { link, choices, viewer, health } = context;
  const { sources, documentTypes, targetTypes } = choices(viewer);
  const isAsked = Object.values(asked).some((value) => value !== '');
  const blank = { value: '', text: '' };
  return {
    title: 'Who may change which field',
    banners: [...standingBanners(health), ...(view === undefined && isAsked ? [NOTHING] : []), ...(view === undefined ? [] : inconsistent(view))],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    submit: 'Show',
    groups: [
      {
        id: 'custpage_ask', label: 'Look at',
        fields: [
          { kind: 'choice', id: 'custpage_source', label: 'Source', value: asked['source'] ?? '', choices: [blank, ...sources.map((value) => ({ value, text: value }))] },
          { kind: 'choice', id: 'custpage_type', label: 'Document type', value: asked['type'] ?? '', choices: [blank, ...documentTypes.map((value) => ({ value, text: plainWords(value) }))] },
          { kind: 'choice', id: 'custpage_record_type', label: 'Or record type', value: asked['record'] ?? '', newColumn: true, choices: [blank, ...targetTypes.map((value) => ({ value, text: plainWords(value) }))] },
          { kind: 'number', id: 'custpage_internal_id', label: 'Internal ID', value: asked['id'] ?? '' },
        ],
      },
      ...(view === undefined ? [] : [factsGroup(view, context)]),
    ],
    tables: view === undefined ? [] : [rowsTable(view)],
    hidden: { custpage_page: 'ownership' },
  };
}

const NOTHING: Banner = { kind: 'information', title: 'Nothing was found', text: 'No map of such documents, or no such record, is among what you may see.' };

function inconsistent({ rules }: OwnershipView): readonly Banner[] {
  const broken = rules.filter(({ consistent }) => !consistent).map(({ code }) => code);
  return broken.length === 0 ? [] : [{ kind: 'warning', title: 'A map is not whole', text: `Rows of ${broken.join(', ')} are missing or were changed by hand: its documents are only taken, not applied.` }];
}

function factsGroup({ recordType, internalId, lastOperation, lastWrittenMs, rules, rows }: OwnershipView, { words, link, recordLink }: PageContext): PageDraft['groups'][number] {
  return {
    id: 'custpage_of', label: 'Shown',
    fields: [
      shown('custpage_w_type', 'Record type', plainWords(recordType)),
      shown('custpage_w_rules', 'Rules', rules.map(({ code, mapVersion, decision }) => `${code}, map version ${mapVersion}${decision === '' ? '' : `, decision ${decision}`}`).join('; ')),
      { ...shownLong('custpage_w_decisions', 'Decisions', decisionsOf(rows)), newColumn: true },
      ...(internalId === undefined ? [] : [{ kind: 'link', id: 'custpage_w_record', label: 'NetSuite record', url: recordLink(recordType, internalId), text: `${plainWords(recordType)} ${String(internalId)}`, newColumn: true } as const]),
      ...(lastOperation === '' ? [] : [{ kind: 'link', id: 'custpage_w_operation', label: 'Written last by', url: link('operation', { operation: lastOperation }), text: `Operation ${lastOperation}` } as const]),
      ...(lastWrittenMs === undefined ? [] : [shown('custpage_w_when', 'Written last', words.moment(lastWrittenMs))]),
    ],
  };
}

/** Each decision once, with what was decided. */
function decisionsOf(rows: readonly OwnershipRowView[]): string {
  return [...new Set(rows.filter(({ decision }) => decision !== '').map(({ decision, decisionTitle }) => (decisionTitle === '' ? decision : `${decision}: ${decisionTitle}`)))].sort().join('\n');
}

function rowsTable({ rows, internalId }: OwnershipView): TableDraft {
  return {
    id: 'custpage_ownership', label: 'Fields',
    columns: [
      { id: 'custpage_y_field', label: 'Field', kind: 'text' },
      { id: 'custpage_y_owner', label: 'Owner', kind: 'text' },
      { id: 'custpage_y_words', label: 'Who may change it', kind: 'area' },
      { id: 'custpage_y_path', label: 'In the document', kind: 'text' },
      { id: 'custpage_y_conflict', label: 'On a conflict', kind: 'text' },
      ...(internalId === undefined ? [] : [{ id: 'custpage_y_last', label: 'Written last', kind: 'area' } as const]),
      { id: 'custpage_y_decision', label: 'Decision', kind: 'text' },
    ],
    rows: rows.map((row: OwnershipRowView) => ({
      custpage_y_field: fieldWords(row.field) === row.field ? row.field : `${fieldWords(row.field)} (${row.field})`, custpage_y_owner: row.owner, custpage_y_words: row.words, custpage_y_path: row.path, custpage_y_conflict: plainWords(row.onConflict),
      ...(internalId === undefined ? {} : { custpage_y_last: row.lastApplied ?? '' }),
      custpage_y_decision: row.decision,
    })),
  };
}
