import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../../demo/company';
import { seedCompany } from '../../../demo/seed-company';
import { bootEmulator } from '../../../emulator/boot';
import type { Actor } from '../../../emulator/runtime/types';
import type { Emulator } from '../../../emulator/types';
import type { ReviewPorts } from '../../../src/application/actions/review-ports';
import type { RollbackFacts, RollbackLedger } from '../../../src/application/rollback/rollback-ports';
import type { ReviewRows } from '../../../src/application/review/review-rows-port';
import type { Ports } from '../../../src/application/ports';
import type { CompiledMap } from '../../../src/domain/map';
import type { MapFile } from '../../../src/domain/map-file';
import type { OperationState } from '../../../src/domain/states';
import { OPERATION, OPERATION_RECORD, SETTING, SETTING_RECORD } from '../../../src/gateways/record-ids';
import { bundleScripts } from '../../../tools/build/bundle';
import { headerOf } from '../../../tools/build/entry-points';
import { SCRIPT_FOLDER } from '../../../tools/build/project';
import { compileMap } from '../../../tools/map-instances';
import { TEST_ACCOUNT, TEST_TIME } from '../../support/emulator';
import { FakeAccount } from '../../support/fakes/fake-account';
import { FakeCauseBoard, FakeDecisions, FakePeople, FakeValueMaps } from '../../support/fakes/fake-review';
import { FakeRollback } from '../../support/fakes/fake-rollback';
import { FakeQueue } from '../../support/fakes/fake-queue';
import { decode, encode } from './codec';
import { loadAndSave } from './load-and-save';
import type { LoadAndSave, LoadedAndSaved } from './load-and-save';

const ROOT = join(__dirname, '..', '..', '..');

/** The ports of rollback. */
export interface RollbackPorts {
  readonly rollbackFacts: RollbackFacts;
  readonly rollbackLedger: RollbackLedger;
}

/** What a contract is tried on: the ports, and what a test needs beside them. */
export interface ContractSubject {
  readonly ports: Pick<Ports, 'operations' | 'events' | 'objects' | 'keys' | 'lookup' | 'configuration' | 'machine' | 'survey' | 'causes' | 'findings'> & { readonly ledger: Pick<Ports['ledger'], 'create' | 'readBack' | 'seen' | 'probe' | 'unitsToWrite' | 'void' | 'posts'> } & Pick<ReviewPorts, 'board' | 'values' | 'decisions' | 'people' | 'requests' | 'seen' | 'sleepers'> & RollbackPorts;
  loadAndSave(request: LoadAndSave): LoadedAndSaved;
  /** Runs `work` once, just before the next save of a record that was loaded. */
  beforeNextSave(work: () => void): void;
  /** Puts a record in as a person would; returns its internal id. */
  seedCustomer(values: { readonly externalId: string; readonly email?: string }): number;
  seedItem(itemid: string, inactive: boolean): number;
  /** Puts a setting in, as a person or the sweep would. */
  seedSetting(name: string, value: string): void;
  /** Changes an operation's row by hand, past every gateway. */
  changeRow(internalId: number, changes: RowChanges): void;
  /** Internal ids of the demo company. */
  readonly subsidiary: number;
  readonly currency: number;
  readonly person: number;
  close(): void;
}

/** The ports in memory, with the queue over them. */
export interface FakeSubject extends ContractSubject {
  readonly queue: FakeQueue;
}

/** The ports of an account, with the rows of the queue. */
export interface AccountSubject extends ContractSubject {
  /** Usage units of the last call. */
  lastUnits(): number;
  readonly review: Pick<ReviewRows, 'operations' | 'totals' | 'groups'>;
}

/** What a person may do to a row of the operation log. Null: the field is emptied. */
export interface RowChanges {
  readonly state?: string;
  readonly dueMs?: number | null;
  readonly leaseMs?: number;
  readonly attempts?: number;
  readonly receivedMs?: number;
  readonly characters?: number;
  readonly head?: number;
  readonly account?: string | null;
  readonly keptText?: null;
}

/** The maps of `src/maps`, compiled. */
export function shippedMaps(): readonly CompiledMap[] {
  const folder = join(ROOT, 'src/maps/shopify');
  return readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map((file) => {
    const { rule, rows } = compileMap(JSON.parse(readFileSync(join(folder, file), 'utf8')) as MapFile);
    return { rule, rows, consistent: true };
  });
}

