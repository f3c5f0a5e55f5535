import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SENDS } from '../../demo/send';
import { connectorActor, seedCompany } from '../../demo/seed-company';
import { bootEmulator } from '../../emulator/boot';
import type { Emulator } from '../../emulator/types';
import { invoiceText, orderText } from './story-documents';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When the story begins. Its end, a few days later, is what the pages show as now. */
const BEGINS = Date.UTC(2026, 10, 16, 14, 2);

/** Somebody of the demo company, by external id, in a role of the queue. */
export interface Player {
  readonly employee: string;
  readonly name: string;
  readonly role: string;
  /** As the log-in page names it. */
  readonly roleName: string;
  /** Deployment of the pages for that role. */
  readonly deployment: string;
}

export const PLAYERS = {
  reviewer: { employee: 'demo_employee_receivables', name: 'Hanna Fischer', role: 'customrole_dkt_reviewer', roleName: 'Docket Reviewer', deployment: 'customdeploy_dkt_review' },
  canada: { employee: 'demo_employee_canada', name: 'Luc Tremblay', role: 'customrole_dkt_reviewer', roleName: 'Docket Reviewer', deployment: 'customdeploy_dkt_review' },
  lead: { employee: 'demo_employee_lead', name: 'Priya Nair', role: 'customrole_dkt_lead', roleName: 'Docket Lead', deployment: 'customdeploy_dkt_lead' },
  approver: { employee: 'demo_employee_controller', name: 'Nadia Okafor', role: 'customrole_dkt_approver', roleName: 'Docket Approver', deployment: 'customdeploy_dkt_approve' },
  viewer: { employee: 'demo_employee_auditor', name: 'Iris Young', role: 'customrole_dkt_viewer', roleName: 'Docket Viewer', deployment: 'customdeploy_dkt_audit' },
  admin: { employee: 'demo_employee_admin', name: 'Tomas Berg', role: 'customrole_dkt_admin', roleName: 'Docket Administrator', deployment: 'customdeploy_dkt_admin' },
} as const satisfies Readonly<Record<string, Player>>;

/** What the pages are opened with: ids of what the story left behind. */
export interface Story {
  readonly emulator: Emulator;
  /** Orders for the article that NetSuite does not have, the oldest first. */
  readonly missing: readonly string[];
  readonly totalsDiffer: string;
  readonly conflict: string;
  readonly retrying: string;
  /** Fingerprint of the cause of the missing article. */
  readonly cause: string;
  /** The same of the pilot's orders. */
  readonly pilot: string;
  /** Number of the request that waits for approval. */
  readonly request: string;
  /** A sales order that an operation made. */
  readonly salesOrder: number;
  readonly customer: number;
}

const BUYERS: readonly (readonly [string, string])[] = [
  ['Milo', 'Brandt'], ['Ines', 'Carvalho'], ['Oskar', 'Dahl'], ['Ruth', 'Ekwueme'], ['Theo', 'Fontaine'], ['Alma', 'Grieg'], ['Jonas', 'Hale'], ['Vera', 'Ito'],
  ['Noor', 'Jansen'], ['Paul', 'Kessler'], ['Dora', 'Lindqvist'], ['Emil', 'Moreau'],
];

/**
 * Boots an account in memory with the demo company and lets a few days go by: documents arrive, some fail for several reasons, some of those
 * fall due, and people act on a part of them. The same build gives the same story.
 */
export async function tellStory(projectFolder: string): Promise<Story> {
  const emulator = await bootEmulator({ projectFolder, dataFolder: ':memory:', accountId: '7104283', timeZone: 'America/New_York', seed: 7, hostMs: () => BEGINS, callCostMs: 1 });
  seedCompany(emulator);
  emulator.advanceTime(20 * MINUTE_MS);
  for (const { source, documentType, document, idempotencyKey } of DEMO_SENDS) {
    send(emulator, { source, documentType, idempotencyKey, documentText: readFileSync(join(__dirname, '../../demo/documents', document), 'utf8') });
  }
  const missing = arrive(emulator);
  pilot(emulator);
  for (const customer of ['cus_SmK4nordic11', 'cus_SmK4nordic12']) invoice(emulator, customer);
  emulator.advanceTime(20 * MINUTE_MS);
  const retrying = brieflyBusy(emulator);
  const told = { ...found(emulator), emulator, missing, retrying };
  return { ...told, request: act(told) };
}

interface Sent {
  readonly source: string;
  readonly documentType: string;
  readonly idempotencyKey: string;
  readonly documentText: string;
}

/** Hands one document in as the connector; the id of its operation. */
function send(emulator: Emulator, document: Sent): string {
  const reply = emulator.callRestlet({
    scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: 'post', argument: { contract: '1', ...document }, actor: connectorActor(emulator),
  });
  if (reply.kind !== 'returned') throw new Error(`a document of the story was not taken: ${JSON.stringify(reply)}`);
  return String((reply.value as Readonly<Record<string, unknown>>)['operationId']);
}

function order(emulator: Emulator, { at, sku, pieces }: { readonly at: number; readonly sku: string; readonly pieces: number }): string {
  const buyer = BUYERS[at % BUYERS.length] ?? ['Lena', 'Achebe'];
  return send(emulator, { source: 'shopify', documentType: 'order', idempotencyKey: `story-order-${String(at)}`, documentText: orderText({ number: 2100 + at, buyer, sku, pieces }) });
}

