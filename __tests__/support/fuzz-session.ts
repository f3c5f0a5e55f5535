import { isDeepStrictEqual } from 'node:util';
import type { Emulator, RestletReply } from '../../emulator/types';
import { brokenRules } from '../simulation/support/invariants';
import { demoDocument, openCompany, orderCall } from '../simulation/support/company';
import type { Company } from '../simulation/support/company';
import { OPERATION_TOKEN } from './fuzz-arbitraries';
import type { FuzzStep } from './fuzz-arbitraries';
import { holdingsOf, writesOutsideTheMap } from './fuzz-account';
import { OPENAPI, schemaChecks } from './openapi';

/** An account in which some operations have come to rest in different states, and what was seen of calls to it. */
export interface FuzzSession {
  readonly company: Company;
  /** Calls made so far. */
  calls(): number;
  /** Replies by method and outcome or refusal code. */
  readonly seen: Map<string, number>;
  /** Runs steps one after another on the account as it was opened, and says which rules they broke. */
  findings(steps: readonly FuzzStep[]): readonly string[];
}

const REFUSALS: readonly string[] = OPENAPI.components.schemas['RefusalCode']?.enum ?? [];

export async function openFuzzSession(projectFolder?: string): Promise<FuzzSession> {
  const company = await openCompany(projectFolder);
  prepare(company);
  const check = schemaChecks();
  const before = holdingsOf(company.emulator);
  const seen = new Map<string, number>();
  let calls = 0;
  const judge = (step: FuzzStep, call: MadeCall): readonly string[] => {
    calls += 1;
    const label = labelOf(call);
    seen.set(label, (seen.get(label) ?? 0) + 1);
    return [...answerRules(step, call, check), ...custodyRules(company.emulator, call)];
  };
  return {
    company,
    calls: () => calls,
    seen,
    findings: (steps) => {
      const point = company.emulator.checkpoint();
      try {
        const broken = steps.flatMap((step) => (step.kind === 'time' ? timeRules(company.emulator) : judge(step, make(company, step))));
        return [...broken, ...brokenRules(company.emulator), ...writesOutsideTheMap(before, holdingsOf(company.emulator))];
      } finally {
        point.restore();
      }
    },
  };
}

/** Leaves an applied order, one in review, one that waits for its customer, and one that is only accepted. */
function prepare(company: Company): void {
  const renumbered = (document: string, last: string) => demoDocument(document).replace(/(820982911946154|115310627314723)\d{3}/g, `$1${last}`);
  const calls = [
    orderCall('applied'),
    orderCall('review', 'order-unknown-sku.json'),
    { ...orderCall('parked'), documentText: renumbered('order-first.json', '602').replace('"last_name": "Smith"', '"last_name": null') },
    { ...orderCall('waiting'), documentText: renumbered('order-first.json', '601'), mode: 'async' },
  ];
  const outcomes = calls.map((call) => outcomeOf(company.post(call)));
  if (!isDeepStrictEqual(outcomes, ['applied', 'needs_review', 'parked', 'accepted'])) throw new Error(`The account was not prepared: ${outcomes.join(', ')}.`);
}

interface MadeCall {
  readonly method: 'post' | 'put' | 'get' | 'delete';
  readonly argument: unknown;
  readonly reply: RestletReply;
}

