import fc from 'fast-check';
import { causeFingerprint, conditionDuty, dutyOf, failureFingerprint, FINGERPRINT_VERSION, failureOf, normalisedValue, shownValue } from '../../../src/domain/cause';
import type { FailureSignature } from '../../../src/domain/cause';
import type { Outcome } from '../../../src/domain/outcome';
import type { Verdict, VerdictKind } from '../../../src/domain/ownership';
import { problemOf } from '../../../src/domain/reasons';
import type { MissingReference, ReasonCode } from '../../../src/domain/reasons';
import type { OperationState } from '../../../src/domain/states';
import { sha256 } from '../../support/builders';

const SIGNATURE: FailureSignature = { source: 'shop', documentType: 'order', reason: 'reference_not_found', pointer: '/lines/0/sku', observed: '', stands: false };

const customer = (value: string): MissingReference => ({ by: 'field', record: 'customer', name: 'entityid', value });

const verdict = (kind: VerdictKind, path: string): Verdict => ({ path, field: 'memo', verdict: kind, owner: 'netsuite', decision: 'D-0001' });

const outcome = (state: OperationState, reason?: ReasonCode, verdicts: readonly Verdict[] = []): Outcome => ({
  state, result: null, verdicts, problem: reason === undefined ? null : problemOf(reason, 'why', [{ pointer: '/a', code: reason, message: 'm' }], { name: 'INVALID_KEY_OR_REF', message: 'x' }), mapVersion: 'v1',
});

describe('the fingerprint of a cause', () => {
  it('is the same for every line of a sublist', () => {
    expect(failureFingerprint({ ...SIGNATURE, pointer: '/lines/12/sku' }, sha256)).toBe(failureFingerprint(SIGNATURE, sha256));
    expect(failureFingerprint({ ...SIGNATURE, pointer: '/lines/12' }, sha256)).toBe(failureFingerprint({ ...SIGNATURE, pointer: '/lines/3' }, sha256));
    expect(failureFingerprint({ ...SIGNATURE, pointer: '/lines/4x/sku' }, sha256)).not.toBe(failureFingerprint(SIGNATURE, sha256));
  });

  it.each<[string, Partial<FailureSignature>]>([
    ['source', { source: 'other' }], ['document type', { documentType: 'refund' }], ['reason', { reason: 'value_invalid' }], ['place', { pointer: '/lines/0/price' }],
    ['error that was observed', { observed: 'USER_ERROR' }], ['standing of its record', { stands: true }],
  ])('differs by %s', (_name, changes) => {
    expect(failureFingerprint({ ...SIGNATURE, ...changes }, sha256)).not.toBe(failureFingerprint(SIGNATURE, sha256));
  });

  it.each<[string, MissingReference, boolean]>([
    ['another value', customer('BIRCH'), false], ['the value written with other white space', customer(' ACME\u00a0 EU\n'), true], ['the value in another case', customer('acme EU'), false],
    ['another record type', { ...customer('ACME EU'), record: 'vendor' }, false], ['another field', { ...customer('ACME EU'), name: 'email' }, false], ['another way of looking', { ...customer('ACME EU'), by: 'value_map' }, false],
  ])('of a missing record is of that record: %s', (_name, missing, same) => {
    const fingerprint = (one: MissingReference) => failureFingerprint({ ...SIGNATURE, missing: one }, sha256);
    expect(fingerprint(missing) === fingerprint(customer('ACME EU'))).toBe(same);
  });

  it('of a record that the document embeds is of the place alone', () => {
    expect(failureFingerprint({ ...SIGNATURE, missing: customer('') }, sha256)).toBe(failureFingerprint(SIGNATURE, sha256));
  });

  it('never mixes up two lists of parts', () => {
    const parts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 });
    fc.assert(fc.property(parts, parts, (a, b) => {
      expect(causeFingerprint('failure', a, sha256) === causeFingerprint('failure', b, sha256)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }));
  });
});

