import type { AttemptRow, CompareRow, OperationDetail, TechnicalPart } from '../application/review/review-port';
import type { VerdictKind } from '../domain/ownership';
import type { GroupDraft, TableDraft } from './draft';
import { shown, shownLong } from './draft';
import { plainWords, RELATION_WORDS, STATE_WORDS } from './labels';
import { fieldWords } from './field-words';
import type { PageContext } from './page-context';
import { counted } from './words';

const VERDICT_WORDS: Readonly<Record<VerdictKind | 'missing', string>> = {
  apply: 'Would be set', unchanged: 'Equal', kept: 'Kept', conflict: 'Conflict', blocked_direction: 'Not taken from the source', cleared: 'Would be emptied',
  unmapped: 'Not mapped', missing: 'Missing',
};

/** Tables of the detail's tabs. */
export function operationTables(detail: OperationDetail, context: PageContext): readonly TableDraft[] {
  return [compareTable(detail), attemptsTable(detail.attempts, context), relatedTable(detail, context), decisionsTable(detail)];
}

function compareTable({ compare, compareNote, row }: OperationDetail): TableDraft {
  return {
    id: 'custpage_compare', label: compareNote === '' ? 'Compare' : `Compare: ${compareNote}`, tab: 'custpage_tab_compare',
    help: 'What the document says beside what NetSuite holds now. Masked values are shown as dots.',
    columns: [
      { id: 'custpage_m_field', label: 'Field', kind: 'text' },
      { id: 'custpage_m_sent', label: `Sent by ${row.source}`, kind: 'area' },
      { id: 'custpage_m_now', label: 'In NetSuite now', kind: 'area' },
      { id: 'custpage_m_owner', label: 'Owned by', kind: 'text' },
      { id: 'custpage_m_verdict', label: 'Verdict', kind: 'text' },
      { id: 'custpage_m_retry', label: 'A retry will', kind: 'text' },
      { id: 'custpage_m_decision', label: 'Decision', kind: 'text' },
    ],
    rows: differencesFirst(compare).map((one) => ({
      custpage_m_field: one.line === '' ? fieldWords(one.field) : `${fieldWords(one.field)}, line ${one.line}`,
      custpage_m_sent: one.sent, custpage_m_now: one.now, custpage_m_owner: one.owner, custpage_m_verdict: VERDICT_WORDS[one.verdict],
      custpage_m_retry: one.retryWill, custpage_m_decision: one.decision,
    })),
  };
}

/** What a person looks for stands on top; what is equal, below. */
const COMPARE_ORDER: readonly CompareRow['verdict'][] = ['missing', 'conflict', 'apply', 'cleared', 'kept', 'blocked_direction', 'unchanged'];

function differencesFirst(compare: readonly CompareRow[]): readonly CompareRow[] {
  return COMPARE_ORDER.flatMap((verdict) => compare.filter((row) => row.verdict === verdict));
}

/** Members of the document that no rule maps, as one folded list: a row each would hide the others. */
export function leftOutGroups({ compare }: OperationDetail): readonly GroupDraft[] {
  const paths = compare.filter(({ verdict }) => verdict === 'unmapped').map(({ path }) => path);
  if (paths.length === 0) return [];
  return [{
    id: 'custpage_left_out', label: `Left out, as no rule maps it: ${counted(paths.length, 'member')} of the document`, tab: 'custpage_tab_compare', folds: 'closed', oneColumn: true,
    fields: [shownLong('custpage_m_left_out', 'Places in the document', paths.join('\n'))],
  }];
}

