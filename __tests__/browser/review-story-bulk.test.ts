import { A_MINUTE, openStoryLab } from './support/story-lab';
import type { Seat } from './support/seat';

const lab = openStoryLab();

/** Orders that fail, one after the other, on the list of a person. */
async function stuck(person: 'hanna' | 'priya', count: number, pieces = 1): Promise<{ readonly ids: readonly string[]; readonly seat: Seat }> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) ids.push(String((await lab().order(2500 + at, { pieces }))['operationId']));
  lab().sweep();
  const seat = await lab().seat(person);
  await seat.visit('operations');
  return { ids, seat };
}

const discarding = async (seat: Seat): Promise<void> => {
  await seat.choose(/^Reason/, 'Test data');
  await seat.keyIn(/^Note/, 'Tests of the shop.');
};

describe('lines that were marked', () => {
  it('are told with number and worth before, and done; no other line is', async () => {
    const { ids, seat: hanna } = await stuck('hanna', 3);
    expect(await hanna.line('#2500').innerText()).toContain('does not have: "PULSE-MINI-GREEN"');
    await hanna.mark('#2500', '#2502');
    await hanna.choose(/^Action/, 'Discard');
    await hanna.go('Apply');
    expect(await hanna.title()).toBe('Confirm: Discard 2 operations');
    expect([await hanna.shown('Left out'), await hanna.shown('Amount at risk')]).toEqual(['0 operations', 'USD 863.76']);
    await discarding(hanna);
    await hanna.go('Discard 2 operations');
    expect(await hanna.told()).toMatch(/Bulk action: done.*2 done, worth 863\.76; 0 skipped/);
    expect(ids.map(lab().stateOf)).toEqual(['discarded', 'needs_review', 'discarded']);
  });

  it('that changed meanwhile are left out, which the plan and the result say', async () => {
    const { ids, seat: hanna } = await stuck('hanna', 3);
    await hanna.mark('#2500', '#2501', '#2502');
    await hanna.choose(/^Action/, 'Discard');
    const note = async (number: string) => {
      const priya = await lab().seat('priya');
      await priya.visit('operations');
      await priya.openLine(number);
      await priya.go('Add a note');
      await priya.keyIn(/^Note/, 'I have it.');
      await priya.go('Add a note');
    };
    await note('#2500');
    await hanna.go('Apply');
    expect(await hanna.title()).toBe('Confirm: Discard 2 operations');
    expect(await hanna.line('#2500').innerText()).toContain('Changed since you marked it');
    await discarding(hanna);
    await note('#2501');
    await hanna.go('Discard 2 operations');
    expect(await hanna.told()).toMatch(/1 done.*2 skipped/);
    expect(ids.map(lab().stateOf)).toEqual(['needs_review', 'needs_review', 'discarded']);
  });

  it('are marked on this page by Mark All, and none of them by an action alone', async () => {
    const { seat: hanna } = await stuck('hanna', 2);
    await hanna.choose(/^Action/, 'Discard');
    await hanna.page.getByRole('button', { name: 'Apply' }).first().click();
    expect(await hanna.page.getByRole('dialog').innerText()).toContain('No line is marked');
    await hanna.page.getByRole('dialog').getByRole('button').click();
    await hanna.page.getByRole('button', { name: 'Mark All', exact: true }).click();
    await hanna.go('Apply');
    expect(await hanna.title()).toBe('Confirm: Discard 2 operations');
    await hanna.go('Cancel');
    expect([await hanna.title(), await hanna.shown('Open')]).toEqual(['Integration review, by operation', '2 operations']);
  });
});

describe('all that match a filter', () => {
  const all = async (seat: Seat): Promise<void> => {
    await seat.choose(/^Action/, 'Discard');
    await seat.choose(/^With/, 'All 3 operations that match the filters');
    await seat.page.getByRole('dialog').getByRole('button').click();
    await seat.page.getByRole('button', { name: 'Apply' }).first().click();
    await seat.page.getByRole('dialog').getByRole('button').click();
    await seat.go('Apply');
    await discarding(seat);
  };

  it('are chosen by keying in how many they are, and what comes later is not among them', async () => {
    const { ids, seat: priya } = await stuck('priya', 3);
    await all(priya);
    expect(await priya.title()).toBe('Confirm: Discard 3 operations');
    await priya.keyIn(/^Key in 3/, '2');
    await priya.page.getByRole('button', { name: 'Discard 3 operations' }).first().click();
    expect(await priya.page.getByRole('dialog').innerText()).toContain('The count differs');
    await priya.page.getByRole('dialog').getByRole('button').click();
    const late = await lab().order(2599);
    await priya.keyIn(/^Key in 3/, '3');
    await priya.go('Discard 3 operations');
    expect(await priya.told()).toMatch(/is carried out in portions/);
    lab().sweep(A_MINUTE);
    await priya.go(/^Request .*: plan, progress and result/);
    expect([await priya.shown('State'), await priya.shown('Done'), await priya.shown('Worth')]).toEqual(['Carried out', '3', 'USD 1,295.64']);
    expect([...ids, String(late['operationId'])].map(lab().stateOf)).toEqual(['discarded', 'discarded', 'discarded', 'needs_review']);
  });

  it('and are worth more than the limit wait for another person, who approves them', async () => {
    const { ids, seat: priya } = await stuck('priya', 3, 90);
    await all(priya);
    await priya.keyIn(/^Key in 3/, '3');
    await priya.go('Discard 3 operations');
    expect(await priya.told()).toMatch(/waits for approval by another person/);
    lab().sweep(A_MINUTE);
    expect(ids.map(lab().stateOf)).toEqual(['needs_review', 'needs_review', 'needs_review']);
    await priya.go(/^Request .*: plan, progress and result/);
    expect(new Set(await priya.buttons())).toEqual(new Set(['Withdraw']));
    const nadia = await lab().seat('nadia');
    await nadia.visit('requests');
    await nadia.openLine('Priya Nair');
    expect([await nadia.shown('Operations'), await nadia.shown('Amount')]).toEqual(['3', 'USD 113,937.60']);
    await nadia.go('Approve');
    expect(await nadia.told()).toMatch(/Approve: done/);
    lab().sweep(A_MINUTE);
    expect(ids.map(lab().stateOf)).toEqual(['discarded', 'discarded', 'discarded']);
    await nadia.page.reload();
    expect([await nadia.shown('State'), await nadia.shown('Done')]).toEqual(['Carried out', '3']);
  });

  it('are not for a reviewer above the limit', async () => {
    const { ids, seat: hanna } = await stuck('hanna', 3, 90);
    await all(hanna);
    await hanna.keyIn(/^Key in 3/, '3');
    await hanna.go('Discard 3 operations');
    expect(await hanna.told()).toMatch(/nothing was done/);
    lab().sweep(A_MINUTE);
    expect(ids.map(lab().stateOf)).toEqual(['needs_review', 'needs_review', 'needs_review']);
  });
});
