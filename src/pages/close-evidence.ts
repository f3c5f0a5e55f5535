import type { KeptEvidence } from '../application/close/close-view-port';
import { partName } from '../domain/audit/evidence';
import { closeSubjectText } from '../domain/close/close-period';
import type { CloseSubject } from '../domain/close/close-period';
import { MAX_ACTION_NOTE } from '../domain/review/action-arguments';
import { mayAsk } from '../domain/review/action-kinds';
import type { Params } from './address';
import type { PageDraft, TableDraft } from './draft';
import type { ExportFile } from './export-rows';
import { ACTION_WORDS } from './labels';
import type { FormSubject, PageContext } from './page-context';
import { standingBanners } from './standing-banners';

/** What the form that asks for evidence is bound to. */
export function evidenceForm(subject: CloseSubject): FormSubject {
  return { page: 'close', subject: `evidence ${closeSubjectText(subject)}`, version: '' };
}

/** The form that asks for the evidence of a period. */
export function askEvidencePage(subject: CloseSubject, context: PageContext): PageDraft {
  const close = closeSubjectText(subject);
  const { link } = context;
  return {
    title: ACTION_WORDS.ask_evidence.short,
    banners: [...standingBanners(context.health), { kind: 'information', title: 'Made by machine', text: 'Every operation of the period with its events, approvals, ledger lines and system notes, in parts of 100, and a manifest of their hashes. It takes up to an hour to begin.' }],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: 'Close', url: link('closes') }, { kind: 'breadcrumb', title: 'Period', url: link('close', { close }) }],
    submit: ACTION_WORDS.ask_evidence.short,
    groups: [{ id: 'custpage_ask', label: ACTION_WORDS.ask_evidence.short, oneColumn: true, fields: [{ kind: 'area', id: 'custpage_note', label: 'Note', value: '', most: MAX_ACTION_NOTE, help: 'What it is for.' }] }],
    hidden: { custpage_page: 'close', custpage_step: 'evidence', custpage_close: close, custpage_token: context.tokenFor(evidenceForm(subject)) },
  };
}

/** Button to that form, for who may ask. */
export function evidenceButtons(subject: CloseSubject, { viewer, link }: PageContext): NonNullable<PageDraft['buttons']> {
  return mayAsk('ask_evidence', viewer.capabilities) ? [{ id: 'custpage_step_evidence', label: ACTION_WORDS.ask_evidence.short, url: link('close', { close: closeSubjectText(subject), step: 'evidence' }) }] : [];
}

/** Evidence that was asked for, with its parts. */
export function evidenceTable(subject: CloseSubject, { closeEvidence, link, words }: PageContext): TableDraft {
  const kept = closeEvidence.of(subject);
  const close = closeSubjectText(subject);
  return {
    id: 'custpage_evidence', label: kept.length === 0 ? 'Evidence: none was asked for' : 'Evidence',
    columns: [{ id: 'custpage_j_open', label: 'Download', kind: 'link', linkText: 'Download' }, { id: 'custpage_j_name', label: 'File', kind: 'text' }, { id: 'custpage_j_count', label: 'Operations', kind: 'count' }, { id: 'custpage_j_asked', label: 'Asked', kind: 'text' }, { id: 'custpage_j_state', label: 'State', kind: 'text' }, { id: 'custpage_j_hash', label: 'SHA-256', kind: 'text' }],
    rows: kept.flatMap(({ number, askedMs, isDone, parts }) => (isDone ? parts : [{ part: 0, operations: 0, sha256: '' }]).map(({ part, operations, sha256 }) => ({
      ...(isDone ? { custpage_j_open: link('close_part', { close, number, part: String(part) }) } : {}), custpage_j_name: partName(number, part), custpage_j_count: isDone ? String(operations) : '', custpage_j_asked: words.moment(askedMs),
      custpage_j_state: isDone ? part === 0 ? 'Manifest' : 'Part' : `Being made: ${String(parts.length)} parts are there`, custpage_j_hash: sha256,
    }))),
  };
}

/** A part as a file; undefined: there is none of this period. */
export function evidenceFile(subject: CloseSubject, params: Params, { closeEvidence }: PageContext): ExportFile | undefined {
  const number = params['number'] ?? '';
  const part = /^\d{1,6}$/.test(params['part'] ?? '') ? Number(params['part']) : undefined;
  const known = closeEvidence.of(subject).find((one: KeptEvidence) => one.number === number && one.isDone);
  const content = known === undefined || part === undefined ? undefined : closeEvidence.text(number, part);
  return content === undefined ? undefined : { name: partName(number, part ?? 0), content, missing: 0, type: 'application/json' };
}
