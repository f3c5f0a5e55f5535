import type { EditableField, RequestTell } from '../../../src/application/review/desk-port';
import type { OperationRow } from '../../../src/application/review/review-port';
import { TOKEN_LIFE_MS } from '../../../src/domain/review/click-token';
import type { PageDraft } from '../../../src/pages/draft';
import type { PageContext } from '../../../src/pages/page-context';
import { showPage } from '../../../src/pages/show-page';
import type { Answer } from '../../../src/pages/show-page';
import { takePost } from '../../../src/pages/take-post';
import { CLICK, contextFor, NOW, operationRow, postedBy, queueWith, requestTell, textsOf, viewer } from './given';

function draftOf(answer: Answer): PageDraft {
  if (answer.kind !== 'page') throw new Error(`No page: ${JSON.stringify(answer)}`);
  return answer.draft;
}

const shown = (params: Readonly<Record<string, string>>, context: PageContext): PageDraft => draftOf(showPage(params, context));
const redrive = { page: 'act', kind: 'redrive', operation: 'op-1' };
const act = (changed: Readonly<Record<string, string>>, context: PageContext, params: Readonly<Record<string, string>> = redrive): Answer =>
  takePost('act', { fields: { ...postedBy(shown(params, context)), ...changed }, marked: [] }, context);

const movedTo = (row: Partial<OperationRow>) => ({ queue: queueWith({ rowsOf: () => [operationRow(row)] }) });

describe('the form of an action', () => {
  it('comes to one action row of what was shown, and leads back to the operation', () => {
    expect(act({ custpage_note: 'again' }, contextFor('reviewer'))).toEqual({
      kind: 'ask', page: 'operation', params: { operation: 'op-1', done: CLICK }, action: { click: CLICK, kind: 'redrive', subject: 'operation', subjectId: 'op-1', seen: 3, args: { note: 'again' } },
    });
  });

  it.each<[string, Readonly<Record<string, string>>, PageContext]>([
    ['a token that was made up', { custpage_token: `${NOW}.${CLICK}.${'0'.repeat(64)}` }, contextFor('reviewer')],
    ['no token', { custpage_token: '' }, contextFor('reviewer')],
    ['the token of another action', { custpage_kind: 'discard', custpage_reason: 'other', custpage_note: 'x' }, contextFor('reviewer')],
    ['the token of another operation', { custpage_operation: 'op-2' }, contextFor('reviewer', movedTo({ operationId: 'op-2' }))],
    ['a version that was put in by hand', { custpage_version: '4' }, contextFor('reviewer', movedTo({ head: 4 }))],
  ])('does nothing with %s', (_, changed, context) => {
    const posted = { ...postedBy(shown(redrive, contextFor('reviewer'))), ...changed };
    expect(textsOf(draftOf(takePost('act', { fields: posted, marked: [] }, context)))).toContain('Nothing was done');
  });

  it.each<[string, PageContext]>([
    ['another person', contextFor('reviewer', { viewer: viewer('reviewer', 99) })], ['another role', contextFor('lead')], ['another log-in', contextFor('reviewer', { secret: 'z'.repeat(64) })],
    ['a form that was open too long', contextFor('reviewer', { judge: () => ({ kind: 'too_old' }), nowMs: NOW + TOKEN_LIFE_MS + 1 })],
  ])('does nothing for %s', (_, context) => {
    const posted = postedBy(shown(redrive, contextFor('reviewer')));
    expect(textsOf(draftOf(takePost('act', { fields: posted, marked: [] }, context)))).toContain('Nothing was done');
  });

  it('says that somebody was faster where the operation moved since it was shown', () => {
    const posted = postedBy(shown(redrive, contextFor('reviewer')));
    const answer = takePost('act', { fields: posted, marked: [] }, contextFor('reviewer', movedTo({ head: 4 })));
    expect(textsOf(draftOf(answer))).toContain('it has changed since you opened the page');
  });

  it('leads to what became of it when it is sent twice, by a double click or by Back', () => {
    const tell = { kind: 'redrive', subject: 'operation', subjectId: 'op-1', state: 'done', code: 'redrive', text: 'It is tried again.', askedMs: NOW } as const;
    const context = contextFor('reviewer', { ...movedTo({ head: 5, state: 'accepted' }), tells: { [CLICK]: tell } });
    const posted = postedBy(shown(redrive, contextFor('reviewer')));
    expect(takePost('act', { fields: posted, marked: [] }, context)).toEqual({ kind: 'redirect', page: 'operation', params: { operation: 'op-1', done: CLICK } });
    expect(textsOf(shown({ page: 'operation', operation: 'op-1', done: CLICK }, context))).toContain('Redrive: done. It is tried again.');
  });

  it('keeps what was keyed in and says what is missing', () => {
    const draft = draftOf(act({ custpage_reason: 'other' }, contextFor('reviewer'), { page: 'act', kind: 'discard', operation: 'op-1' }));
    expect(textsOf(draft)).toContain('A note is required: say why.');
    expect(postedBy(draft)).toMatchObject({ custpage_reason: 'other' });
  });

  it.each(['discard', 'redrive', 'edit', 'approve', 'bulk', 'release', 'nonsense'])('is not there for who only looks: %s', (kind) => {
    expect(textsOf(shown({ page: 'act', kind, operation: 'op-1' }, contextFor('viewer')))).toContain('was not found');
  });

  it('is not there for an operation that the person does not see', () => {
    expect(textsOf(shown(redrive, contextFor('reviewer', { queue: queueWith({ rowsOf: () => [] }) })))).toContain('was not found');
  });
});

