import type { Emulator } from '../emulator/types';
import type { ChartLine } from './chart';
import { RESTLET, bootAccount, orderBodies, seededCompany, withDataFolder } from './company';

/** How a storm of failures went: every save of a sales order fails for an hour. */
export interface Storm {
  readonly received: number;
  readonly applied: number;
  /** Attempts that failed while the storm lasted, and what they would have been without a breaker: one per operation and sweep. */
  readonly failedAttempts: number;
  readonly withoutBreaker: number;
  /** Largest part of one sweep's capacity that went into saves while the storm lasted. */
  readonly largestRetryPart: number;
  /** Minutes from the end of the storm until nothing was left. */
  readonly recoveredAfterMinutes: number;
  /** Operations that a person had to look at. */
  readonly inReview: number;
  readonly lines: readonly ChartLine[];
  readonly from: number;
  readonly to: number;
}

const TICK_MINUTES = 15;
const TICK_MS = TICK_MINUTES * 60_000;
const TICKS = 24;
const STORM_FROM = 4;
const STORM_TO = 8;

/** Operations that a sweep takes at most: its capacity. */
const CAPACITY = 1_000;

const STANDING = `SELECT custrecord_dkt_op_state AS state, COUNT(*) AS n FROM customrecord_dkt_operation
WHERE custrecord_dkt_op_doctype = 'order' GROUP BY custrecord_dkt_op_state`;

/** Where the orders stand. */
interface Standing {
  readonly applied: number;
  readonly review: number;
  readonly waiting: number;
}

function standing(emulator: Emulator): Standing {
  const rows = emulator.query(STANDING);
  const count = (states: readonly string[]) => rows.filter(({ state }) => states.includes(String(state))).reduce((sum, { n }) => sum + Number(n), 0);
  return {
    applied: count(['applied']), review: count(['needs_review']), waiting: count(['accepted', 'retry_scheduled', 'unknown', 'parked']),
  };
}

/** Lets every save of a sales order fail while `storming`; tells how many did, and how many saves sweeps tried at any time. */
function brewStorm(emulator: Emulator): { storming: boolean; failed: number; swept: number } {
  const storm = { storming: false, failed: 0, swept: 0 };
  emulator.onCall((call) => {
    if (call.member !== 'N/record.Record.save' || !call.detail.startsWith('salesorder:')) return undefined;
    if (call.execution.entryPoint === 'reduce') storm.swept += 1;
    if (!storm.storming) return undefined;
    storm.failed += 1;
    return { kind: 'error-before', name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred.' };
  });
  return storm;
}

/** Sends so many orders each quarter of an hour for three hours; in the second hour NetSuite saves none of them. */
export async function measureStorm(ordersPerTick: number, say: (line: string) => void): Promise<Storm> {
  return withDataFolder(async (folder) => {
    const emulator = await bootAccount(folder, { callCostMs: 20, standing: true });
    const { connector } = seededCompany(emulator);
    const body = orderBodies();
    let received = 0;
    const send = (count: number) => {
      for (let each = 0; each < count; each += 1) emulator.callRestlet({ ...RESTLET, method: 'post', argument: body((received += 1)), actor: connector });
    };
    send(1);
    const storm = brewStorm(emulator);
    const seen: { readonly minute: number; readonly before: Standing; readonly after: Standing; readonly tried: number }[] = [];
    for (let tick = 0; tick < TICKS; tick += 1) {
      storm.storming = tick >= STORM_FROM && tick < STORM_TO;
      if (tick < TICKS / 2) send(ordersPerTick);
      const before = standing(emulator);
      const sweptBefore = storm.swept;
      emulator.advanceTime(TICK_MS);
      const after = standing(emulator);
      const tried = storm.swept - sweptBefore;
      seen.push({ minute: (tick + 1) * TICK_MINUTES, before, after, tried });
      say(`minute ${String((tick + 1) * TICK_MINUTES)}: ${String(after.applied)} applied, ${String(after.waiting)} waiting, ${String(tried)} tried`);
    }
    emulator.close();
    return figures(seen, { received, failedAttempts: storm.failed });
  });
}

type Seen = readonly { readonly minute: number; readonly before: Standing; readonly after: Standing; readonly tried: number }[];

function figures(seen: Seen, counted: Pick<Storm, 'received' | 'failedAttempts'>): Storm {
  const from = STORM_FROM * TICK_MINUTES;
  const to = STORM_TO * TICK_MINUTES;
  const recovered = seen.find(({ minute, after }) => minute > to && after.waiting === 0)?.minute;
  const end = seen.at(-1)?.after;
  if (recovered === undefined || end === undefined) throw new Error('The storm did not pass: operations are left.');
  const line = (name: string, of: (each: Seen[number]) => number, steps: boolean): ChartLine => ({ name, points: [[0, 0], ...seen.map((each) => [each.minute, of(each)] as const)], steps });
  const stormy = seen.filter(({ minute }) => minute > from && minute <= to);
  return {
    ...counted, from, to, applied: end.applied, inReview: end.review, recoveredAfterMinutes: recovered - to,
    withoutBreaker: stormy.reduce((sum, { before }) => sum + before.waiting, 0),
    largestRetryPart: Math.max(...stormy.map(({ tried }) => tried)) / CAPACITY,
    lines: [line('operations waiting', ({ after }) => after.waiting, true), line('saves tried by the sweep', ({ tried }) => tried, true), line('orders applied', ({ after }) => after.applied, false)],
  };
}
