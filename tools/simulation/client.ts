import { isDeepStrictEqual } from 'node:util';

import type { RestletReply } from '../../emulator/types';
import type { Call, Company } from './company';
import { SETTLED } from './rules-shared';

/** What a sender knows of one of its documents. */
interface Known {
  readonly source: string;
  readonly key: string;
  /** Documents that custody was claimed for, as text: all are the one that is kept. */
  readonly taken: Set<string>;
  /** Operation that custody was claimed for. */
  operationId: string | undefined;
  /** The last settled outcome that was acknowledged. */
  settled: string | undefined;
}

interface Answer {
  readonly custody?: boolean;
  readonly outcome?: string;
  readonly operationId?: string;
  readonly operations?: readonly Answer[];
}

/** The sender's side: what went out, and what was acknowledged. */
export interface Client {
  send(call: Call): RestletReply;
  /** Takes note of a call that went out otherwise, and of its reply. */
  heard(call: Call, reply: RestletReply): void;
  /** Says where the account does not bear out what was acknowledged, of keys that went out since this was last asked, or of all; then also which operations no call asked for. */
  broken(which: 'recent' | 'all'): readonly string[];
  /** Forgets what it knew before, when the account it spoke to is gone back. */
  mark(): () => void;
}

export function openClient(company: Company): Client {
  let known = new Map<string, Known>();
  const recent = new Set<Known>();
  const register = (argument: Readonly<Record<string, unknown>>) => {
    const name = `${String(argument['source'])} ${String(argument['idempotencyKey'])}`;
    const entry = known.get(name) ?? { source: String(argument['source']), key: String(argument['idempotencyKey']), taken: new Set<string>(), operationId: undefined, settled: undefined };
    known.set(name, entry);
    recent.add(entry);
    return entry;
  };
  const hear = (call: Call, reply: RestletReply) => {
    // A dry run and a question promise nothing; what a person does, a sender does not know.
    if (call.method === 'put' || call.method === 'get' || call.by === 'person') return;
    const items = call.method === 'post' ? itemsOf(call.argument) : [call.argument];
    const sent = items.map((item) => ({ entry: register(item), text: item['documentText'] }));
    if (reply.kind === 'returned') note(sent, reply.value as Answer);
  };
  return {
    send(call) {
      const reply = company.call(call);
      hear(call, reply);
      return reply;
    },
    heard: hear,
    broken(which) {
      const entries = which === 'all' ? [...known.values()] : [...recent];
      recent.clear();
      return [...entries.flatMap((entry) => brokenPromise(company, entry)), ...(which === 'all' ? unasked(company, known) : [])];
    },
    mark() {
      const before = new Map([...known].map(([name, entry]) => [name, { ...entry, taken: new Set(entry.taken) }]));
      return () => {
        known = before;
        recent.clear();
      };
    },
  };
}

function itemsOf(argument: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const { operations } = argument;
  return Array.isArray(operations) ? (operations as readonly Readonly<Record<string, unknown>>[]) : [argument];
}

function note(sent: readonly { readonly entry: Known; readonly text: unknown }[], answer: Answer): void {
  const answers = answer.operations ?? [answer];
  answers.forEach((each, index) => {
    const item = sent[index];
    if (item === undefined || each.custody !== true) return;
    const { entry, text } = item;
    entry.operationId = each.operationId;
    if (typeof text === 'string') entry.taken.add(text);
    if (each.outcome !== undefined && SETTLED.includes(each.outcome)) entry.settled = each.outcome;
  });
}

/** How the key begins of what a document brings along: an order its customer. */
const BROUGHT = /^\w+ brought:/;

/** Nothing is in the log that no call asked for. */
function unasked({ emulator }: Company, known: ReadonlyMap<string, Known>): readonly string[] {
  return emulator.query("SELECT custrecord_dkt_op_source || ' ' || custrecord_dkt_op_key AS name FROM customrecord_dkt_operation")
    .flatMap(({ name }) => (known.has(String(name)) || BROUGHT.test(String(name)) ? [] : [`call: ${String(name)} is in the log and was never sent`]));
}

const OPERATION = `SELECT id, custrecord_dkt_op_state AS state, custrecord_dkt_op_due_ms AS due_ms, custrecord_dkt_op_source || ' ' || custrecord_dkt_op_key AS name FROM customrecord_dkt_operation WHERE externalid = ?`;

function brokenPromise({ emulator }: Company, { source, key, taken, operationId, settled }: Known): readonly string[] {
  if (operationId === undefined) return [];
  const name = `${source} ${key}`;
  const [row] = emulator.query(OPERATION, [operationId]);
  if (row === undefined) return [`custody: ${name} was acknowledged as operation ${operationId}, which is not in the log`];
  const kept = emulator.readRecord('customrecord_dkt_operation', Number(row['id'])).values;
  const text = [1, 2, 3, 4, 5].map((part) => String(kept[`custrecord_dkt_op_doc_${String(part)}`] ?? '')).join('');
  return [
    ...(row['name'] === name ? [] : [`custody: ${name} was acknowledged as an operation of ${String(row['name'])}`]),
    ...([...taken].every((document) => sameJson(text, document)) ? [] : [`document: custody was claimed for a document of ${name} that is not the one kept`]),
    // Where a run told the outcome and did not come to its row, the row is still held, open or at rest, and the sweep completes it.
    ...(settled === undefined || row['state'] === settled || row['due_ms'] !== null ? [] : [`acknowledged: ${name} was told ${settled} and is ${String(row['state'])}`]),
  ];
}

function sameJson(text: string, document: string): boolean {
  if (text === document) return true;
  try {
    return isDeepStrictEqual(JSON.parse(text), JSON.parse(document));
  } catch {
    return false;
  }
}