describe('arguments of an action', () => {
  it.each<[string, Readonly<Record<string, string>>, unknown]>([
    ['discard', { custpage_reason: 'duplicate', custpage_note: 'n' }, { note: 'n', reason: 'duplicate' }],
    ['assign', { custpage_owner: '12' }, { note: '', owner: 12 }],
    ['assign', { custpage_owner: '' }, { note: '', owner: null }],
    ['snooze', { custpage_until: '2026-11-25', custpage_on: 'date', custpage_note: 'n' }, { note: 'n', untilMs: Date.parse('2026-11-25T00:00:00Z'), on: 'date' }],
    ['escalate', { custpage_to: 'lead', custpage_note: 'n' }, { note: 'n', to: 'lead' }],
    ['resolve_elsewhere', { custpage_how: 'no_record', custpage_note: 'n' }, { note: 'n', noRecord: true }],
    ['resolve_elsewhere', { custpage_how: 'record', custpage_record_type: 'salesorder', custpage_internal_id: '5', custpage_mismatch: 'm', custpage_note: 'n' }, { note: 'n', recordType: 'salesorder', internalId: 5, mismatchReason: 'm' }],
    ['choose_reference', { custpage_record: '44', custpage_release: 'T', custpage_note: 'n' }, { note: 'n', map: 'pick:customer.externalid', value: 'acme', record: 'customer', internalId: 44, release: true }],
    ['edit', { custpage_edit_0: '2026-12-01', custpage_reason: 'period', custpage_note: 'n' }, { note: 'n', reason: 'period', edits: [{ row: 'r1', line: '', text: '2026-12-01' }] }],
  ])('of %s are read from %j', (kind, keyed, args) => {
    const context = contextFor('reviewer', {
      queue: queueWith({ rowsOf: () => [operationRow()] }),
      missing: () => ({ source: 'shop', map: 'pick:customer.externalid', value: 'acme', recordType: 'customer' }),
      editable: () => [{ row: 'r1', line: '', label: 'Date', editor: 'date', recordType: '', sent: '2026-11-20', corrected: undefined, masked: false, needsApproval: false, required: true }],
    });
    expect(act(keyed, context, { page: 'act', kind, operation: 'op-1' })).toMatchObject({ kind: 'ask', action: { kind, args } });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['discard', { custpage_note: 'n' }, 'Choose a reason.'], ['snooze', { custpage_until: 'soon', custpage_note: 'n' }, 'Give the day'], ['assign', { custpage_owner: '-1' }, 'Choose an owner'],
    ['resolve_elsewhere', { custpage_how: 'record', custpage_note: 'n' }, 'needs its type'], ['resolve_elsewhere', {}, 'resolved by'], ['escalate', {}, 'to whom'],
    ['discard', { custpage_reason: 'because', custpage_note: 'n' }, 'none of'],
  ])('of %s are not taken from %j', (kind, keyed, why) => {
    expect(textsOf(draftOf(act(keyed, contextFor('reviewer'), { page: 'act', kind, operation: 'op-1' })))).toContain(why);
  });
});

