import type { CauseRow } from '../application/review/review-port';
import { offeredForCause } from '../domain/review/offered-actions';
import { NO_FILTER } from '../domain/review/queue-filter';
import type { QueueFilter } from '../domain/review/queue-filter';
import { actButtons, actHidden, causeSubject, choiceGroup } from './act-page';
import { exportLink, listLink } from './address';
import type { GroupDraft, PageDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS, ACTOR_WORDS, causeName, plainWords } from './labels';
import { operationsTable } from './operations-page';
import { mayAct } from './page-context';
import type { PageContext } from './page-context';
import { dueWords } from './due-words';
import { mayRollBack } from './rollback-page';
import { causeState } from './queue-page';
import { standingBanners } from './standing-banners';
import { counted, lasting, sumWords } from './words';

/** One cause: what it is, what it holds up, what can be done once for all of it, and its first operations. */
export function causePage(cause: CauseRow, context: PageContext, outcome: PageDraft['banners']): PageDraft {
  const { link, queue, viewer } = context;
  const filter: QueueFilter = { ...NO_FILTER, view: 'operations', cause: cause.fingerprint };
  const page = queue.operations(filter, viewer);
  const actions = mayAct(context) ? offeredForCause({ state: cause.state, items: cause.items, missesReference: cause.missingValue !== '' }, viewer) : [];
  const missing = actions.includes('choose_reference') ? context.missing({ subject: 'cause', id: cause.fingerprint }, viewer) : undefined;
  const others = actions.filter((kind) => kind !== 'choose_reference');
  return {
    title: causeName(cause),
    banners: [...outcome, ...standingBanners(context.health)],
    links: [
      { kind: 'breadcrumb', title: 'Review queue', url: link('queue') },
      { kind: 'crosslink', title: 'All operations of this cause', url: listLink(filter, link) },
      { kind: 'crosslink', title: 'Export CSV', url: exportLink(filter, link) },
    ],
    ...(missing === undefined ? {} : { submit: `Choose and redrive ${counted(cause.items, 'operation')}`, hidden: actHidden('choose_reference', causeSubject(cause, context), context) }),
    buttons: [
      ...actButtons(others, (kind) => link('act', { kind, cause: cause.fingerprint })),
      ...(mayRollBack(context) ? [{ id: 'custpage_roll_back', label: ACTION_WORDS.roll_back.short, url: link('rollback', { cause: cause.fingerprint }) }] : []),
    ],
    groups: [...(missing === undefined ? [] : [choiceGroup({ targetTypes: [], editable: [], missing })]), causeGroup(cause, context, page.baseCurrency)],
    tables: [operationsTable(page.rows, context, { baseCurrency: page.baseCurrency, marks: false, oneCause: true })],
  };
}

function causeGroup(cause: CauseRow, { words, nowMs }: PageContext, baseCurrency: string): GroupDraft {
  return {
    id: 'custpage_cause_facts', label: 'Cause',
    fields: [
      shownLong('custpage_k_text', 'What to do', cause.text),
      shown('custpage_k_who', 'Who acts', ACTOR_WORDS[cause.whoActs]),
      shown('custpage_k_from', 'From', `${cause.source} ${plainWords(cause.documentType).toLowerCase()}`.trim()),
      ...(cause.missingValue === '' ? [] : [shown('custpage_k_missing', 'Value without a match', cause.missingValue)]),
      { ...shown('custpage_k_items', 'Open', counted(cause.items, 'operation')), newColumn: true },
      shown('custpage_k_risk', 'Amount at risk', sumWords(words, { atRisk: cause.atRisk, unknown: cause.atRiskUnknown, currency: baseCurrency })),
      shown('custpage_k_oldest', 'Oldest', cause.oldestMs === undefined ? '' : lasting(nowMs - cause.oldestMs)),
      shown('custpage_k_next', 'Next try', cause.nextAttemptMs === undefined ? 'none by itself' : words.moment(cause.nextAttemptMs)),
      { ...shown('custpage_k_state', 'State', causeState(cause)), newColumn: true },
      shown('custpage_k_owner', 'Owner', cause.ownerName === '' ? 'nobody' : cause.ownerName),
      shown('custpage_k_due', 'Due', dueWords(cause.due, words.moment)),
      ...(cause.snoozedUntilMs === undefined ? [] : [shown('custpage_k_snoozed', 'Snoozed until', words.moment(cause.snoozedUntilMs))]),
      ...(cause.notes === '' ? [] : [shownLong('custpage_k_notes', 'Notes', cause.notes)]),
    ],
  };
}
