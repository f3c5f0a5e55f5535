import { readArguments } from '../domain/review/action-arguments';
import type { Params } from './address';
import type { PageContext } from './page-context';
import { outdatedPage } from './notice-page';
import { mayRollBack, noRollbackPage, rollbackBack, rollbackForm, rollbackPage, rollbackScopePage, SCOPE_FIELDS, scopeAsked, scopeParams } from './rollback-page';
import type { Answer } from './show-page';

/** Takes what was posted on the pages of a rollback: a scope leads to its plan; a plan becomes a request. */
export function takeRollback(fields: Params, context: PageContext): Answer {
  if (!mayRollBack(context)) return { kind: 'page', draft: noRollbackPage(context) };
  return (fields['custpage_hash'] ?? '') === '' ? takeScope(fields, context) : takePlan(fields, context);
}

function takeScope(fields: Params, context: PageContext): Answer {
  const of = (id: string) => (fields[id] ?? '').trim();
  const [source, batch] = [of('custpage_source'), of('custpage_batch')];
  const wrong = (fault: string): Answer => ({ kind: 'page', draft: rollbackScopePage(fields, context, fault) });
  if (source !== '' && batch !== '') return wrong('Give a source or a batch, not both.');
  if (batch !== '') return { kind: 'redirect', page: 'rollback', params: { batch } };
  if (source === '') return wrong('Give a source and a day, or a batch.');
  const day = context.words.dateFrom(of('custpage_since'));
  if (day === undefined) return wrong('Give the day since which it was applied.');
  return { kind: 'redirect', page: 'rollback', params: { source, since: String(context.words.startOf(day)) } };
}

function takePlan(fields: Params, context: PageContext): Answer {
  const scope = scopeAsked(Object.fromEntries(Object.entries(SCOPE_FIELDS).map(([name, id]) => [name, fields[id] ?? ''])));
  if (scope === undefined) return { kind: 'page', draft: rollbackScopePage({}, context, 'It was not said what is to be rolled back.') };
  const back = rollbackBack(scope, context);
  const [atMs, hash] = [fields['custpage_at'] ?? '', fields['custpage_hash'] ?? ''];
  const verdict = context.judge(fields['custpage_token'] ?? '', rollbackForm(scope, { atMs, hash }));
  if (verdict.kind !== 'valid') {
    const why = verdict.kind === 'foreign' ? 'The form was not made for you, in this role, in this session.' : 'The form was open for too long.';
    return { kind: 'page', draft: outdatedPage(why, context.link, back, fields['custpage_note'] ?? '') };
  }
  const { click } = verdict;
  const landing = { page: 'result', params: { done: click } } as const;
  if (context.desk.tell(click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  const args = { scope, atMs: Number(atMs), planHash: hash, reason: fields['custpage_reason'] ?? '', note: (fields['custpage_note'] ?? '').trim() };
  if (args.reason === '') return { kind: 'page', draft: rollbackPage(scope, context, { posted: fields, fault: 'Choose a reason.' }) };
  const read = readArguments('roll_back', JSON.stringify(args));
  if (read.kind === 'wrong') return { kind: 'page', draft: rollbackPage(scope, context, { posted: fields, fault: read.why }) };
  const { operation, cause } = scopeParams(scope);
  const subject = operation !== undefined ? { subject: 'operation', subjectId: operation } as const : cause !== undefined ? { subject: 'cause', subjectId: cause } as const : { subject: 'queue', subjectId: '' } as const;
  return { kind: 'ask', ...landing, action: { click, kind: 'roll_back', ...subject, seen: undefined, args } };
}
