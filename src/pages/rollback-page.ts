import { MAX_ACTION_NOTE } from '../domain/review/action-arguments';
import { ROLLBACK_REASONS } from '../domain/review/action-kinds';
import { may } from '../domain/review/capability';
import { hasWay, MOST_ROLLED_BACK } from '../domain/rollback/plan';
import type { RollbackScope } from '../domain/rollback/plan';
import type { Params } from './address';
import type { Banner, FieldDraft, GroupDraft, PageDraft } from './draft';
import { shown } from './draft';
import { documentName, ROLLBACK_WORDS } from './labels';
import { outdatedPage } from './notice-page';
import { mayAct } from './page-context';
import type { FormSubject, PageContext } from './page-context';
import { rollbackFields, rollbackTables } from './rollback-plan';
import { standingBanners } from './standing-banners';

/** True where this person may ask for rollbacks. */
export function mayRollBack(context: PageContext): boolean {
  return mayAct(context) && may(context.viewer, 'request_rollback');
}

/** The scope that parameters name; undefined: none. */
export function scopeAsked({ operation = '', cause = '', batch = '', source = '', since = '' }: Params): RollbackScope | undefined {
  if (operation !== '') return { kind: 'operation', operationId: operation };
  if (cause !== '') return { kind: 'cause', fingerprint: cause };
  if (batch !== '') return { kind: 'batch', batch };
  return source !== '' && /^[1-9]\d{0,14}$/.test(since) ? { kind: 'source', source, sinceMs: Number(since) } : undefined;
}

/** Parameters that name a scope. */
export function scopeParams(scope: RollbackScope): Params {
  switch (scope.kind) {
    case 'operation':
      return { operation: scope.operationId };
    case 'cause':
      return { cause: scope.fingerprint };
    case 'batch':
      return { batch: scope.batch };
    case 'source':
      return { source: scope.source, since: String(scope.sinceMs) };
  }
}

/** What the form of a plan is bound to: the plan that was shown, and the time that it was made for. */
export function rollbackForm(scope: RollbackScope, { atMs, hash }: { readonly atMs: string; readonly hash: string }): FormSubject {
  return { page: 'rollback', subject: `roll_back ${JSON.stringify(scope)}`, version: `${atMs} ${hash}` };
}

/** Where a rollback came from and goes back to. */
export function rollbackBack(scope: RollbackScope, { link }: PageContext): { readonly url: string; readonly title: string } {
  if (scope.kind === 'operation') return { url: link('operation', { operation: scope.operationId }), title: 'Operation' };
  return scope.kind === 'cause' ? { url: link('cause', { cause: scope.fingerprint }), title: 'Cause' } : { url: link('rollback'), title: 'Roll back' };
}

