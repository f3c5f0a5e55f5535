import { A_MINUTE, openStoryLab } from './support/story-lab';
import type { Seat } from './support/seat';

const lab = openStoryLab();

const MEMO = 'SELECT custrecord_dkt_own_code AS code FROM customrecord_dkt_ownership WHERE custrecord_dkt_own_rule = ? AND custrecord_dkt_own_target = ?';

async function propose(who: Seat, { title, change, supersedes = '' }: { readonly title: string; readonly change: string; readonly supersedes?: string }): Promise<string> {
  await who.visit('queue');
  await who.go('Decisions');
  await who.go('Propose');
  await who.keyIn(/^Title/, title);
  for (const [label, text] of [[/^Context/, 'Memos were changed in NetSuite.'], [/^Options/, 'Leave it, or let NetSuite own it.'], [/^Decision/, title], [/^Consequences/, 'What the shop says is told as a conflict.'], [/^How it is checked/, 'By its replay.']] as const) await who.keyIn(label, text);
  await who.keyIn(/^Change, as JSON/, change);
  await who.keyIn(/^Takes the place of/, supersedes);
  await who.go('Propose');
  const code = /A-[0-9a-f]{16}/.exec(await who.told())?.[0] ?? '';
  expect(code).not.toBe('');
  return code;
}

async function askAndAccept(asking: Seat, accepting: Seat, code: string): Promise<string> {
  await asking.visit('decision', { code });
  await asking.go('Ask for acceptance');
  expect(await asking.told()).toContain('waits for approval by another person');
  await accepting.visit('queue');
  await accepting.go('Requests');
  await accepting.openLine(`Accept decision ${code}`);
  await accepting.go('Approve');
  return accepting.told();
}

describe('a decision', () => {
  it('is proposed, replayed over stored orders, accepted by another person, and superseded', async () => {
    for (const number of [1101, 1102]) expect(await lab().order(number, { sku: 'IPOD2008RED', changed: (text) => text.replace('"note": null', '"note": "Ring twice"') })).toMatchObject({ outcome: 'applied' });
    const tomas = await lab().seat('tomas');
    const nadia = await lab().seat('nadia');
    const row = String(lab().query(MEMO, ['shopify.order', 'memo'])[0]?.['code']);
    const code = await propose(tomas, { title: 'The memo belongs to NetSuite', change: JSON.stringify({ map: 'shopify.order', rows: [{ code: row, owner: 'netsuite', onConflict: 'drop' }] }) });

    await tomas.openLine(code);
    expect(await tomas.shown('Status')).toBe('Proposed');
    expect(new Set(await tomas.buttons())).toEqual(new Set(['Replay']));
    await tomas.keyIn(/^Days to go back/, '7');
    await tomas.go('Replay');
    lab().sweep(A_MINUTE);
    await tomas.visit('decision', { code });
    expect([await tomas.shown('Replay'), await tomas.shown('Replayed'), await tomas.shown('Would come to something else')]).toEqual(['Done', '2 documents', '2']);
    expect(await tomas.text()).toContain('memo: apply > conflict');

    expect(await askAndAccept(tomas, nadia, code)).toContain(`Decision ${code} is accepted.`);
    await nadia.go(new RegExp(`^Decision ${code}`));
    expect([await nadia.shown('Status'), await nadia.shown('Decided by')]).toEqual(['Accepted', 'Nadia Okafor']);

    const next = await propose(tomas, { title: 'The memo belongs to the shop again', change: '', supersedes: code });
    expect(await askAndAccept(tomas, nadia, next)).toContain(`Decision ${code} is superseded by ${next}.`);
    await tomas.visit('decision', { code });
    expect([await tomas.shown('Status'), await tomas.told()]).toEqual(['Superseded', expect.stringContaining(`${next} took its place`)]);
  });

  it('of the project is read by whoever sees the queue, and changed by nobody', async () => {
    const iris = await lab().seat('iris');
    await iris.visit('decisions');
    await iris.openLine('D-0019');
    expect([await iris.shown('Status'), await iris.buttons()]).toEqual(['Accepted', []]);
    expect(await iris.text()).toContain('compiled into rows that deploy with the project');
  });
});