describe('what an outcome has in common with others', () => {
  it('of an operation that rests with a person is its first problem', () => {
    expect(failureOf('shop', 'order', outcome('needs_review', 'netsuite_reference'))).toEqual({ source: 'shop', documentType: 'order', reason: 'netsuite_reference', pointer: '/a', observed: 'INVALID_KEY_OR_REF', stands: false });
  });

  it('of fields that the rule says to drop is nothing: nobody need act', () => {
    expect(failureOf('shop', 'order', outcome('partly_applied', undefined, [verdict('conflict', '/y')]))).toBeUndefined();
  });

  it.each<OperationState>(['applied', 'unchanged', 'partly_applied'])('of a record that came out otherwise is its difference, though the operation is %s', (state) => {
    expect(failureOf('shop', 'order', outcome(state, 'saved_total_differs'))).toMatchObject({ reason: 'saved_total_differs', pointer: '/a', stands: true });
    expect(failureOf('shop', 'order', outcome(state))).toBeUndefined();
  });

  it('without an observed error or a place is told without them', () => {
    expect(failureOf('shop', 'order', { ...outcome('needs_review'), problem: problemOf('parked_too_long', 'x') })).toMatchObject({ reason: 'parked_too_long', pointer: '', observed: '' });
    expect(failureOf('shop', 'order', outcome('needs_review'))).toBeUndefined();
  });

  it.each<OperationState>(['accepted', 'parked', 'retry_scheduled', 'unknown', 'refused', 'superseded', 'withdrawn'])('is nothing where the operation is %s', (state) => {
    expect(failureOf('shop', 'order', outcome(state, 'refused_by_rule'))).toBeUndefined();
  });
});

describe('the duty of a cause', () => {
  it.each<[ReasonCode, string, number]>([
    ['reference_not_found', 'finance', 24], ['netsuite_permission', 'admin', 4], ['attempts_exhausted', 'admin', 8], ['period_closed', 'controller', 24],
  ])('of %s is %s\'s, within %i hours', (reason, whoActs, hours) => {
    expect(dutyOf(reason, 1000)).toEqual({ whoActs, dueMs: 1000 + hours * 3_600_000 });
  });

  it.each([['row_damaged', 8], ['foreign_account', 72], ['platform_failure', 24], ['absence', 4], ['settings', 4]] as const)('of the condition %s is the administrator\'s, within %i hours', (condition, hours) => {
    expect(conditionDuty(condition, 0)).toEqual({ whoActs: 'admin', dueMs: hours * 3_600_000 });
  });
});

describe('a value that had no match', () => {
  it('is shown bounded, in one line and without the name in an address', () => {
    expect(shownValue(undefined)).toBe('');
    expect(shownValue(customer('KIT-9'))).toBe('KIT-9');
    expect(shownValue(customer('ada.lovelace@example.com'))).toBe('a…@example.com');
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (value) => {
      const shown = shownValue(customer(value));
      expect([...shown].length).toBeLessThanOrEqual(100);
      expect(shown).not.toMatch(/[\p{Cc}\r\n\t]/u);
    }));
  });

  it('has one way of writing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (value) => {
      expect(normalisedValue(normalisedValue(value))).toBe(normalisedValue(value));
      expect(normalisedValue(` \t${value}\u200b `)).toBe(normalisedValue(value));
    }));
  });
});

it('what an outcome has in common with others names the record that is missing', () => {
  const missing = customer('ACME-EU');
  const problem = problemOf('reference_not_found', 'why', [{ pointer: '/customer', code: 'reference_not_found', message: 'm', missing }]);
  expect(failureOf('shop', 'order', { state: 'needs_review', result: null, verdicts: [], problem, mapVersion: 'v1' })).toMatchObject({ missing });
});

it('the way in which fingerprints are made is part of them, so that a later way makes new causes', () => {
  const signature: FailureSignature = { source: 'shop', documentType: 'order', reason: 'value_empty', pointer: '/note', observed: '', stands: false };
  expect(failureFingerprint(signature, (text) => text)).toBe(`cause\n["failure","v${String(FINGERPRINT_VERSION)}","shop","order","value_empty","/note",""]`);
  expect(FINGERPRINT_VERSION).toBe(2);
});