/** The ports in memory. */
export function openFake(): FakeSubject {
  const account = new FakeAccount({ source: 'shopify', binding: { roles: [INTEGRATION_ROLE], users: [], values: { subsidiary: 2 } }, maps: shippedMaps() });
  account.operations.accountId = TEST_ACCOUNT;
  const ports = account.ports();
  const rollback = new FakeRollback(account);
  const values = new FakeValueMaps(account.ledger);
  account.ledger.seed('item', { itemid: 'IPOD2008PINK' });
  const currency = account.ledger.seed('currency', { symbol: 'USD' }).internalId;
  const board = new FakeCauseBoard(account.causes);
  const queue = new FakeQueue({ account, board, rates: RATES });
  return {
    ports: { ...ports, rollbackFacts: rollback, rollbackLedger: rollback, board, values, decisions: new FakeDecisions(ports.platform.sha256, values), people: new FakePeople(account.machine), requests: account.requests, seen: queue, sleepers: queue },
    queue,
    loadAndSave: (request) => loadAndSave(ports.ledger, request),
    beforeNextSave: (work) => {
      account.gate.onCall(({ name }) => {
        if (name !== 'target.save') return undefined;
        account.gate.onCall(undefined);
        work();
        return undefined;
      });
    },
    seedCustomer: ({ externalId, email }) => account.ledger.seed('customer', { email: email ?? null }, { externalId }).internalId,
    seedItem: (itemid, inactive) => account.ledger.seed('item', { itemid }, { inactive }).internalId,
    seedSetting: (name, value) => { account.machine.write(name, { value, number: undefined }); },
    changeRow: (internalId, changes) => { changeFakeRow(account, internalId, changes); },
    subsidiary: 2,
    currency,
    person: 5,
    close: () => undefined,
  };
}

function changeFakeRow({ operations }: FakeAccount, internalId: number, changes: RowChanges): void {
  const row = operations.rows.get(internalId);
  if (row === undefined) throw new Error(`There is no row ${String(internalId)}.`);
  const { state, dueMs, leaseMs, attempts, receivedMs, characters, head, account, keptText } = changes;
  row.dueMs = dueMs === undefined ? row.dueMs : dueMs;
  row.attempts = attempts ?? row.attempts;
  row.lease = leaseMs === undefined ? row.lease : { holder: 'hand', untilMs: leaseMs };
  row.patch = { ...row.patch, ...(state === undefined ? {} : { state: state as OperationState }), ...(head === undefined ? {} : { head: { ...row.patch.head, number: head } }) };
  const document = {
    ...row.document, ...(receivedMs === undefined ? {} : { receivedMs }), ...(characters === undefined ? {} : { receivedCharacters: characters }),
    ...(account === undefined ? {} : { account: account ?? '' }), ...(keptText === undefined ? {} : { keptText: '' }),
  };
  operations.rows.set(internalId, { ...row, document });
}

const ROW_FIELDS: Readonly<Record<keyof RowChanges, string>> = {
  state: OPERATION.state, dueMs: OPERATION.dueMs, leaseMs: OPERATION.leaseMs, attempts: OPERATION.attempts, receivedMs: OPERATION.receivedMs, characters: OPERATION.docChars, head: OPERATION.head,
  account: OPERATION.account, keptText: OPERATION.doc1,
};

