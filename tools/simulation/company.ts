import { INTEGRATION_ROLE, INTEGRATION_USER } from '../../demo/company';
import { seedCompany } from '../../demo/seed-company';
import { bootEmulator } from '../../emulator/boot';
import type { RecordedAccount } from '../../emulator/simulation/record-run';
import type { Emulator, MapReduceReport, RestletReply, TurnTaker } from '../../emulator/types';
import { ACTIONS } from './actions-project';

/** NetSuite time that one N/* call takes in simulations, milliseconds. Ours: NetSuite publishes none. */
const CALL_COST_MS = 20;

/** The host's time in every simulation: it stands still, and NetSuite time moves by calls and by order. */
export const HOST_TIME_MS = Date.UTC(2026, 10, 23, 12);

const QUARTER_HOUR_MS = 15 * 60 * 1000;

/** A call of the inbound RESTlet by a sender, or the click of a person on an operation. */
export interface Call {
  readonly method: 'post' | 'put' | 'get' | 'delete';
  readonly argument: Readonly<Record<string, unknown>>;
  /** Default: the sender. What a person does needs a project with `addActions`. */
  readonly by?: 'person';
}

/** The demo company in an account of its own, with the product deployed and a connector that calls. */
export interface Company {
  readonly emulator: Emulator;
  /** What acts on the account: the emulator, or one that keeps a journal meanwhile. */
  account: RecordedAccount;
  /** The call as an execution that takes turns with others. */
  taking(call: Call): TurnTaker;
  call(call: Call): RestletReply;
  /** Due times of operations that a machine is to look at, soonest first. */
  due(): readonly DueRow[];
  /** Lets time pass to the sweep that comes round next at or after `dueMs`, without those between, which would find nothing due. Runs it. */
  sweepAt(dueMs: number): readonly MapReduceReport[];
  /** Lets time pass to the next quarter hour and runs what is due then. */
  tick(): readonly MapReduceReport[];
}

/** An operation that a machine is to look at. */
export interface DueRow {
  readonly id: number;
  readonly state: string;
  readonly dueMs: number;
  readonly waitsFor: string;
}

/** The sweep on its schedule, and on demand. */
export const SWEEP = { kind: 'map-reduce', scriptId: 'customscript_dkt_sweep_mr', deploymentId: 'customdeploy_dkt_sweep_mr_sched' } as const;
export const SWEEP_NOW = { ...SWEEP, deploymentId: 'customdeploy_dkt_sweep_mr_now' } as const;

/** Seed of every account that is simulated. */
export const ACCOUNT_SEED = 7;

/** Opens the company over a built project. */
export async function openCompany(projectFolder: string): Promise<Company> {
  const emulator = await bootEmulator({
    projectFolder, dataFolder: ':memory:', accountId: '1234567_SB1', seed: ACCOUNT_SEED, hostMs: () => HOST_TIME_MS, callCostMs: CALL_COST_MS, realmComparedEvery: 50,
  });
  seedCompany(emulator);
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [INTEGRATION_USER]);
  const actor = emulator.actor(Number(employee?.['id']), INTEGRATION_ROLE);
  const person = emulator.administratorActor();
  const restlet = ({ method, argument, by }: Call) => (by === 'person'
    ? { ...ACTIONS, method, argument, actor: person }
    : { scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method, argument, actor });
  const company: Company = {
    emulator,
    account: emulator,
    taking: (call) => ({ kind: 'restlet', call: restlet(call) }),
    call: (call) => company.account.callRestlet(restlet(call)),
    due: () => dueRows(emulator),
    sweepAt: (dueMs) => sweepAt(company, dueMs),
    tick: () => company.account.advanceTime(nextQuarter(emulator.nowMs()) - emulator.nowMs()),
  };
  return company;
}

const DUE = `SELECT id, custrecord_dkt_op_state AS state, custrecord_dkt_op_due_ms AS due_ms, custrecord_dkt_op_waits_for AS waits_for
FROM customrecord_dkt_operation WHERE custrecord_dkt_op_due_ms IS NOT NULL ORDER BY custrecord_dkt_op_due_ms, id`;

function dueRows(emulator: Emulator): readonly DueRow[] {
  return emulator.query(DUE).map((row) => ({ id: Number(row['id']), state: String(row['state']), dueMs: Number(row['due_ms']), waitsFor: String(row['waits_for'] ?? '') }));
}

function sweepAt({ emulator, account }: Company, dueMs: number): readonly MapReduceReport[] {
  const nowMs = emulator.nowMs();
  const tickMs = Math.max(nextQuarter(nowMs), Math.ceil(dueMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS);
  account.passTime(tickMs - nowMs);
  return account.advanceTime(0);
}

function nextQuarter(ms: number): number {
  return (Math.floor(ms / QUARTER_HOUR_MS) + 1) * QUARTER_HOUR_MS;
}