/** Orders for an article that nobody made in NetSuite arrive over four days; the first of them are past due at the end. */
function arrive(emulator: Emulator): readonly string[] {
  const orders = [3, 12, 1, 7, 24, 2, 1, 5, 9, 1, 4];
  return orders.map((pieces, at) => {
    emulator.passTime((at < 6 ? 14 : 3) * HOUR_MS);
    emulator.advanceTime(16 * MINUTE_MS);
    return order(emulator, { at, sku: 'PULSE-MINI-GREEN', pieces });
  });
}

/** Orders of a pilot that was called off: worth more than one person may discard. */
function pilot(emulator: Emulator): void {
  for (let at = 40; at < 48; at += 1) order(emulator, { at, sku: 'PULSE-PILOT', pieces: 40 });
}

function invoice(emulator: Emulator, customer: string): void {
  const number = `LARK-02${customer.slice(-2)}`;
  send(emulator, { source: 'stripe', documentType: 'invoice', idempotencyKey: `story-${number}`, documentText: invoiceText(number, customer) });
}

/** NetSuite refuses the saves of two orders because it is busy, now and when they are tried again. The last of them. */
function brieflyBusy(emulator: Emulator): string {
  emulator.onCall(({ member, detail }) => (member === 'N/record.Record.save' && detail.startsWith('salesorder') ? { kind: 'error-before', name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request limit exceeded' } : undefined));
  order(emulator, { at: 31, sku: 'IPOD2008RED', pieces: 2 });
  const last = order(emulator, { at: 32, sku: 'IPOD2008RED', pieces: 1 });
  emulator.advanceTime(36 * MINUTE_MS);
  return last;
}

function found(emulator: Emulator): Pick<Story, 'totalsDiffer' | 'conflict' | 'cause' | 'pilot' | 'salesOrder' | 'customer'> {
  const one = (sql: string, ...parameters: readonly string[]): string => {
    const [row] = emulator.query(sql, parameters);
    if (row === undefined) throw new Error(`the story lacks ${sql} ${parameters.join(' ')}`);
    return String(Object.values(row)[0]);
  };
  const operation = (reason: string) => one('SELECT externalid FROM customrecord_dkt_operation WHERE custrecord_dkt_op_reason = ? ORDER BY id', reason);
  const cause = (value: string) => one('SELECT externalid FROM customrecord_dkt_cause WHERE custrecord_dkt_cause_value = ?', value);
  return {
    totalsDiffer: operation('totals_differ'), conflict: operation('field_conflict'),
    cause: cause('PULSE-MINI-GREEN'), pilot: cause('PULSE-PILOT'),
    salesOrder: Number(one('SELECT id FROM transaction WHERE externalid = ?', 'shopify_order_6092847193045127168')),
    customer: Number(one('SELECT id FROM customer WHERE externalid = ?', 'shopify_customer_115310627314723954')),
  };
}

interface Clicked {
  readonly player: Player;
  readonly kind: string;
  readonly subject: 'operation' | 'cause' | 'queue';
  readonly subjectId: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What people did before the pages are opened. The number of the request that waits. */
function act({ emulator, missing, cause, pilot: pilots, totalsDiffer, conflict }: Omit<Story, 'request'>): string {
  const done = (clicked: Clicked): void => { ask(emulator, clicked); };
  const { reviewer, lead } = PLAYERS;
  done({ player: reviewer, kind: 'acknowledge', subject: 'cause', subjectId: cause, args: { note: 'Asked product management for the article.' } });
  done({ player: reviewer, kind: 'note', subject: 'operation', subjectId: missing[0] ?? '', args: { note: 'The shop sells it since Monday; the article is on its way.' } });
  done({ player: lead, kind: 'assign', subject: 'operation', subjectId: conflict, args: { note: '', owner: employee(emulator, reviewer) } });
  done({ player: lead, kind: 'snooze', subject: 'operation', subjectId: missing[2] ?? '', args: { note: 'The buyer may cancel.', untilMs: emulator.nowMs() + 72 * HOUR_MS, on: 'date' } });
  done({ player: lead, kind: 'resolve_elsewhere', subject: 'operation', subjectId: totalsDiffer, args: { note: 'Posted by hand in the old shop.', noRecord: true } });
  done({ player: lead, kind: 'bulk', subject: 'queue', subjectId: '', args: { note: 'Orders of the pilot, cancelled in the shop.', action: 'discard', arguments: { reason: 'cancelled_at_source' }, filter: { cause: pilots }, count: 8, cutoffMs: emulator.nowMs() } });
  emulator.advanceTime(16 * MINUTE_MS);
  return String(emulator.query('SELECT externalid AS number FROM customrecord_dkt_request ORDER BY id DESC')[0]?.['number'] ?? '');
}

let clicks = 0;

/** Saves what a page would save, in somebody's name and role. */
function ask(emulator: Emulator, { player, kind, subject, subjectId, args }: Clicked): void {
  clicks += 1;
  const reply = emulator.saveAs({
    type: 'customrecord_dkt_action', actor: emulator.actor(employee(emulator, player), player.role), context: 'USERINTERFACE',
    values: { custrecord_dkt_act_kind: kind, custrecord_dkt_act_subject: subject, custrecord_dkt_act_subject_id: subjectId, custrecord_dkt_act_key: `story-${String(clicks)}`, custrecord_dkt_act_seen: null, custrecord_dkt_act_arguments: JSON.stringify(args) },
  });
  if (reply.kind !== 'saved') throw new Error(`${kind} of the story was refused: ${JSON.stringify(reply)}`);

}

function employee(emulator: Emulator, { employee: externalId }: Player): number {
  return Number(emulator.query('SELECT id FROM employee WHERE externalid = ?', [externalId])[0]?.['id']);
}
