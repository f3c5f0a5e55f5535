import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logIn } from '../support/review-pages';
import { sharedAccount } from './support';

const SAMPLES = join(__dirname, '..', '..', 'src', 'maps', 'shopify', 'samples');
const opened = sharedAccount();

interface Line { readonly account: string; readonly period: string; readonly debit: string; readonly credit: string }

it('the evidence of what posts holds its ledger lines, by account and period, and they balance', async () => {
  const account = opened();
  const send = (documentType: string) => account.post({ contract: '1', source: 'shopify', documentType, idempotencyKey: documentType, documentText: readFileSync(join(SAMPLES, `${documentType}.json`), 'utf8') });
  await send('order');
  const { body } = await send('refund');
  expect(body).toMatchObject({ outcome: 'applied', result: { recordType: 'creditmemo' } });
  const reply = logIn(account.emulator, { person: 'demo_employee_receivables', role: 'viewer' }).fetch({ page: 'evidence', operation: String(body['operationId']) });
  if (reply.kind !== 'written') throw new Error(JSON.stringify(reply).slice(0, 500));
  const { files } = JSON.parse(String(reply.content)) as { readonly files: Readonly<Record<string, string>> };
  const lines = JSON.parse(files['ledger.json'] ?? '[]') as readonly Line[];
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.reduce((sum, { debit, credit }) => sum + Number(debit) - Number(credit), 0)).toBeCloseTo(0, 6);
  expect(lines.every(({ account: name, period }) => name !== '' && period !== '')).toBe(true);
});