/** Asks what is to be rolled back, where no operation or cause was chosen on its own page. */
export function rollbackScopePage(posted: Params, context: PageContext, fault?: string): PageDraft {
  const { link } = context;
  const of = (id: string) => posted[id] ?? '';
  const group = (id: string, label: string, fields: readonly FieldDraft[]): GroupDraft => ({ id, label, oneColumn: true, fields });
  return {
    title: 'Roll back',
    banners: [...faultBanner(fault), ...standingBanners(context.health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    submit: 'Show the plan',
    groups: [
      group('custpage_of_source', 'All of a source since a time', [
        { kind: 'choice', id: 'custpage_source', label: 'Source', value: of('custpage_source'), choices: [{ value: '', text: '' }, ...context.choices(context.viewer).sources.map((value) => ({ value, text: value }))] },
        { kind: 'date', id: 'custpage_since', label: 'Applied since', value: of('custpage_since'), help: `From the start of that day. One rollback takes back at most ${String(MOST_ROLLED_BACK)} operations.` },
      ]),
      group('custpage_of_batch', 'Or a batch', [{ kind: 'text', id: 'custpage_batch', label: 'Correlation ID', value: of('custpage_batch'), most: 300, help: 'The one that the documents of a batch came with.' }]),
    ],
    hidden: { custpage_page: 'rollback' },
  };
}

/** The plan of a rollback, and what it takes to ask for it. Nothing is done by looking at it. */
export function rollbackPage(scope: RollbackScope, context: PageContext, given: { readonly posted: Params; readonly fault?: string }): PageDraft {
  const { link, viewer, queue, nowMs } = context;
  const back = rollbackBack(scope, context);
  const made = context.rollback(scope, nowMs);
  if (made.kind !== 'made') return outdatedPage(UNPLANNED[made.kind], link, back);
  const { plan, hash } = made;
  const rows = queue.rowsOf(plan.steps.map(({ operationId }) => operationId), viewer);
  if (rows.length !== plan.steps.length) return outdatedPage('Some of the operations are not yours to see. Ask somebody who sees them all.', link, back);
  const [first] = rows;
  const atMs = String(nowMs);
  const asks = hasWay(plan);
  return {
    title: `Roll back: ${rows.length === 1 && first !== undefined ? `${documentName(first)} from ${first.source}` : `${String(rows.length)} operations`}`,
    banners: [...faultBanner(given.fault), ...standingBanners(context.health), asks ? REQUEST_ONLY : NOTHING_GOES],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }, { kind: 'breadcrumb', title: back.title, url: back.url }],
    ...(asks ? { submit: 'Request approval' } : {}),
    buttons: [{ id: 'custpage_cancel', label: 'Cancel', url: back.url }],
    groups: [...(asks ? [askGroup(given.posted)] : []), rollbackFields(plan, hash)],
    tables: rollbackTables(plan, context),
    hidden: { custpage_page: 'rollback', custpage_at: atMs, custpage_hash: hash, custpage_token: context.tokenFor(rollbackForm(scope, { atMs, hash })), ...hiddenScope(scope) },
  };
}

const REQUEST_ONLY: Banner = { kind: 'information', title: 'A request, not done yet', text: 'Another person approves it. The plan is made again then: where anything in it has changed, the request lapses and says what.' };

const NOTHING_GOES: Banner = { kind: 'warning', title: 'Nothing can be taken back now', text: 'Every step is blocked. The table says why, and what would clear it.' };

const UNPLANNED: Readonly<Record<'nothing' | 'too_many' | 'out_of_units', string>> = {
  nothing: 'Nothing of it had an effect, so there is nothing to take back.',
  too_many: `It is more than one rollback takes back: at most ${String(MOST_ROLLED_BACK)} operations. Choose a later time, roll those back, then go on.`,
  out_of_units: 'It is more than one page can plan. Choose a later time, roll those back, then go on.',
};

function askGroup(posted: Params): GroupDraft {
  return {
    id: 'custpage_form', label: 'Request', oneColumn: true,
    fields: [
      { kind: 'choice', id: 'custpage_reason', label: 'Reason', mandatory: true, value: posted['custpage_reason'] ?? '', choices: [{ value: '', text: '' }, ...ROLLBACK_REASONS.map((value) => ({ value, text: ROLLBACK_WORDS[value] }))] },
      { kind: 'area', id: 'custpage_note', label: 'Note', value: posted['custpage_note'] ?? '', most: MAX_ACTION_NOTE, mandatory: true, help: 'Why, in your own words. Who approves reads it, and it stands in the history for good.' },
    ],
  };
}

/** Names of the hidden fields that carry a scope. */
export const SCOPE_FIELDS = { operation: 'custpage_s_operation', cause: 'custpage_s_cause', batch: 'custpage_s_batch', source: 'custpage_s_source', since: 'custpage_s_since' } as const;

function hiddenScope(scope: RollbackScope): Params {
  return Object.fromEntries(Object.entries(scopeParams(scope)).map(([name, value]) => [SCOPE_FIELDS[name as keyof typeof SCOPE_FIELDS], value]));
}

function faultBanner(fault: string | undefined): readonly Banner[] {
  return fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: fault }];
}

/** A plan on its page that was asked for by somebody who may not. */
export function noRollbackPage({ link }: PageContext): PageDraft {
  return { ...outdatedPage('Your role does not ask for rollbacks.', link), groups: [{ id: 'custpage_none', label: 'Roll back', fields: [shown('custpage_none_why', 'Who may', 'Reviewers, leads and approvers ask; an approver who did not ask approves.')] }] };
}
