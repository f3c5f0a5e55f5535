import { capabilitiesOf } from '../../../../src/domain/review/capability';
import type { ReviewRole } from '../../../../src/domain/review/capability';
import { offeredForCause, offeredForOperation } from '../../../../src/domain/review/offered-actions';
import type { OfferedForCause } from '../../../../src/domain/review/offered-actions';
import { STATES } from '../../../../src/domain/states';
import type { OperationState } from '../../../../src/domain/states';

const as = (role: ReviewRole) => ({ capabilities: capabilitiesOf(role) });
const operation = (state: OperationState, other: { readonly snoozed?: boolean; readonly missesReference?: boolean } = {}) => ({ state, snoozed: false, missesReference: false, ...other });
const cause = (other: Partial<OfferedForCause> = {}): OfferedForCause => ({ state: 'new', items: 3, missesReference: false, ...other });

describe('actions that are offered for an operation', () => {
  it('are none for who only looks', () => {
    for (const state of STATES) expect(offeredForOperation(operation(state, { missesReference: true }), as('viewer'))).toEqual([]);
  });

  it.each<[OperationState, readonly string[]]>([
    ['needs_review', ['edit', 'redrive', 'resolve_elsewhere', 'assign', 'snooze', 'escalate', 'note', 'discard']],
    ['retry_scheduled', ['edit', 'redrive', 'cancel_retry', 'resolve_elsewhere', 'assign', 'escalate', 'note', 'discard']],
    ['discarded', ['reopen']],
    ['refused', ['reopen']],
    ['applied', []],
    ['unknown', ['assign', 'escalate', 'note']],
  ])('fit %s', (state, expected) => {
    expect(offeredForOperation(operation(state), as('reviewer'))).toEqual(expected);
  });

  it('choose a record only where a value has no match', () => {
    expect(offeredForOperation(operation('needs_review', { missesReference: true }), as('reviewer'))[0]).toBe('choose_reference');
    expect(offeredForOperation(operation('applied', { missesReference: true }), as('reviewer'))).toEqual([]);
  });

  it('wake what is snoozed and snooze what is not', () => {
    expect(offeredForOperation(operation('needs_review', { snoozed: true }), as('lead'))).toContain('wake');
    expect(offeredForOperation(operation('needs_review', { snoozed: true }), as('lead'))).not.toContain('snooze');
    expect(offeredForOperation(operation('parked', { snoozed: true }), as('lead'))).not.toContain('wake');
  });
});

describe('actions that are offered for a cause', () => {
  it.each<[string, Partial<OfferedForCause>, readonly string[]]>([
    ['a new one', {}, ['release', 'acknowledge', 'start_work', 'assign', 'snooze', 'escalate', 'note', 'resolve']],
    ['one that was acknowledged', { state: 'acknowledged' }, ['release', 'start_work', 'assign', 'snooze', 'escalate', 'note', 'resolve']],
    ['one that is snoozed', { state: 'snoozed' }, ['release', 'assign', 'wake', 'escalate', 'note', 'resolve']],
    ['one without operations', { items: 0, missesReference: true }, ['acknowledge', 'start_work', 'assign', 'snooze', 'escalate', 'note', 'resolve']],
    ['one of a value without a match', { missesReference: true, state: 'in_work' }, ['choose_reference', 'release', 'assign', 'snooze', 'escalate', 'note', 'resolve']],
    ['a resolved one', { state: 'resolved', items: 0 }, ['note']],
  ])('fit %s', (_, other, expected) => {
    expect(offeredForCause(cause(other), as('reviewer'))).toEqual(expected);
  });

  it('are none for who only looks', () => {
    expect(offeredForCause(cause({ missesReference: true }), as('viewer'))).toEqual([]);
  });
});