/** Hands a call over as the wire would: a body that is no JSON could only come as text. */
function make(company: Company, step: Exclude<FuzzStep, { readonly kind: 'time' }>): MadeCall {
  const { emulator, connector } = company;
  const ids = emulator.query('SELECT externalid FROM customrecord_dkt_operation ORDER BY id').map(({ externalid }) => String(externalid));
  const named = (text: string) => text.replace(OPERATION_TOKEN, (_token, digit: string) => ids[Number(digit) % ids.length] ?? '');
  const argument = step.kind === 'query' ? Object.fromEntries(new URLSearchParams(named(step.query))) : parsed(named(step.text));
  const reply = emulator.callRestlet({ scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: step.method, argument, actor: connector });
  return { method: step.method, argument, reply };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function outcomeOf(reply: RestletReply): string {
  if (reply.kind === 'died') return 'died';
  if (reply.kind === 'failed') return reply.code;
  const { outcome, operations, serverTime } = reply.value as { readonly outcome?: string; readonly operations?: unknown; readonly serverTime?: unknown };
  return outcome ?? (operations === undefined ? (serverTime === undefined ? 'nothing known' : 'health') : 'batch');
}

function labelOf({ method, reply }: MadeCall): string {
  const problem = reply.kind === 'returned' ? (reply.value as { readonly problem?: { readonly code: string } | null }).problem?.code : undefined;
  return `${method} ${outcomeOf(reply)}${problem === undefined ? '' : ` (${problem})`}`;
}

/** The answer is one the contract has: a reply of its schema, or a 400 with a code of the closed list. */
function answerRules(step: FuzzStep, { method, reply }: MadeCall, check: ReturnType<typeof schemaChecks>): readonly string[] {
  const shown = JSON.stringify(step).slice(0, 300);
  if (reply.kind === 'died') return [`the script died (${shown})`];
  if (reply.kind === 'failed') {
    const inContract = reply.status === 400 && REFUSALS.includes(reply.code);
    return [...(inContract ? [] : [`answered ${String(reply.status)} ${reply.code} ${reply.message.slice(0, 600)} (${shown})`]), ...check('RefusalAnswer', { error: { code: reply.code, message: reply.message } })];
  }
  const onWire: unknown = JSON.parse(JSON.stringify(reply.value));
  return [...check(schemaOf(method, onWire), onWire).map((rule) => `${rule} (${shown})`), ...itemRules(onWire, shown)];
}

function schemaOf(method: MadeCall['method'], value: unknown): string {
  const members = value as { readonly operations?: unknown; readonly queue?: unknown };
  switch (method) {
    case 'post': return members.operations === undefined ? 'Reply' : 'BatchReply';
    case 'put': return 'Foresight';
    case 'get': return members.queue === undefined ? 'Reply' : 'Health';
    case 'delete': return 'Reply';
  }
}

/** An item that a batch did not take says why with a code of the closed list. */
function itemRules(value: unknown, shown: string): readonly string[] {
  const { operations } = value as { readonly operations?: readonly { readonly error?: { readonly code: string; readonly message: string } }[] };
  return (operations ?? []).flatMap(({ error }) => (error === undefined || REFUSALS.includes(error.code) ? [] : [`an item was not taken as ${error.code} ${error.message.slice(0, 600)} (${shown})`]));
}

const DOCUMENT_FIELDS = [1, 2, 3, 4, 5].map((part) => `custrecord_dkt_op_doc_${String(part)}`);

/** Custody means a row with the document in it, and for a new operation this document. */
function custodyRules(emulator: Emulator, { method, argument, reply }: MadeCall): readonly string[] {
  if (reply.kind !== 'returned') return [];
  const { operations } = reply.value as { readonly operations?: readonly unknown[] };
  const items = (argument as { readonly operations?: readonly unknown[] } | null)?.operations;
  if (method === 'post' && operations !== undefined) return operations.flatMap((item, index) => keptRules(emulator, items?.[index], item));
  return keptRules(emulator, method === 'post' ? argument : undefined, reply.value);
}

function keptRules(emulator: Emulator, sent: unknown, answered: unknown): readonly string[] {
  const { custody, operationId, replayed } = answered as { readonly custody: boolean; readonly operationId: string; readonly replayed: boolean };
  if (!custody) return [];
  const rows = emulator.query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [operationId]);
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) return [`a reply claims custody of ${operationId}, of which there are ${String(rows.length)}`];
  const { values } = emulator.readRecord('customrecord_dkt_operation', Number(row['id']));
  const kept = DOCUMENT_FIELDS.map((field) => String(values[field] ?? '')).join('');
   
  if (/[^\x00-\x7f]/.test(kept)) return [`${operationId} keeps characters beyond ASCII`];
  if (kept === '') return [`${operationId} is kept without its document`];
  if (sent === undefined || replayed) return [];
  const { documentText, document } = sent as { readonly documentText?: string | null; readonly document?: unknown };
  // An object is kept as JSON writes it, which has no negative zero.
  const received: unknown = parsed(typeof documentText === 'string' ? documentText : JSON.stringify(document));
  return isDeepStrictEqual(parsed(kept), received) ? [] : [`${operationId} keeps another document than was sent: ${kept.slice(0, 200)}`];
}

/** The sweep does what is due, and no operation makes it fail. */
function timeRules(emulator: Emulator): readonly string[] {
  return emulator.advanceTime(16 * 60 * 1000).flatMap(({ status, errors }) => [
    ...(status === 'COMPLETE' ? [] : [`the sweep came to ${status}`]),
    ...errors.map(({ stage, name, message }) => `the sweep's ${stage} failed: ${name} ${message.slice(0, 600)}`),
  ]);
}