describe('the list of operations', () => {
  const list = (fields: Readonly<Record<string, string>>, context = contextFor('lead'), marked = [{ operationId: 'op-1', seen: 3 }]): Answer => takePost('operations', { fields, marked }, context);

  it('applies its filters by a redirect, and does nothing else', () => {
    expect(list({ dkt_source: 'shop', dkt_tab: 'retrying', dkt_page: '4', custpage_do: '' })).toEqual({ kind: 'redirect', page: 'operations', params: { dkt_source: 'shop', dkt_tab: 'retrying' } });
  });

  it('shows what a bulk action would do before anything is done', () => {
    const draft = draftOf(list({ custpage_do: 'redrive', custpage_over: 'marked' }));
    expect(draft.submit).toBe('Redrive 1 operation');
    expect(textsOf(draft)).toContain('Amount at risk: USD 110.00');
  });

  it('leaves out what changed since it was marked, and says so', () => {
    const draft = draftOf(list({ custpage_do: 'redrive', custpage_over: 'marked' }, contextFor('lead'), [{ operationId: 'op-1', seen: 2 }, { operationId: 'gone', seen: 1 }]));
    expect(draft.submit).toBeUndefined();
    expect(textsOf(draft)).toMatch(/Left out: Changed since you marked it[\s\S]*Left out: Not found/);
  });

  it('asks for marks where none are set, and for a role that may', () => {
    expect(textsOf(draftOf(list({ custpage_do: 'redrive', custpage_over: 'marked' }, contextFor('lead'), [])))).toContain('No line was marked');
    expect(textsOf(draftOf(list({ custpage_do: 'redrive' }, contextFor('viewer'))))).toContain('Your role does not do that');
  });

  it('turns the confirmation of marked lines into one action row', () => {
    const context = contextFor('lead');
    const confirm = draftOf(list({ custpage_do: 'redrive', custpage_over: 'marked' }, context));
    const answer = takePost('confirm', { fields: { ...postedBy(confirm), custpage_note: 'all of them' }, marked: [] }, context);
    expect(answer).toMatchObject({ kind: 'ask', page: 'result', action: { kind: 'bulk', subject: 'queue', args: { action: 'redrive', note: 'all of them', rows: [{ operationId: 'op-1', seen: 3 }] } } });
  });

  it('takes all that match only with their count keyed in', () => {
    const context = contextFor('lead');
    const confirm = draftOf(list({ custpage_do: 'redrive', custpage_over: 'matching', dkt_source: 'shop' }, context));
    const send = (typed: string) => takePost('confirm', { fields: { ...postedBy(confirm), custpage_typed: typed, custpage_note: 'n' }, marked: [] }, context);
    expect(textsOf(draftOf(send('55')))).toContain('Key in 56 to choose all of them.');
    expect(send('56')).toMatchObject({ kind: 'ask', action: { args: { count: 56, cutoffMs: NOW, filter: { source: 'shop', view: 'operations' } } } });
  });

  it('does nothing where the lines of a confirmation were changed by hand', () => {
    const context = contextFor('lead');
    const confirm = draftOf(list({ custpage_do: 'redrive', custpage_over: 'marked' }, context));
    const fields = { ...postedBy(confirm), custpage_rows: '[{"operationId":"op-9","seen":1}]', custpage_note: 'n' };
    expect(textsOf(draftOf(takePost('confirm', { fields, marked: [] }, context)))).toContain('Nothing was done');
  });
});

