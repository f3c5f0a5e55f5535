import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { A_MINUTE, openStoryLab } from './support/story-lab';
import type { Seat } from './support/seat';

const lab = openStoryLab();

/** Its lines and shipping make 608.94, its total says 409.94: one piece too many. */
const DIFFERING = readFileSync(join(__dirname, '../../demo/documents/order-totals-differ.json'), 'utf8');

const OPERATION = 'SELECT id FROM customrecord_dkt_operation WHERE externalid = ?';
const kept = (operationId: string) => {
  const { emulator, query } = lab();
  return String(emulator.readRecord('customrecord_dkt_operation', Number(query(OPERATION, [operationId])[0]?.['id'])).values['custrecord_dkt_op_document_1']);
};
const orders = () => lab().query("SELECT id, foreigntotal AS total, memo FROM transaction WHERE type = 'SalesOrd'");

async function differing(): Promise<string> {
  const { body } = await lab().post({ contract: '1', source: 'shopify', documentType: 'order', idempotencyKey: 'import-1', documentText: DIFFERING });
  expect(body).toMatchObject({ outcome: 'needs_review', problem: { code: 'totals_differ' } });
  lab().sweep();
  return String(body['operationId']);
}

/** Keys in the price of the line that is one too many, with the reason. */
async function askForPrice(who: Seat): Promise<void> {
  await who.visit('operations');
  await who.openLine('#1017');
  await who.go('Edit and redrive');
  await who.keyIn(/^Rate, line 703074601, instead/, '0.00');
  await who.choose(/^Reason/, 'Wrong at the source');
  await who.keyIn(/^Note/, 'The third one was a gift.');
  await who.go('Edit and redrive');
}

describe('an order whose lines do not come to its total', () => {
  it('is posted with the price that the reviewer keyed in once another person has approved it; what came stays as it was', async () => {
    const operationId = await differing();
    const before = kept(operationId);
    const hanna = await lab().seat('hanna');
    await askForPrice(hanna);
    expect(await hanna.told()).toMatch(/waits for approval by another person/);
    lab().sweep(A_MINUTE);
    expect([lab().stateOf(operationId), orders()]).toEqual(['needs_review', []]);

    await hanna.visit('requests');
    await hanna.openLine('Hanna Fischer');
    expect(await hanna.told()).toContain('Nobody approves their own request');
    expect(new Set(await hanna.buttons())).toEqual(new Set(['Withdraw']));

    const nadia = await lab().seat('nadia');
    await nadia.visit('queue');
    await nadia.go('Requests');
    await nadia.openLine('Hanna Fischer');
    expect(await nadia.line('703074601').innerText()).toMatch(/Rate\s+703074601\s+199\s+0\.00/);
    expect(await nadia.page.getByRole('link', { name: 'Order #1017 from shopify' }).count()).toBe(1);
    await nadia.keyIn(/^Note/, 'Seen on the invoice.');
    await nadia.go('Approve');
    expect(await nadia.told()).toMatch(/Approve: done/);
    lab().sweep(A_MINUTE);
    expect([lab().stateOf(operationId), orders()]).toMatchObject(['applied', [{ total: 409.94 }]]);
    expect(kept(operationId)).toBe(before);
    await nadia.page.reload();
    expect([await nadia.shown('State'), await nadia.shown('Asked by'), await nadia.shown('Approved by')]).toEqual(['Carried out', 'Hanna Fischer', 'Nadia Okafor']);
    const again = await lab().post({ contract: '1', source: 'shopify', documentType: 'order', idempotencyKey: 'import-1', documentText: DIFFERING });
    expect(again.body).toMatchObject({ outcome: 'applied', replayed: true });
  });

  it('stays in review with the reason where the request is returned', async () => {
    const operationId = await differing();
    const hanna = await lab().seat('hanna');
    await askForPrice(hanna);
    const nadia = await lab().seat('nadia');
    await nadia.visit('requests');
    await nadia.openLine('Hanna Fischer');
    await nadia.go('Return');
    await nadia.page.getByRole('button', { name: 'Return', exact: true }).first().click();
    expect(await nadia.page.getByRole('dialog').innerText()).toContain('Note');
    await nadia.page.getByRole('dialog').getByRole('button').click();
    await nadia.keyIn(/^Note/, 'Ask the shop first.');
    await nadia.go('Return');
    expect(await nadia.told()).toMatch(/Return: done/);
    await hanna.visit('requests');
    await hanna.tab('Closed');
    await hanna.openLine('Hanna Fischer');
    expect(await hanna.shown('State')).toBe('Returned');
    expect([lab().stateOf(operationId), orders()]).toEqual(['needs_review', []]);
  });

  it('is withdrawn by who asked, and by nobody else', async () => {
    await differing();
    const hanna = await lab().seat('hanna');
    await askForPrice(hanna);
    for (const person of ['priya', 'tomas'] as const) {
      const other = await lab().seat(person);
      await other.visit('requests');
      await other.openLine('Hanna Fischer');
      expect(await other.buttons()).toEqual([]);
    }
    await hanna.visit('requests');
    await hanna.openLine('Hanna Fischer');
    await hanna.go('Withdraw');
    expect(await hanna.shown('State')).toBe('Withdrawn');
  });
});

describe('what is not money', () => {
  it('is corrected by the reviewer alone, at once', async () => {
    const { operationId } = await lab().order(2300);
    const hanna = await lab().seat('hanna');
    await hanna.visit('operation', { operation: String(operationId) });
    await hanna.go('Edit and redrive');
    await hanna.choose(/^item, line 13481926503748294657, instead/i, 'IPOD2008PINK');
    await hanna.keyIn(/^memo, instead/i, 'Another colour');
    await hanna.choose(/^Reason/, 'Wrong at the source');
    await hanna.keyIn(/^Note/, 'The shop names it wrong.');
    await hanna.go('Edit and redrive');
    expect(await hanna.told()).toMatch(/Edit and redrive: done/);
    lab().sweep(A_MINUTE);
    expect([lab().stateOf(operationId), orders()]).toMatchObject(['applied', [{ memo: 'Another colour' }]]);
  });

  it('is not sent without a reason, and what was keyed in stays', async () => {
    const { operationId } = await lab().order(2300);
    const hanna = await lab().seat('hanna');
    await hanna.visit('operation', { operation: String(operationId) });
    await hanna.go('Edit and redrive');
    await hanna.keyIn(/^memo, instead/i, 'Kept');
    await hanna.keyIn(/^Note/, 'x');
    await hanna.page.getByRole('button', { name: 'Edit and redrive', exact: true }).first().click();
    await hanna.page.getByRole('dialog').waitFor();
    expect(await hanna.page.getByRole('dialog').innerText()).toContain('Reason');
    await hanna.page.getByRole('dialog').getByRole('button').click();
    expect(await hanna.page.getByLabel(/^memo, instead/i).first().inputValue()).toBe('Kept');
    expect(lab().query('SELECT id FROM customrecord_dkt_action')).toEqual([]);
  });
});
