import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { A_MINUTE, openStoryLab } from './support/story-lab';

const lab = openStoryLab();

const INVOICE = readFileSync(join(__dirname, '../../src/maps/stripe/samples/invoice.json'), 'utf8');
const A_SWEEP = 16 * A_MINUTE;

const voided = () => lab().query("SELECT voided FROM transaction WHERE recordtype = 'invoice'").map((row) => row['voided']);

async function applied(): Promise<string> {
  const { body } = await lab().post({ contract: '1', source: 'stripe', documentType: 'invoice', idempotencyKey: 'in-1', documentText: INVOICE });
  expect(body).toMatchObject({ outcome: 'applied' });
  lab().sweep(A_SWEEP);
  return String(body['operationId']);
}

describe('an invoice that was billed to the wrong customer', () => {
  it('is previewed, asked for, not approved by who asked, approved by another person and taken back, with what became of each step', async () => {
    const operation = await applied();
    const priya = await lab().seat('priya');
    await priya.visit('operation', { operation });
    await priya.go('Roll back');
    expect(await priya.told()).toMatch(/A request, not done yet/);
    expect(await priya.line('as we left it').innerText()).toMatch(/Invoice INV\w+\s+created\s+as we left it\s+void\s+ok/);
    expect(await priya.text()).toMatch(/Effect on the ledger/);
    await priya.page.getByRole('button', { name: 'Request approval', exact: true }).first().click();
    expect(await priya.page.getByRole('dialog').innerText()).toMatch(/Reason|Note/);
    await priya.page.getByRole('dialog').getByRole('button').click();
    await priya.choose(/^Reason/, 'Wrong document');
    await priya.keyIn(/^Note/, 'Billed to the wrong customer.');
    await priya.go('Request approval');
    expect(await priya.told()).toMatch(/Roll back: done Request rq-\w+ waits for approval by another person/);
    expect([lab().stateOf(operation), voided()]).toEqual(['applied', ['F']]);

    await priya.visit('requests');
    await priya.openLine(/Roll back operation/);
    expect(await priya.told()).toContain('Nobody approves their own request');
    expect(new Set(await priya.buttons())).toEqual(new Set(['Withdraw']));

    const nadia = await lab().seat('nadia');
    await nadia.visit('requests');
    await nadia.openLine(/Roll back operation/);
    expect(await nadia.shown('SHA-256 of the plan')).toMatch(/^[0-9a-f]{64}$/);
    expect(await nadia.line('as we left it').innerText()).toMatch(/void\s+ok/);
    await nadia.keyIn(/^Note/, 'Seen on the invoice.');
    await nadia.go('Approve');
    expect(await nadia.told()).toMatch(/Approve: done/);
    lab().sweep(A_SWEEP);
    expect([lab().stateOf(operation), voided()]).toEqual(['rolled_back', ['T']]);
    await nadia.page.reload();
    expect([await nadia.shown('State'), await nadia.shown('Result')]).toEqual(['Carried out', '1 of 1 steps done.']);
    expect(await nadia.line('Taken back').count()).toBe(1);
    await priya.visit('operation', { operation });
    expect(await priya.title()).toMatch(/Rolled back$/);
    expect(await priya.buttons()).not.toContain('Roll back');
  });
});
