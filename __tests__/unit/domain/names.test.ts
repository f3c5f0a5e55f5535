import { EXPECT_PREFIX, VOLUME_PREFIX } from '../../../src/domain/absence';
import { SEAL_LAST, SEAL_MAIL_SETTING, SEAL_PLAN, SEAL_SENT, VERIFY_ASKED, VERIFY_LAST, VERIFY_PROGRESS } from '../../../src/domain/audit/audit-settings';
import { EVENT_KINDS, NUMBERS_AHEAD } from '../../../src/domain/event-chain';
import { HEARTBEAT } from '../../../src/domain/heartbeat';
import { breakerName, holdNames, isSwitchName, pauseNoteName } from '../../../src/domain/holds';
import { contentKey, eventExternalId, eventExternalIds, POISON_KIND, registryId } from '../../../src/domain/identity';
import { CARRIED_PREFIX, carriedName, MARK_NAME } from '../../../src/domain/low-water-mark';
import { MOST_ATTEMPTS, rowDamage } from '../../../src/domain/row-damage';
import { planSweep, RETRY_SHARE, SWEEP_CAPACITY } from '../../../src/domain/sweep-plan';
import type { DueWork } from '../../../src/domain/sweep-plan';
import { sha256 } from '../../support/builders';

/** Rows of an account are found again by these names: a version that names them otherwise would not find what an earlier one left. */
describe('names that rows in an account are found by', () => {
  it.each([
    [EXPECT_PREFIX, 'expect:'],
    [VOLUME_PREFIX, 'volume:'],
    [HEARTBEAT, 'heartbeat:sweep'],
    [MARK_NAME, 'sweep:mark'],
    [SEAL_MAIL_SETTING, 'seal:mail'],
    [SEAL_SENT, 'seal:sent'],
    [SEAL_PLAN, 'seal:plan'],
    [SEAL_LAST, 'seal:last'],
    [VERIFY_PROGRESS, 'verify:progress'],
    [VERIFY_LAST, 'verify:last'],
    [VERIFY_ASKED, 'verify:ask'],
    [CARRIED_PREFIX, 'carried:'],
    [carriedName(17), 'carried:17'],
    [breakerName({ source: 'shop', target: 'salesorder' }), 'breaker:shop:salesorder'],
    [pauseNoteName('pause:shop'), 'paused:pause:shop'],
    [POISON_KIND, 'poison'],
    [contentKey({ source: 'shop', documentType: 'order', fingerprint: 'f' }), 'shop:order:f'],
    [registryId('poison', 'a', sha256), sha256('natural\npoison\na')],
  ])('stay: %s', (name, expected) => {
    expect(name).toBe(expected);
  });

  it('of a chain are counted on from the first asked for', () => {
    expect(eventExternalIds('op', 3, 2)).toEqual([eventExternalId('op', 3), eventExternalId('op', 4)]);
    expect(NUMBERS_AHEAD).toBeGreaterThan(EVENT_KINDS.length);
  });

  it('of what may hold work back are the switches, their notes, and the breaker', () => {
    const names = holdNames({ source: 'shop', documentType: 'order', target: 'salesorder' });
    expect(names.filter(isSwitchName)).toEqual(['intake', 'pause', 'pause:shop', 'pause:shop:order']);
    expect(names).toEqual(expect.arrayContaining(['paused:pause:shop', 'breaker:shop:salesorder']));
  });
});

describe('bounds', () => {
  it('hold what one run of the sweep takes up, and what of it is tried again', () => {
    const work = (internalId: number): DueWork => ({ internalId, lane: `lane ${internalId}`, source: 'shop', documentType: 'order', state: 'retry_scheduled', deaths: 0, dueMs: 0, budgetFromMs: 0, mayStand: false });
    const due = Array.from({ length: SWEEP_CAPACITY * 2 }, (_, index) => work(index + 1));
    const limits = { capacity: SWEEP_CAPACITY, trialOf: () => undefined, lastTrial: () => 0 };
    expect(planSweep(due, limits).taken).toHaveLength(SWEEP_CAPACITY * RETRY_SHARE);
    expect(planSweep(due.map((each) => ({ ...each, state: 'accepted' as const })), limits).taken).toHaveLength(SWEEP_CAPACITY);
  });

  it('hold the attempts that a row may count', () => {
    const row = { state: 'retry_scheduled', operationId: 'op', dueMs: 0, leaseMs: undefined, receivedMs: 0, documentCharacters: 2, head: 0 };
    expect(rowDamage({ ...row, attempts: MOST_ATTEMPTS }, 1)).toBeUndefined();
    expect(rowDamage({ ...row, attempts: MOST_ATTEMPTS + 1 }, 1)).toContain('attempts');
  });
});
