import { observedProblem } from '../../../src/application/observed-problem';
import type { Reading } from '../../../src/application/progress';
import { validate } from '../../../src/application/validate';
import type { ObservedError } from '../../../src/domain/observed-error';
import { queryKey, VALUE_MAP_RECORD } from '../../../src/domain/references';
import type { ReferenceMatch } from '../../../src/domain/references';
import type { ReferenceNeed } from '../../../src/domain/transform';
import { row } from '../../support/builders';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { call, openShop, order, post, settleByTime } from '../../support/fakes/shop';

const GONE: ObservedError = { name: 'RCRD_DSNT_EXIST', message: 'That record does not exist.' };
const DENIED: ObservedError = { name: 'INSUFFICIENT_PERMISSION', message: 'Permission Violation' };
const BUSY: ObservedError = { name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request Limit Exceeded!' };

const patchOf = (account: FakeAccount, key: string) => [...account.operations.rows.values()].find(({ document }) => document.idempotencyKey === key)?.patch;
const invalid = (id: number | undefined, more = '.'): ObservedError => ({ name: 'INVALID_KEY_OR_REF', message: `Invalid item reference key ${String(id)}${more}` });

/** A shop with the customer there, so that the next save is the order's. */
function shop(): FakeAccount {
  const account = openShop();
  account.ledger.seed('customer', {}, { externalId: 'shop_customer_7' });
  return account;
}

const second = () => call('k2', order({ version: 2, note: 'second' }));

/** A shop whose order was applied; the next load of it is refused. */
function shopRefusing(error: ObservedError): FakeAccount {
  const account = shop();
  post(account, call('k1'));
  account.ledger.nextLoad = error;
  return account;
}

describe('a record that the look-up saw and NetSuite does not give out', () => {
  it('is told as a permission that is missing, for a person, with nothing written', () => {
    const account = shopRefusing(GONE);
    const reply = post(account, second());
    expect(reply).toMatchObject({ custody: true, outcome: 'needs_review', problem: { code: 'netsuite_permission_hidden', class: 'permission', whoActs: 'admin', observed: GONE } });
    expect(reply?.problem?.detail).toMatch(/^The salesorder \d+ is there, for the look-up saw it; .* RCRD_DSNT_EXIST: That record does not exist\.$/);
    expect(patchOf(account, 'k2')).toMatchObject({ observed: GONE, dueMs: null });
    expect(account.ledger.records.find(({ type }) => type === 'salesorder')?.body.get('memo')).toBe('first');
    expect(brokenRules(account)).toEqual([]);
  });

  it('is never tried again by the sweep, which may do more', () => {
    const account = shopRefusing(DENIED);
    expect(post(account, second())).toMatchObject({ outcome: 'needs_review', problem: { code: 'netsuite_permission' } });
    settleByTime(account);
    expect(patchOf(account, 'k2')?.state).toBe('needs_review');
  });

  it('is gone where NetSuite says that it was deleted since', () => {
    const account = shopRefusing({ name: 'RCRD_DELETED_SINCE_RETRIEVED', message: 'This record was deleted after you retrieved it.' });
    expect(post(account, second())).toMatchObject({ outcome: 'needs_review', problem: { code: 'netsuite_record_gone' } });
  });

  it('is tried again where that heals by itself', () => {
    const account = shopRefusing(BUSY);
    expect(post(account, second())).toMatchObject({ outcome: 'retry_scheduled', problem: { code: 'netsuite_busy', observed: BUSY }, retryAfterSeconds: 900 });
    settleByTime(account);
    expect(patchOf(account, 'k2')?.state).toBe('applied');
    expect(brokenRules(account)).toEqual([]);
  });

  it.each([[GONE, 'needs_review', 'netsuite_permission_hidden'], [BUSY, 'retry_scheduled', 'netsuite_busy']] as const)('is foreseen by validate: %j', (error, outcome, code) => {
    const account = shopRefusing(error);
    const { idempotencyKey: _key, ...body } = { ...second(), idempotencyKey: 'k2' };
    expect(validate({ ...body, idempotencyKey: 'k2' }, account.ports())).toMatchObject({ outcome, problem: { code } });
  });
});

describe('a reference that NetSuite does not take', () => {
  it.each(['refused', 'threw'] as const)('and that the look-up saw is told as a permission that is missing, with its place: %s', (kind) => {
    const account = shop();
    const seen = account.ledger.records.find(({ body }) => body.get('itemid') === 'B')?.internalId;
    account.ledger.nextSave = { kind, error: invalid(seen) };
    post(account, call('k'));
    settleByTime(account);
    expect(patchOf(account, 'k')).toMatchObject({ state: 'needs_review', problem: { code: 'netsuite_permission_hidden', detail: expect.stringContaining(`The item ${String(seen)} is there`) as string } });
    expect(patchOf(account, 'k')?.problem?.errors[0]).toMatchObject({ pointer: '/lines/0/sku', field: 'item' });
  });

  it('and that a rule brings is known by its record type', () => {
    const account = shop();
    const customer = account.ledger.records.find(({ type }) => type === 'customer')?.internalId;
    account.ledger.nextSave = { kind: 'refused', error: { name: 'INVALID_KEY_OR_REF', message: `Invalid entity reference key ${String(customer)}.` } };
    expect(post(account, call('k'))).toMatchObject({ problem: { code: 'netsuite_permission_hidden', errors: [{ pointer: '/customer', field: 'entity' }] } });
  });

  it.each([[invalid(999_999), 'netsuite_reference'], [invalid(101, ' for subsidiary 2.'), 'netsuite_subsidiary'], [{ name: 'INVALID_KEY_OR_REF', message: 'Invalid department reference key 101.' }, 'netsuite_reference']])(
    'and that nothing was seen of is data: %j is %s',
    (error, code) => {
      const account = shop();
      account.ledger.nextSave = { kind: 'refused', error };
      expect(post(account, call('k'))).toMatchObject({ outcome: 'needs_review', problem: { code, class: 'data' } });
    },
  );
});

/** What is known when an invoice is made from an order, or with a department of the value map. */
function readingOf(need: ReferenceNeed, key: string, match: ReferenceMatch, as: 'source' | 'field'): Reading {
  const body = as === 'field' ? [{ row: row({ target: 'department' }), proposal: { kind: 'reference', need }, pointer: '/team', whenEmpty: 'keep' }] : [];
  return {
    mapped: { body, lines: [], from: as === 'source' ? need : undefined }, context: { map: { rule: { target: 'invoice' } } },
    facts: { target: undefined, references: new Map([[key, [match]]]) },
  } as unknown as Reading;
}

describe('a record that a new one is made from', () => {
  const need: ReferenceNeed = { by: 'field', record: 'salesorder', field: 'tranid', value: 'SO1', pointer: '/order' };
  const key = queryKey({ record: 'salesorder', field: 'tranid', value: 'SO1' });

  it('and that the look-up saw is not gone: the role may not use it', () => {
    expect(observedProblem(readingOf(need, key, { internalId: 9, inactive: false }, 'source'), GONE)).toMatchObject({ code: 'netsuite_permission_hidden', detail: expect.stringMatching(/^The salesorder 9 is there/) as string });
  });

  it('is gone where the look-up saw nothing of it, or nothing active', () => {
    expect(observedProblem(readingOf(need, 'other', { internalId: 9, inactive: false }, 'source'), GONE).code).toBe('netsuite_record_gone');
    expect(observedProblem(readingOf(need, key, { internalId: 9, inactive: true }, 'source'), GONE).code).toBe('netsuite_record_gone');
  });
});

describe('a record that the value map names', () => {
  const error: ObservedError = { name: 'INVALID_KEY_OR_REF', message: 'Invalid department reference key 3.' };
  const need: ReferenceNeed = { by: 'value_map', map: 'teams', value: 'north', record: 'department', pointer: '/team' };
  const match: ReferenceMatch = { internalId: 3, inactive: false, mapped: { record: 'department', id: 3, value: '' } };
  const key = queryKey({ record: VALUE_MAP_RECORD, field: 'externalid', value: 'vm-1' });

  it('was not looked at itself, so that nothing is said of a permission', () => {
    expect(observedProblem(readingOf(need, key, match, 'field'), error)).toMatchObject({ code: 'netsuite_reference', errors: [{ pointer: '/team', field: 'department' }] });
  });
});

it("a customer's own words stand on the reply, the row and the event, and on a repeat's answer", () => {
  const account = shop();
  account.configuration.overrides = [{ code: 'netsuite_value_missing', title: 'Ask the cost centre team', who: 'controller' }, { code: 'effect_unknown', whatToDo: 'Have a tea.' }];
  account.ledger.nextSave = { kind: 'threw', error: { name: 'USER_ERROR', message: 'Please enter value(s) for: Department' } };
  expect(post(account, call('k'))?.problem).toMatchObject({ code: 'effect_unknown', whatToDo: 'Have a tea.' });
  expect(post(account, call('k'))).toMatchObject({ replayed: true, problem: { code: 'effect_unknown', whatToDo: 'Have a tea.', observed: { name: 'USER_ERROR' } } });
  settleByTime(account);
  const own = { code: 'netsuite_value_missing', class: 'data', status: 422, title: 'Ask the cost centre team', whoActs: 'controller', errors: [{ pointer: '', field: 'Department' }] };
  expect(patchOf(account, 'k')?.problem).toMatchObject(own);
  expect(post(account, call('k'))).toMatchObject({ replayed: true, outcome: 'needs_review', problem: own });
});