function attemptsTable(attempts: readonly AttemptRow[], { words }: PageContext): TableDraft {
  return {
    id: 'custpage_attempts', label: 'Attempts and actions, latest first', tab: 'custpage_tab_attempts',
    columns: [
      { id: 'custpage_t_number', label: 'Number', kind: 'count' },
      { id: 'custpage_t_when', label: 'When', kind: 'text' },
      { id: 'custpage_t_who', label: 'Who', kind: 'text' },
      { id: 'custpage_t_what', label: 'What', kind: 'text' },
      { id: 'custpage_t_state', label: 'State after', kind: 'text' },
      { id: 'custpage_t_words', label: 'In words', kind: 'area' },
      { id: 'custpage_t_code', label: 'Code', kind: 'text' },
    ],
    rows: attempts.map((one) => ({
      custpage_t_number: String(one.number), custpage_t_when: words.moment(one.atMs), custpage_t_who: one.actor,
      custpage_t_what: one.action === '' ? (one.kind === 'outcome' ? 'Run' : plainWords(one.kind)) : plainWords(one.action),
      custpage_t_state: one.state === undefined ? '' : STATE_WORDS[one.state],
      custpage_t_words: one.sameAsBefore ? `As the attempt before. ${one.words}` : one.words, custpage_t_code: one.action === '' ? one.code : '',
    })),
  };
}

function relatedTable({ related }: OperationDetail, { words, link }: PageContext): TableDraft {
  return {
    id: 'custpage_related', label: related.length === 0 ? 'Related operations: none' : 'Related operations', tab: 'custpage_tab_related',
    columns: [
      { id: 'custpage_r_open', label: 'Open', kind: 'link', linkText: 'Review' },
      { id: 'custpage_r_relation', label: 'Relation', kind: 'text' },
      { id: 'custpage_r_document', label: 'Document', kind: 'text' },
      { id: 'custpage_r_state', label: 'State', kind: 'text' },
      { id: 'custpage_r_received', label: 'Received', kind: 'text' },
    ],
    rows: related.map((one) => ({
      custpage_r_open: link('operation', { operation: one.operationId }), custpage_r_relation: RELATION_WORDS[one.relation],
      custpage_r_document: one.documentNumber === '' ? one.operationId : one.documentNumber, custpage_r_state: STATE_WORDS[one.state], custpage_r_received: words.moment(one.receivedMs),
    })),
  };
}

function decisionsTable({ decisions }: OperationDetail): TableDraft {
  return {
    id: 'custpage_decisions', label: decisions.length === 0 ? 'Decisions: none' : 'Decisions behind the verdicts', tab: 'custpage_tab_decisions',
    columns: [{ id: 'custpage_e_code', label: 'Decision', kind: 'text' }, { id: 'custpage_e_title', label: 'What was decided', kind: 'area' }],
    rows: decisions.map(({ code, title }) => ({ custpage_e_code: code, custpage_e_title: title })),
  };
}

/** For those who look deeper. The document is masked, and cut where it is longer than a field shows. */
export function technicalGroups(part: TechnicalPart): readonly GroupDraft[] {
  const cut = part.documentCharacters > part.maskedDocument.length ? `, the first ${String(part.maskedDocument.length)} of ${String(part.documentCharacters)} characters` : '';
  return [{
    id: 'custpage_technical', label: 'Technical', tab: 'custpage_tab_technical',
    fields: [
      shown('custpage_x_reason', 'Reason', part.reason),
      shown('custpage_x_observed', 'NetSuite code', part.observed),
      shownLong('custpage_x_text', 'NetSuite message', part.observedText),
      shown('custpage_x_correlation', 'Correlation ID', part.correlationId),
      shown('custpage_x_key', 'Idempotency key', part.idempotencyKey),
      { ...shown('custpage_x_map', 'Map version', part.mapVersion), newColumn: true },
      shown('custpage_x_product', 'Product version', part.productVersion),
      shown('custpage_x_account', 'Account', part.account),
      { ...shown('custpage_x_fingerprint', 'Fingerprint', part.fingerprint), newColumn: true },
      shown('custpage_x_received', 'SHA-256 as received', part.receivedSha256),
      shown('custpage_x_cause', 'Cause fingerprint', part.causeFingerprint),
    ],
  }, {
    id: 'custpage_technical_document', label: 'Document as received', tab: 'custpage_tab_technical', folds: 'open', oneColumn: true,
    fields: [shownLong('custpage_x_document', `Document, masked${cut}`, part.maskedDocument)],
  }];
}
