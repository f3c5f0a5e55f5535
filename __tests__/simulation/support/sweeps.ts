import type { RestletReply } from '../../../emulator/types';
import type { Company } from './company';
import { FAULTS, withFault, withInterruption } from './faults';
import { brokenCustody, brokenRules } from './invariants';

/** What a simulation tried and what it found. */
export interface SweepReport {
  readonly runs: number;
  /** Faults that fired, by the N/* member they hit. */
  readonly reached: Readonly<Record<string, number>>;
  /** Broken rules, each with the run that broke it. */
  readonly broken: readonly string[];
}

/** Calls beyond which a run is held to be endless. */
const MOST_CALLS = 500;

/** Stops at this many findings: enough to see what is wrong. */
const MOST_FINDINGS = 20;

export type Recovery = (company: Company, call: () => RestletReply) => readonly RestletReply[];

/** What a sane sender and NetSuite do next. */
export const RECOVERIES: Readonly<Record<string, Recovery>> = {
  'the sender repeats': (company, call) => {
    const reply = call();
    company.settleByTime();
    return [reply, call()];
  },
  'only time passes': (company, call) => {
    company.settleByTime();
    return [call()];
  },
};

/**
 * Runs a call with each fault at its n-th N/* call, for n = 0, 1, 2 … until a run no longer comes to that call, and checks
 * after each recovery that the account holds one order, settled, and every rule.
 */
export function faultSweep(company: Company, call: () => RestletReply, expected: (company: Company) => readonly string[]): SweepReport {
  const tally = newTally();
  for (const [recoveryName, recover] of Object.entries(RECOVERIES)) {
    for (const fault of FAULTS) {
      for (let n = 0; n < MOST_CALLS && tally.broken.length < MOST_FINDINGS; n += 1) {
        const point = company.emulator.checkpoint();
        const run = withFault(company.emulator, n, fault, call);
        const early = brokenCustody(company.emulator, run.reply);
        const replies = run.hit === undefined ? [] : recover(company, call);
        const found = run.hit === undefined ? [] : [...early, ...replies.flatMap((reply) => brokenCustody(company.emulator, reply)), ...expected(company), ...brokenRules(company.emulator)];
        point.restore();
        if (run.hit === undefined) break;
        count(tally, `${fault} at ${run.hit}`, run.hit, found.map((rule) => `${rule} (${fault} at call ${String(n)}, ${run.hit ?? ''}; ${recoveryName})`));
      }
    }
  }
  return tally;
}

/** Runs `other` whole before each N/* call of `call`, for every call there is, and checks the same. */
export function interruptionSweep(
  company: Company,
  pair: { readonly call: () => RestletReply; readonly other: () => RestletReply },
  expected: (company: Company) => readonly string[],
): SweepReport {
  const tally = newTally();
  for (let n = 0; n < MOST_CALLS && tally.broken.length < MOST_FINDINGS; n += 1) {
    const point = company.emulator.checkpoint();
    const run = withInterruption(company.emulator, n, pair.call, pair.other);
    const replies = [run.reply, ...(run.other === undefined ? [] : [run.other])];
    company.settleByTime();
    const found = [...replies.flatMap((reply) => [...brokenCustody(company.emulator, reply), ...refused(reply)]), ...expected(company), ...brokenRules(company.emulator)];
    point.restore();
    if (run.hit === undefined) break;
    count(tally, run.hit, run.hit, found.map((rule) => `${rule} (other call before call ${String(n)}, ${run.hit ?? ''})`));
  }
  return tally;
}

/** Two well-formed calls both get an answer: an error would leave its sender in doubt. */
function refused(reply: RestletReply): readonly string[] {
  return reply.kind === 'returned' ? [] : [`a call got no answer: ${reply.kind === 'failed' ? `${reply.code} ${reply.message}` : reply.kind}`];
}

function newTally(): { runs: number; reached: Record<string, number>; broken: string[] } {
  return { runs: 0, reached: {}, broken: [] };
}

function count(tally: ReturnType<typeof newTally>, _run: string, member: string, found: readonly string[]): void {
  const name = member.split(' ')[0] ?? member;
  tally.runs += 1;
  tally.reached[name] = (tally.reached[name] ?? 0) + 1;
  tally.broken.push(...found);
}

/** Exactly one sales order with this external id, of this total, and one settled order operation. */
export function oneOrder(externalId: string, total: number): (company: Company) => readonly string[] {
  return ({ emulator }) => {
    const orders = emulator.query('SELECT id, foreigntotal AS total FROM transaction WHERE externalid = ?', [externalId]);
    const broken = orders.length === 1 ? [] : [`${String(orders.length)} sales orders stand for ${externalId}`];
    if (orders.some((order) => Number(order['total']) !== total)) broken.push(`the order's total is ${String(orders[0]?.['total'])}`);
    const operations = emulator.query("SELECT id, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE custrecord_dkt_op_doctype = 'order'");
    if (operations.length === 0) broken.push('the order is not in the log');
    return [...broken, ...operations.filter(({ state }) => state !== 'applied' && state !== 'unchanged').map(({ id, state }) => `order operation ${String(id)} came to rest as ${String(state)}`)];
  };
}