describe('the form of a request', () => {
  const decide = (kind: string, context: PageContext, note = '') => {
    const draft = shown({ page: 'request', number: 'rq-1' }, context);
    return takePost('request', { fields: { ...postedBy(draft), custpage_kind: kind, custpage_note: note }, marked: [] }, context);
  };

  it('lets another person approve', () => {
    expect(decide('approve', contextFor('approver'))).toMatchObject({ kind: 'ask', action: { kind: 'approve', subject: 'request', subjectId: 'rq-1', seen: 2 } });
  });

  it('is returned with a reason alone', () => {
    expect(textsOf(draftOf(decide('return', contextFor('approver'))))).toContain('say why');
    expect(decide('return', contextFor('approver'), 'no receipt')).toMatchObject({ kind: 'ask', action: { kind: 'return', args: { note: 'no receipt' } } });
  });

  it.each<[string, PageContext, string, readonly string[]]>([
    ['approved by one button, and returned by the form behind another', contextFor('approver'), 'Approve', ['custpage_step_return /page?page=request&number=rq-1&step=return']],
    ['withdrawn by who asked', contextFor('lead', { requests: { open: () => [], closed: () => [], one: () => requestTell({ asker: 7 }) } }), 'Withdraw', []],
    ['withdrawn by who asked while it is under way', contextFor('lead', { requests: { open: () => [], closed: () => [], one: () => requestTell({ asker: 7, state: 'approved' }) } }), 'Withdraw', []],
  ])('is %s', (_, context, submit, buttons) => {
    const draft = shown({ page: 'request', number: 'rq-1' }, context);
    expect([draft.submit, (draft.buttons ?? []).map(({ id, url }) => `${id} ${url}`)]).toEqual([submit, buttons]);
  });

  it('is returned on a form of its own, which asks for the note and comes back as it was when that is left out', () => {
    const context = contextFor('approver');
    const form = shown({ page: 'request', number: 'rq-1', step: 'return' }, context);
    expect([form.submit, form.title, form.buttons?.map(({ id }) => id), form.hidden?.['custpage_kind']]).toEqual(['Return', 'Return the request: Correct order SO-1', ['custpage_step_approve'], 'return']);
    expect(form.groups[0]?.fields[0]).toMatchObject({ id: 'custpage_note', mandatory: true });
    expect(draftOf(takePost('request', { fields: postedBy(form), marked: [] }, context))).toMatchObject({ submit: 'Return', banners: [{ kind: 'error' }] });
    expect(shown({ page: 'request', number: 'rq-1', step: 'withdraw' }, context).submit).toBe('Approve');
  });

  const field = { row: 'r1', line: '', label: 'trandate', editor: 'text', recordType: '', sent: '100.00', corrected: undefined, masked: false, needsApproval: true, required: true } as const;
  const edits = (changes: Partial<EditableField> | undefined, request: Partial<RequestTell> = {}) => {
    const context = contextFor('approver', { editable: () => (changes === undefined ? [] : [{ ...field, ...changes }]), requests: { open: () => [], closed: () => [], one: () => requestTell(request) } });
    const [table] = shown({ page: 'request', number: 'rq-1' }, context).tables ?? [];
    return table?.rows.map((row) => table.columns.map(({ label, id }) => `${label}: ${row[id] ?? ''}`).join(', '));
  };

  it.each<[string, ReturnType<typeof edits>, string]>([
    ['what was sent beside what it becomes', edits({}), 'Field: Date, Line: , Sent: 100.00, Becomes: 90.00'],
    ['an earlier correction that stands', edits({ corrected: '95.00' }), 'Field: Date, Line: , Sent: 100.00, Corrected before: 95.00, Becomes: 90.00'],
    ['no earlier correction once it is over: what stands then is its own', edits({ corrected: '90.00' }, { state: 'carried_out' }), 'Field: Date, Line: , Sent: 100.00, Becomes: 90.00'],
    ['nothing of a masked value but that there is one', edits({ masked: true, sent: '••••' }), 'Field: Date, Line: , Sent: ••••, Becomes: ••••'],
    ['nothing of a value whose field is not there any more', edits(undefined), 'Field: r1, Line: , Sent: cannot be read now, Becomes: ••••'],
  ])('shows %s', (_, rows, told) => {
    expect(rows).toEqual([told]);
  });

  it('offers its asker to withdraw it, never to approve it', () => {
    const own = contextFor('approver', { requests: { open: () => [], closed: () => [], one: () => requestTell({ asker: 7 }) } });
    expect(textsOf(shown({ page: 'request', number: 'rq-1' }, own))).toContain('Nobody approves their own request');
    expect(textsOf(draftOf(decide('approve', own)))).toContain('not yours to decide');
    expect(decide('withdraw', own)).toMatchObject({ kind: 'ask', action: { kind: 'withdraw' } });
  });

  it('offers nothing to who may not approve it', () => {
    expect(shown({ page: 'request', number: 'rq-1' }, contextFor('reviewer'))).not.toHaveProperty('submit');
  });
});

