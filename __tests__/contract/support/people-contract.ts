import { newRequest } from '../../../src/domain/review/request';
import type { ReviewRequest } from '../../../src/domain/review/request';
import { sha256 } from '../../support/builders';
import type { ContractSubject } from './subject';

const NOW = Date.UTC(2026, 10, 23, 12);
const HEAD = { number: 1, hash: sha256('1') };

/** What people promise: rights by role and setting, never more than a setting that can be read gives. */
export function peopleContract(open: () => ContractSubject): void {
  it('the shipped roles have their profile, and another role has none', () => {
    const { ports: { people }, person } = open();
    const lead = people.viewer({ userId: person, role: 'CUSTOMROLE_DKT_LEAD' });
    expect(lead).toMatchObject({ userId: person, roleId: 'customrole_dkt_lead', role: 'lead', subsidiaries: 'all' });
    expect([lead?.capabilities.has('close_medium'), lead?.capabilities.has('close_any'), (lead?.name ?? '') !== '']).toEqual([true, false, true]);
    expect(people.viewer({ userId: person, role: 'customrole_stranger' })).toBeUndefined();
  });

  it('a setting gives a role of the account a profile, and no shipped one another', () => {
    const subject = open();
    subject.seedSetting('review:roles', '{"customrole_ar_clerk": "reviewer", "customrole_dkt_viewer": "approver"}');
    const roleOf = (role: string) => subject.ports.people.viewer({ userId: subject.person, role })?.role;
    expect(['customrole_ar_clerk', 'customrole_dkt_viewer', 'customrole_else'].map(roleOf)).toEqual(['reviewer', 'viewer', undefined]);
  });

  it('a reviewer sees their own subsidiary, and those that a setting adds', () => {
    const subject = open();
    const seen = () => subject.ports.people.viewer({ userId: subject.person, role: 'customrole_dkt_reviewer' })?.subsidiaries;
    const own = seen();
    expect(own).toEqual([expect.any(Number)]);
    subject.seedSetting('review:subsidiaries', '{"customrole_dkt_reviewer": [997, 998]}');
    expect(seen()).toEqual([own?.[0], 997, 998]);
  });

  it('limits are those of the setting, and the defaults where it says none that can be read', () => {
    const subject = open();
    expect(subject.ports.people.limits()).toEqual({ small: '5000', medium: '50000', bulkRows: 50, bulkAmount: '100000' });
    subject.seedSetting('review:limits', '{"small": "10", "medium": "much", "bulkRows": 3}');
    expect(subject.ports.people.limits()).toEqual({ small: '10', medium: '50000', bulkRows: 3, bulkAmount: '100000' });
  });
}

/** What requests promise. */
export function requestsContract(open: () => ContractSubject): void {
  const requestOf = (person: number, changes: Partial<ReviewRequest> = {}): ReviewRequest => newRequest({
    number: 'rq-1', kind: 'correction', subject: sha256('op'), title: 'Correct order SO-1', plan: '{"a":"\\u00fc"}', judgedOn: 'needs_review:x', asker: person, askerRole: 'customrole_dkt_reviewer', editors: [], needs: 'approve_money_edit',
    amount: '110.00', rows: 1, reason: 'source_error', note: 'Wrong total, Zürich', askedMs: NOW, ...changes,
  }, sha256);

  it('a request is there as it was asked for, once, and no other is', () => {
    const { ports: { requests }, person } = open();
    const asked = requestOf(person);
    expect(requests.load('rq-1')).toBeUndefined();
    requests.add(asked, HEAD);
    requests.add({ ...asked, title: 'Another' }, HEAD);
    expect(requests.load('rq-1')).toEqual({ ...asked, internalId: expect.any(Number) as number, head: HEAD });
    expect(requests.load('rq-2')).toBeUndefined();
  });

  it('what is changed is changed, and what is not named stays', () => {
    const { ports: { requests }, person } = open();
    requests.add(requestOf(person, { needs: '' }), HEAD);
    const internalId = requests.load('rq-1')?.internalId ?? 0;
    requests.change(internalId, { progress: '{"done":50}', result: '50 done' });
    expect(requests.load('rq-1')).toMatchObject({ state: 'approved', progress: '{"done":50}', result: '50 done', head: HEAD });
    requests.change(internalId, { state: 'carried_out', closedMs: NOW + 1, head: { number: 2, hash: sha256('2') } });
    expect(requests.load('rq-1')).toMatchObject({ state: 'carried_out', closedMs: NOW + 1, progress: '{"done":50}', head: { number: 2, hash: sha256('2') } });
  });

  it('open ones are those that wait or are carried out, the oldest first', () => {
    const { ports: { requests }, person } = open();
    for (const [number, changes] of Object.entries({ 'rq-1': {}, 'rq-2': { needs: '', kind: 'bulk' }, 'rq-3': { kind: 'resolution' } } as const)) requests.add(requestOf(person, { ...changes, number }), HEAD);
    requests.change(requests.load('rq-1')?.internalId ?? 0, { state: 'returned', closedMs: NOW });
    expect(requests.open()).toEqual([{ number: 'rq-2', kind: 'bulk', state: 'approved' }, { number: 'rq-3', kind: 'resolution', state: 'asked' }]);
  });
}

/** What records made by hand promise to say of themselves. */
export function linkedContract(open: () => ContractSubject): void {
  it('a customer says under which names it is known, and no total', () => {
    const subject = open();
    const internalId = subject.seedCustomer({ externalId: 'wren', email: 'wren@example.com' });
    const linked = subject.ports.seen.linked('customer', internalId);
    expect(linked).toMatchObject({ recordType: 'customer', total: undefined, currency: '', subsidiary: expect.any(Number) as number });
    expect(linked?.party).toEqual(expect.arrayContaining(['wren', 'wren@example.com']));
  });

  it('what is not there, or of no type that documents become, says nothing', () => {
    const { ports: { seen } } = open();
    expect([seen.linked('customer', 999_999), seen.linked('salesorder', 999_999), seen.linked('employee', 1)].every((linked) => linked === undefined || linked.party.length === 0)).toBe(true);
  });
}