function changeRow(emulator: Emulator, id: number, changes: RowChanges): void {
  const values = Object.fromEntries(Object.entries(changes).map(([name, value]) => [ROW_FIELDS[name as keyof RowChanges], value as string | number | null]));
  const reply = emulator.saveAs({ type: OPERATION_RECORD, id, values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

/** What one unit of a currency of the demo company is worth in its base currency. */
const RATES = { USD: 1, CAD: 0.73 };

const SCRIPT = 'customscript_dkt_contract_rl';

/** Role that the pages run as, whoever is logged in. */
const PAGES_ROLE = 'customrole_dkt_pages';

const SCRIPT_XML = `<restlet scriptid="${SCRIPT}">
  <name>Docket Contract RESTlet</name>
  <scriptfile>[/SuiteScripts/docket/gateway_restlet.js]</scriptfile>
  <isinactive>F</isinactive>
  <notifyowner>T</notifyowner>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_dkt_contract_rl">
      <status>RELEASED</status>
      <title>Docket Contract RESTlet</title>
      <isdeployed>T</isdeployed>
      <loglevel>AUDIT</loglevel>
      <allroles>F</allroles>
      <audslctrole>ADMINISTRATOR|[scriptid=${INTEGRATION_ROLE}]|[scriptid=${PAGES_ROLE}]</audslctrole>
    </scriptdeployment>
  </scriptdeployments>
</restlet>
`;

/** The built project and one RESTlet more, in a folder of its own; the caller removes it. */
async function writeContractProject(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-contract-'));
  cpSync(join(ROOT, 'dist'), folder, { recursive: true });
  // Requests and decisions are saved by the sweep alone, which scripts of this project refuse to others; the gateway itself is what is tried here.
  for (const name of ['request', 'decision', 'policy']) rmSync(join(folder, `Objects/customscript_dkt_${name}_ue.xml`));
  const source = '__tests__/contract/support/gateway_restlet.ts';
  const header = headerOf(readFileSync(join(ROOT, source), 'utf8'));
  const scripts = await bundleScripts(ROOT, [{ source, target: `${SCRIPT_FOLDER}/gateway_restlet.js`, header, client: false }]);
  for (const { path, content } of [...scripts, { path: `Objects/${SCRIPT}.xml`, content: SCRIPT_XML }]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** An account with the gateways in it. `open` gives them as a user in the role; what a test did is taken back when it is closed. */
export interface ContractAccount {
  readonly emulator: Emulator;
  open(who?: 'connector' | 'administrator' | 'pages'): AccountSubject;
  close(): void;
}

export async function openAccount(): Promise<ContractAccount> {
  const projectFolder = await writeContractProject();
  const emulator = await bootEmulator({ projectFolder, dataFolder: ':memory:', accountId: TEST_ACCOUNT, seed: 3, hostMs: () => TEST_TIME, callCostMs: 0 });
  seedCompany(emulator);
  const user = numberOf(emulator, 'SELECT id FROM employee WHERE externalid = ?', INTEGRATION_USER);
  emulator.grantRole(user, PAGES_ROLE);
  const actors = { connector: emulator.actor(user, INTEGRATION_ROLE), administrator: emulator.administratorActor(), pages: emulator.actor(user, PAGES_ROLE) };
  return {
    emulator,
    open: (who = 'connector') => openGateways(emulator, actors[who]),
    close: () => {
      emulator.close();
      rmSync(projectFolder, { recursive: true, force: true });
    },
  };
}

function openGateways(emulator: Emulator, actor: Actor): AccountSubject {
  const point = emulator.checkpoint();
  // What is due is asked by the sweep alone, which runs as the administrator.
  const actorFor = (port: string, method: string) => (port === 'operations' && method === 'due' ? emulator.administratorActor() : actor);
  const last = { units: 0 };
  const call = (port: string, method: string, args: readonly unknown[]) => {
    const { value, units } = callGateway(emulator, actorFor(port, method), { port, method, args });
    last.units = units;
    return value;
  };
  // Whatever method a port has, its call travels to the gateway of that name.
  const port = (name: string): unknown => new Proxy({}, { get: (_target, method) => (...args: unknown[]) => call(name, String(method), args) });
  const ports = Object.fromEntries(['operations', 'events', 'objects', 'keys', 'lookup', 'configuration', 'machine', 'survey', 'causes', 'findings', 'ledger', 'board', 'values', 'decisions', 'people', 'requests', 'seen', 'rollbackFacts', 'rollbackLedger', 'sleepers'].map((name) => [name, port(name)])) as unknown as ContractSubject['ports'];
  const subsidiary = numberOf(emulator, 'SELECT id FROM subsidiary WHERE externalid = ?', 'demo_subsidiary_us');
  const account = numberOf(emulator, 'SELECT id FROM account WHERE externalid = ?', 'demo_account_4000');
  return {
    lastUnits: () => last.units,
    ports,
    review: port('review') as AccountSubject['review'],
    loadAndSave: (request) => call('composite', 'loadAndSave', [request]) as LoadedAndSaved,
    beforeNextSave: (work) => {
      const remove = emulator.onCall(({ member }) => {
        if (member !== 'N/record.Record.save') return undefined;
        remove();
        work();
        return undefined;
      });
    },
    seedCustomer: ({ externalId, email }) => emulator.createRecord({
      type: 'customer', values: { isperson: 'F', companyname: `Company ${externalId}`, subsidiary, ...(externalId === '' ? {} : { externalid: externalId }), ...(email === undefined ? {} : { email }) },
    }),
    seedItem: (itemid, inactive) => emulator.createRecord({ type: 'otherchargeitem', values: { itemid, subsidiary: [subsidiary], incomeaccount: account, isinactive: inactive } }),
    seedSetting: (name, value) => void emulator.createRecord({ type: SETTING_RECORD, values: { externalid: name, [SETTING.name]: name, [SETTING.value]: value } }),
    changeRow: (id, changes) => { changeRow(emulator, id, changes); },
    subsidiary,
    currency: numberOf(emulator, 'SELECT id FROM currency WHERE symbol = ?', 'USD'),
    person: numberOf(emulator, 'SELECT id FROM employee WHERE externalid = ?', INTEGRATION_USER),
    close: () => {
      point.restore();
    },
  };
}

function callGateway(emulator: Emulator, actor: Actor, call: object): { readonly value: unknown; readonly units: number } {
  const reply = emulator.callRestlet({ scriptId: SCRIPT, deploymentId: 'customdeploy_dkt_contract_rl', method: 'post', argument: JSON.parse(JSON.stringify(encode(call))), actor });
  if (reply.kind === 'returned') return { value: decode((JSON.parse(JSON.stringify(reply.value)) as { readonly value: unknown }).value), units: reply.units };
  throw Object.assign(new Error(reply.kind === 'failed' ? reply.message : 'died'), { name: reply.kind === 'failed' ? reply.code : 'died' });
}

function numberOf(emulator: Emulator, sql: string, parameter: string): number {
  const id = emulator.query(sql, [parameter])[0]?.['id'];
  if (typeof id !== 'number') throw new Error(`nothing found: ${sql} ${parameter}`);
  return id;
}
