import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DemoSend } from '../demo/send';
import { status, submit, type ClientAnswer, type Connection } from '../examples/inbound-client.mjs';

/** What one example came to, for the printout and for the exit code. */
export interface ExampleResult {
  readonly send: DemoSend;
  readonly lines: readonly string[];
  /** What differs from the expectation; empty when it came out as expected. */
  readonly differences: readonly string[];
  readonly operationId: string | undefined;
  /** True while only time would move the operation. */
  readonly waits: boolean;
}

/** The members of a reply that are told here. */
interface Reply {
  readonly outcome: string;
  readonly operationId: string;
  readonly replayed: boolean;
  readonly result: { readonly recordType: string; readonly internalId: number; readonly externalId: string; readonly documentNumber: string } | null;
  readonly problem: { readonly code: string; readonly title: string; readonly detail: string; readonly whatToDo?: string; readonly errors?: readonly { readonly message: string }[] } | null;
}

/** States in which a machine is the next to act. */
const WAITING = ['accepted', 'retry_scheduled', 'parked', 'unknown'];

const RECORD_NAMES: Readonly<Record<string, string>> = {
  salesorder: 'Sales order', customer: 'Customer', itemfulfillment: 'Item fulfillment', invoice: 'Invoice', creditmemo: 'Credit memo',
  customerpayment: 'Payment', customerrefund: 'Customer refund', journalentry: 'Journal', vendorbill: 'Bill',
};

/** Sends one example as its connector would. */
export async function sendExample(connection: Connection, { send, folder }: { readonly send: DemoSend; readonly folder: string }): Promise<ExampleResult> {
  const documentText = readFileSync(join(folder, send.document), 'utf8');
  const { source, idempotencyKey, documentType } = send;
  return judge(connection, send, await submit(connection, { source, documentType, idempotencyKey, documentText }));
}

/** Asks again what became of an example that waited for time. */
export async function askAgain(connection: Connection, { send, operationId }: ExampleResult): Promise<ExampleResult> {
  return judge(connection, send, await status(connection, operationId ?? ''));
}

async function judge(connection: Connection, send: DemoSend, answer: ClientAnswer): Promise<ExampleResult> {
  if (answer.problemCode !== undefined || !isReply(answer.reply)) {
    const said = `HTTP ${answer.status}: ${answer.text.slice(0, 400)}`;
    return { send, lines: [said], differences: ['the call was refused'], operationId: undefined, waits: false };
  }
  const reply = answer.reply;
  const total = send.expected.total === undefined || reply.result === null ? undefined : await savedTotal(connection, reply.result);
  return {
    send,
    lines: tell(connection, reply),
    differences: differencesOf(send, reply, total),
    operationId: reply.operationId,
    waits: WAITING.includes(reply.outcome),
  };
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'outcome' in value && 'operationId' in value;
}

/** What became of it, in plain words, with a link to the record or the operation. */
function tell({ baseUrl }: Connection, { outcome, replayed, result, problem, operationId }: Reply): readonly string[] {
  const again = replayed ? ' (known already; nothing ran again)' : '';
  if (result !== null) {
    const { recordType, internalId, externalId, documentNumber } = result;
    const name = [RECORD_NAMES[recordType] ?? recordType, documentNumber].filter((part) => part !== '').join(' ');
    return [`${outcome}${again}: ${name}, external id ${externalId}`, `${baseUrl}/?view=record&type=${recordType}&id=${internalId}`];
  }
  return [
    `${outcome}${again}${problem === null ? '' : `: ${problem.title}`}`,
    ...(problem === null ? [`operation ${operationId}`] : [problem.detail, ...(problem.whatToDo === undefined ? [] : [`What to do: ${problem.whatToDo}`])]),
  ];
}

function differencesOf({ expected }: DemoSend, { outcome, result, problem }: Reply, total: number | undefined): readonly string[] {
  const said = [problem?.detail ?? '', ...(problem?.errors ?? []).map(({ message }) => message)].join(' ');
  const { code, names = [], externalId } = expected;
  return [
    ...(outcome === expected.outcome ? [] : [`the outcome is ${outcome}, not ${expected.outcome}`]),
    ...(code === undefined || problem?.code === code ? [] : [`the reason is ${problem?.code ?? 'none'}, not ${code}`]),
    ...names.filter((name) => !said.includes(name)).map((name) => `the reason does not name ${name}`),
    ...(externalId === undefined || result?.externalId === externalId ? [] : [`the external id is ${result?.externalId ?? 'none'}, not ${externalId}`]),
    ...(expected.total === undefined || total === Number(expected.total) ? [] : [`the saved total is ${total ?? 'unknown'}, not ${expected.total}`]),
  ];
}

/** The total that NetSuite saved, read from the record itself. */
async function savedTotal({ baseUrl }: Connection, { recordType, internalId }: NonNullable<Reply['result']>): Promise<number | undefined> {
  const response = await fetch(`${baseUrl}/emulator/record?type=${recordType}&id=${internalId}`);
  const record = (await response.json()) as { readonly values?: Readonly<Record<string, string>> };
  const total = record.values?.['total'];
  return total === undefined ? undefined : Number(total);
}
