import { createHash } from 'node:crypto';

import type { ActionTell, RequestTell } from '../../../src/application/review/desk-port';
import type { CauseRow, HealthView, OperationDetail, OperationRow, Page, PageTotals, QueueCounts, ReviewQueue } from '../../../src/application/review/review-port';
import { capabilitiesOf } from '../../../src/domain/review/capability';
import type { ReviewRole, Viewer } from '../../../src/domain/review/capability';
import { clickToken, judgeToken } from '../../../src/domain/review/click-token';
import type { LinkTo } from '../../../src/pages/address';
import type { FieldDraft, PageDraft } from '../../../src/pages/draft';
import type { FormSubject, PageContext } from '../../../src/pages/page-context';
import type { Words } from '../../../src/pages/words';

export const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const words: Words = {
  moment: (epochMs) => new Date(epochMs).toISOString().slice(0, 16), date: (date) => date, money: (amount, currency) => `${currency} ${amount}`,
  dateFrom: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined), startOf: (date) => Date.parse(`${date}T00:00:00Z`),
};

export const link: LinkTo = (page, params = {}) => `/page?${new URLSearchParams(Object.entries<string>({ page, ...params }).filter(([, value]) => value !== '')).toString()}`;

export const viewer = (role: ReviewRole, userId = 7): Viewer => ({ userId, name: 'A. Lee', roleId: `customrole_dkt_${role}`, role, capabilities: capabilitiesOf(role), subsidiaries: 'all' });

export const operationRow = (changes: Partial<OperationRow> = {}): OperationRow => ({
  internalId: 11, operationId: 'op-1', source: 'shop', documentType: 'order', state: 'needs_review', documentNumber: 'SO-1', documentDate: '2026-11-20', party: 'Wren', money: { amount: '100.00', currency: 'EUR' },
  atRisk: '110.00', subsidiary: 1, subsidiaryName: 'Parent', reason: 'reference_not_found', reasonClass: 'data', reasonTitle: 'The document names a record that NetSuite does not have', missingValue: 'ACME-EU', waitsFor: '', cause: 'c'.repeat(64),
  owner: undefined, ownerName: '', receivedMs: NOW - 5 * HOUR, settledMs: undefined, due: { dueMs: NOW + HOUR, state: 'today' }, snoozedUntilMs: undefined, attempts: 1, mostAttempts: 9, nextAttemptMs: undefined,
  target: undefined, head: 3, ...changes,
});

export const causeRow = (changes: Partial<CauseRow> = {}): CauseRow => ({
  internalId: 21, fingerprint: 'c'.repeat(64), kind: 'failure', source: 'shop', documentType: 'order', reason: 'reference_not_found', title: 'Customer "acme" is not there', text: 'Map it.', whoActs: 'finance', subject: 'op-1',
  state: 'new', cameBack: false, resolvedTimes: 0, resolvedMs: undefined, owner: undefined, ownerName: '', due: { dueMs: NOW - HOUR, state: 'late' }, snoozedUntilMs: undefined, openedMs: NOW - 9 * HOUR, notes: '', items: 31,
  atRisk: '81220.00', atRiskUnknown: 2, oldestMs: NOW - 80 * HOUR, nextAttemptMs: undefined, missingValue: 'acme', version: 'v1', ...changes,
});

export const healthView = (changes: Partial<HealthView> = {}): HealthView => ({
  account: 'TST1', production: false, open: 2, late: 1, oldestMs: NOW - HOUR, atRisk: '110.00', atRiskUnknown: 0, baseCurrency: 'USD', retriesDueInHour: 0, appliedToday: 4, duplicatesStoppedToday: 0, heartbeatAgeMs: 60_000,
  nextSweepMs: NOW + HOUR, stale: false, intakeOpen: true, pausedSources: [], pausedWork: [], breakers: [], copy: { is: false, of: '', open: 0 },
  history: { verifiedMs: NOW - HOUR, rows: 500, findings: 0, underWay: false, seal: 3, sealMs: NOW - HOUR, sentOut: 3 }, nowMs: NOW, ...changes,
});

export const detail = (changes: Partial<OperationDetail> = {}): OperationDetail => ({
  row: operationRow(), cause: causeRow(),
  summary: { sentence: 'Not applied.', why: 'No match.', changed: 'Nothing was changed in NetSuite.', whatToDo: 'Map it.', whoActs: 'finance', retry: 'useless_until_fixed', retryWords: 'Only once it is fixed' },
  compare: [], compareNote: '', period: undefined, attempts: [], related: [], decisions: [], technical: undefined, actions: [], ...changes,
});