describe('the form of an edit', () => {
  const field = (index: number): EditableField => ({ row: `r${String(index)}`, line: '', label: 'memo', editor: 'text', recordType: '', sent: 'a', corrected: index === 0 ? 'b' : undefined, masked: false, needsApproval: false, required: false });
  const formOf = (count: number) => textsOf(shown({ page: 'act', kind: 'edit', operation: 'op-1' }, contextFor('reviewer', { editable: () => Array.from({ length: count }, (_, index) => field(index)) })));

  it('says how many fields it leaves out', () => {
    expect(formOf(40)).not.toContain('Not all fields');
    expect(formOf(63)).toContain('Not all fields: These are the first 40 of 63 fields');
    expect(formOf(63).match(/Memo, instead/g)).toHaveLength(40);
  });

  it('shows the earlier correction of a field beside what was sent', () => {
    expect(formOf(2)).toContain('Memo, sent: a\nMemo, corrected before: b\nMemo, instead');
    expect(formOf(2).match(/corrected before/g)).toHaveLength(1);
  });
});

describe('what waits for approval', () => {
  const bulk = { kind: 'bulk', subject: '', plan: '{}', rows: 60 } as const;
  it.each<[string, readonly RequestTell[], readonly string[]]>([
    ['corrections are counted by their operations', [requestTell()], ['0 operations']],
    ['bulk actions are counted by their requests, and lead to them', [requestTell(bulk), requestTell({ ...bulk, number: 'rq-2', rows: 55 })], ['0 operations', '2 requests, 115 operations']],
    ['a job that is under way waits for nobody', [requestTell({ ...bulk, state: 'approved' })], ['0 operations']],
  ])('%s', (_, open, texts) => {
    for (const page of ['queue', 'operations']) {
      const views = shown({ page }, contextFor('lead', { requests: { open: () => open, closed: () => [], one: () => undefined } })).groups.find(({ id }) => id === 'custpage_views')?.fields ?? [];
      expect(views.filter(({ id }) => /_(waiting_approval|bulk)$/.test(id)).map((one) => (one.kind === 'link' ? one.text : ''))).toEqual(texts);
    }
  });
});

it.each(['cause', 'operation', 'health', 'result', 'requests', 'export'] as const)('the page %s takes no post', (page) => {
  expect(textsOf(draftOf(takePost(page, { fields: {}, marked: [] }, contextFor('admin'))))).toContain('Nothing was done');
});
