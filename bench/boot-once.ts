import { authorizationHeader } from '../examples/oauth1.mjs';
import { INBOUND_PATH, openCompany } from './company';

/** Boots once on the folder that is named and prints the milliseconds from the start of the process to the first answer. */
async function main(): Promise<void> {
  const { emulator, credentials } = await openCompany(process.argv[2] ?? '');
  const server = await emulator.listen(0);
  const url = `${server.baseUrl}${INBOUND_PATH}&operationId=${'0'.repeat(64)}`;
  const answer = await fetch(url, { headers: { authorization: authorizationHeader(credentials, { method: 'GET', url }), 'content-type': 'application/json' } });
  await answer.text();
  process.stdout.write(performance.now().toFixed(0));
  emulator.close();
}

void main();