export const requestTell = (changes: Partial<RequestTell> = {}): RequestTell => ({
  internalId: 31, number: 'rq-1', kind: 'correction', subject: 'op-1', title: 'Correct order SO-1', state: 'asked', asker: 8, askerName: 'J. Roy', approver: 0, approverName: '', needs: 'approve_money_edit', amount: '110.00', rows: 1,
  reason: 'source_error', note: 'Wrong total', plan: '{"edits":[{"row":"r1","line":"","value":{"kind":"text","text":"90.00"}}]}', progress: '', result: '', planHash: 'f'.repeat(64), askedMs: NOW, expiresMs: NOW + 24 * HOUR,
  decidedMs: 0, closedMs: 0, head: 2, ...changes,
});

const totals = (count: number): PageTotals => ({ count, atRisk: '110.00', unknown: 0, byCurrency: [{ currency: 'EUR', amount: '100.00' }] });

export const pageOf = <T>(rows: readonly T[], count = rows.length): Page<T> => ({ rows, page: 1, pages: Math.max(1, Math.ceil(count / 50)), totals: totals(count), pageTotals: totals(rows.length), baseCurrency: 'USD' });

const counts: QueueCounts = { open: 2, retrying: 1, waitingApproval: 0, snoozed: 0, late: 1, atRisk: '110.00', atRiskUnknown: 0, baseCurrency: 'USD', oldestMs: NOW - HOUR };

export const queueWith = (changes: Partial<ReviewQueue> = {}): ReviewQueue => ({
  counts: () => counts, causes: () => pageOf([causeRow()]), cause: () => causeRow(), operations: () => pageOf([operationRow()]), allCauses: () => pageOf([causeRow()]), allOperations: () => pageOf([operationRow()]), totals: () => totals(56), idsMatching: () => ['op-1'], rowsOf: () => [operationRow()],
  operation: () => detail(), ownership: () => undefined, health: () => healthView(), ...changes,
});

/** A page's surroundings; what people asked for before is `tells` by click. */
export function contextFor(role: ReviewRole, changes: Partial<PageContext> & { readonly tells?: Readonly<Record<string, ActionTell>>; readonly secret?: string } = {}): PageContext {
  const { tells = {}, secret = 's'.repeat(64), ...rest } = changes;
  const who = rest.viewer ?? viewer(role);
  const binding = ({ page, subject, version }: FormSubject) => ({ userId: who.userId, role: who.role, page, subject, version });
  return {
    viewer: who, queue: queueWith(), desk: { tell: (click) => tells[click] }, requests: { open: () => [requestTell()], closed: () => [], one: () => requestTell() }, decisions: { list: () => [], one: () => undefined },
    choices: () => ({ sources: ['shop'], documentTypes: ['order'], subsidiaries: [{ id: 1, name: 'Parent' }], targetTypes: ['salesorder'] }), editable: () => [], missing: () => undefined, evidence: () => '{}', rollback: () => ({ kind: 'nothing' }), close: { periods: () => [], after: () => undefined, buckets: () => undefined, view: () => undefined }, closeEvidence: { of: () => [], text: () => undefined }, closePack: () => '{}', health: healthView(), words, link,
    recordLink: (recordType, internalId) => `/record/${recordType}/${String(internalId)}`, nowMs: NOW,
    tokenFor: (form) => clickToken(binding(form), { click: CLICK, nowMs: NOW }, { secret, sha256 }), judge: (token, form) => judgeToken(token, binding(form), NOW, { secret, sha256 }), refusalOf: () => '', ...rest,
  };
}

export const CLICK = '0123456789abcdef0123456789abcdef';

/** Everything of a page that a person reads. */
export function textsOf(draft: PageDraft): string {
  const field = (one: FieldDraft) => `${one.label}: ${one.kind === 'link' ? one.text : String(one.value)}`;
  return [
    draft.title, ...draft.banners.map(({ title, text }) => `${title}. ${text}`), ...draft.links.map(({ title }) => title), draft.submit ?? '', ...draft.groups.flatMap(({ fields }) => fields.map(field)),
    ...(draft.tables ?? []).flatMap(({ label, rows }) => [label, ...rows.flatMap((row) => Object.values(row))]),
  ].join('\n');
}

/** What a browser posts when it sends this page as it is. */
export function postedBy(draft: PageDraft): Readonly<Record<string, string>> {
  const fields = draft.groups.flatMap(({ fields: all }) => all.map((one): readonly [string, string] => [one.id, one.kind === 'link' ? one.url : one.kind === 'check' ? (one.value ? 'T' : 'F') : one.value]));
  return { ...Object.fromEntries(fields), ...draft.hidden };
}
