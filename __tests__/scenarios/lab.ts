import { rmSync } from 'node:fs';
import { sourceBinding } from '../../demo/settings';
import type { GateOrder } from '../../emulator/runtime/types';
import type { Emulator } from '../../emulator/types';
import type { MapFile } from '../../src/domain/map-file';
import { brokenRules } from '../simulation/support/invariants';
import { HAND_DEPLOYMENT, HAND_SCRIPT, LAB, projectWithMaps, type LabField } from '../support/lab-project';
import { answerOf, INBOUND, openAccount, type Account, type Answer } from './support';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Milliseconds past the longest wait of one sweep. */
const A_SWEEP_LATER = 31 * 60 * 1000;

/** The built product with the maps of one test file, in the demo company, over HTTP. Each test starts from the same account. */
export interface Lab extends Account {
  /** Posts a document of the lab, as text. */
  send(documentType: string, key: string | undefined, document: unknown, changes?: Readonly<Record<string, unknown>>): Promise<Answer>;
  put(body: unknown): Promise<Answer>;
  remove(query: string): Promise<Answer>;
  /** Lets NetSuite time go by until the sweep has come round. */
  sweep(ms?: number): void;
  /** The customer that a document became: its fields as stored. */
  customer(documentType: string, id: string): Readonly<Record<string, unknown>>;
  /** The record of a type with this external id, as stored. */
  saved(recordType: string, externalId: string): ReturnType<Emulator['readRecord']>;
  /** Changes a record as the company's administrator would in NetSuite. */
  byHand(recordType: string, externalId: string, values: Readonly<Record<string, string | number | boolean | null>>): void;
  /** Strikes the next save of a record of this type, then no other. */
  strikeSave(recordType: string, order: GateOrder): void;
  /** Takes the line with a key away from a sales order, as the administrator would. */
  removeLineByHand(externalId: string, key: string): void;
}

/** A call with a document of the lab. */
export function labCall(documentType: string, key: string | undefined, document: unknown, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const documentText = typeof document === 'string' ? document : JSON.stringify(document);
  return { contract: '1', source: LAB, documentType, ...(key === undefined ? {} : { idempotencyKey: key }), documentText, ...changes };
}

/**
 * Opens one lab for the tests of a file. After each test everything that must always hold is looked at, and the account goes
 * back to where it was. `prepare` puts in what all tests need; `extend` adds files to the project before it is deployed.
 */
export function openLab(maps: readonly MapFile[], fields: readonly LabField[] = [], prepare: (lab: Lab) => void = () => undefined, extend: (folder: string) => Promise<void> | void = () => undefined): () => Lab {
  const opened: { close(): void | Promise<void> }[] = [];
  let lab: Lab | undefined;
  let point: { restore(): void } | undefined;
  const current = (): Lab => {
    if (lab === undefined) throw new Error('The lab is open in tests alone.');
    return lab;
  };
  beforeAll(async () => {
    const folder = projectWithMaps(maps, fields);
    opened.push({ close: () => rmSync(folder, { recursive: true, force: true }) });
    await extend(folder);
    const account = await openAccount(folder, (resource) => {
      opened.push(resource);
      return resource;
    });
    lab = labOf(account);
    bind(lab, LAB);
    prepare(lab);
  });
  beforeEach(() => {
    point = current().emulator.checkpoint();
  });
  afterEach(() => {
    if (point === undefined) return;
    const broken = brokenRules(current().emulator);
    point.restore();
    expect(broken).toEqual([]);
  });
  afterAll(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  return current;
}

function labOf(account: Account): Lab {
  const { client, emulator } = account;
  const idOf = (recordType: string, externalId: string): number => {
    const table = ['customer', 'vendor'].includes(recordType) ? recordType : 'transaction';
    const [row] = emulator.query(`SELECT id FROM ${table} WHERE externalid = ?`, [externalId]);
    if (row === undefined) throw new Error(`There is no ${recordType} ${externalId}.`);
    return Number(row['id']);
  };
  const saved = (recordType: string, externalId: string) => emulator.readRecord(recordType, idOf(recordType, externalId));
  return {
    ...account,
    saved,
    send: (documentType, key, document, changes) => account.post(labCall(documentType, key, document, changes)),
    put: async (body) => answerOf(await client.call({ method: 'PUT', path: INBOUND, body: JSON.stringify(body), headers: JSON_TYPE })),
    remove: async (query) => answerOf(await client.call({ method: 'DELETE', path: `${INBOUND}&${query}`, headers: JSON_TYPE })),
    sweep: (ms = A_SWEEP_LATER) => void emulator.advanceTime(ms),
    customer: (documentType, id) => saved('customer', `${LAB}_${documentType}_${id}`).values,
    byHand: (type, externalId, values) => {
      const reply = emulator.saveAs({ type, id: idOf(type, externalId), values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
      if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
    },
    strikeSave: (recordType, order) => {
      const remove = emulator.onCall(({ member, detail }) => {
        if (member !== 'N/record.Record.save' || !detail.startsWith(recordType)) return undefined;
        remove();
        return order;
      });
    },
    removeLineByHand: (externalId, key) => {
      const argument = { type: 'salesorder', id: idOf('salesorder', externalId), key };
      const reply = emulator.callRestlet({ scriptId: HAND_SCRIPT, deploymentId: HAND_DEPLOYMENT, method: 'post', argument, actor: emulator.administratorActor() });
      if (reply.kind !== 'returned') throw new Error(JSON.stringify(reply));
    },
  };
}

/** Lets the connector of the demo company speak for a source, which posts to the subsidiary in the United States, over the channel `web`. */
export function bind({ emulator }: Account, source: string): void {
  const { type, values } = sourceBinding(source);
  const [row] = emulator.query('SELECT id FROM subsidiary WHERE externalid = ?', ['demo_subsidiary_us']);
  const resolved = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, typeof value === 'string' ? value.replace(/"\{\w+\}"/g, `${String(row?.['id'])}, "channel": "web"`) : null]));
  emulator.createRecord({ type, values: resolved });
}
