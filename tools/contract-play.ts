import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { connectorActor, seedCompany } from '../demo/seed-company';
import { bootEmulator } from '../emulator/boot';
import type { Emulator, RestletReply } from '../emulator/types';
import { callsOf, contractCases, withExamples } from './contract-document';
import type { ContractCase, Example, OpenApi } from './contract-document';
import { bodyText, bringAbout, wantsProduction } from './contract-givens';

const ROOT = join(__dirname, '..');
const INBOUND = { scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl' };

/** Time of every account that plays the contract: an example made again says the same. */
export const CONTRACT_TIME_MS = Date.UTC(2026, 10, 23, 12);

/** The built product in a demo company: a sandbox, or a production account. */
export async function openContractAccount(kind: 'sandbox' | 'production', projectFolder: string): Promise<Emulator> {
  const accountId = kind === 'production' ? '1234567' : '1234567_SB1';
  // Not the zone of server scripts, so that a day taken from the wrong zone shows.
  const emulator = await bootEmulator({ projectFolder, dataFolder: ':memory:', accountId, seed: 3, hostMs: () => CONTRACT_TIME_MS, callCostMs: 5, timeZone: 'America/New_York' });
  seedCompany(emulator);
  return emulator;
}

/** The contract with the document of each `x-sample` put in whole, and each answer as the built product gives it. */
export async function playContract(contract: OpenApi, projectFolder: string): Promise<OpenApi> {
  const filled = withExamples(contract, fillSample);
  const cases = contractCases(filled);
  const accounts = { sandbox: await openContractAccount('sandbox', projectFolder), production: await openContractAccount('production', projectFolder) };
  try {
    const answers = new Map(cases.map((one) => {
      const account = wantsProduction(one.example) ? accounts.production : accounts.sandbox;
      return [`${one.method} ${one.name} ${String(one.status)}`, play(account, callsOf(one, cases), one.status)];
    }));
    return withExamples(filled, (example, { method, name, part }) => {
      const answer = part === 'request' ? undefined : answers.get(`${method} ${name} ${String(part)}`);
      return answer === undefined ? example : { ...example, value: answer };
    });
  } finally {
    accounts.sandbox.close();
    accounts.production.close();
  }
}

/** Makes calls in an account and forgets them; gives the last answer. Throws where its status is another than the contract names. */
function play(emulator: Emulator, calls: readonly ContractCase[], status: 200 | 400): unknown {
  const point = emulator.checkpoint();
  const undo: (() => void)[] = [];
  try {
    const replies = calls.map((one) => {
      undo.push(bringAbout(emulator, one.example));
      const reply = call(emulator, one);
      undo.splice(0).forEach((each) => { each(); });
      return reply;
    });
    const last = replies.at(-1);
    if (last === undefined || (last.kind === 'returned') !== (status === 200)) throw new Error(`${calls.at(-1)?.name ?? ''} was answered: ${JSON.stringify(last)}`);
    return last.kind === 'failed' ? { error: { code: last.code, message: last.message } } : last.kind === 'returned' ? JSON.parse(JSON.stringify(last.value)) as unknown : null;
  } finally {
    undo.forEach((each) => { each(); });
    point.restore();
  }
}

function call(emulator: Emulator, { method, example }: ContractCase): RestletReply {
  const query = example['x-query'];
  const argument: unknown = query === undefined ? JSON.parse(bodyText(example)) : Object.fromEntries(new URLSearchParams(query));
  return emulator.callRestlet({ ...INBOUND, method, actor: connectorActor(emulator), argument });
}

/** Puts the sample of a request in as its document: as an object where the request has `document`, else as a text. */
export function fillSample(example: Example): Example {
  const sample = example['x-sample'];
  if (sample === undefined || typeof example.value !== 'object' || example.value === null) return example;
  const text = sampleText(sample, example['x-changes'] ?? {});
  const filled = 'document' in example.value ? { document: asObject(text, sample) } : { documentText: text };
  return { ...example, value: { ...example.value, ...filled } };
}

/** A document as the object it is. Throws where an object would lose digits. */
function asObject(text: string, sample: string): unknown {
  const object: unknown = JSON.parse(text);
  if (JSON.stringify(object) !== text) throw new Error(`${sample} loses digits as an object: send it as documentText.`);
  return object;
}

/** A shipped sample as one line, with the values at some pointers changed. Every digit of its numbers is kept. */
function sampleText(name: string, changes: Readonly<Record<string, unknown>>): string {
  const [source = '', file = ''] = name.split('/');
  const document = parse(readFileSync(join(ROOT, 'src', 'maps', source, 'samples', file), 'utf8'));
  for (const [pointer, value] of Object.entries(changes)) change(document, pointer, value);
  return stringify(document) ?? '';
}

function change(document: unknown, pointer: string, value: unknown): void {
  const steps = pointer.split('/').slice(1).map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = steps.pop() ?? '';
  const holder = steps.reduce<unknown>((inner, step) => (isHolder(inner) ? inner[step] : undefined), document);
  if (!isHolder(holder)) throw new Error(`The sample has nothing at ${pointer}.`);
  holder[last] = value;
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isLosslessNumber(value);
}
