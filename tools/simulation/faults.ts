import type { GateCall, GateOrder } from '../../emulator/runtime/types';
import type { Emulator } from '../../emulator/types';

/** Ways in which an N/* call can go wrong. `restart`: of the server, so that each job of a Map/Reduce stage loses the batch it has flagged. `outage`: this call and the nine after it are refused, whichever script makes them. */
export const FAULTS = ['kill-before', 'kill-after', 'error-before', 'error-after', 'usage-exhausted', 'time-exceeded', 'restart', 'outage'] as const;

export type Fault = (typeof FAULTS)[number];

/** Calls in a row that an outage refuses. */
const OUTAGE_CALLS = 10;

const FAILURE = { name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred. Error ID: sim' } as const;

/** One fault at the n-th N/* call, counted from 0 over everything that runs while the fault is planted. */
export interface Planted {
  readonly n: number;
  readonly fault: Fault;
}

/** An N/* call that a fault hit. */
export interface Hit extends Planted {
  /** Script and entry point, member, and what it touches: `restlet.post N/record.Record.save salesorder`. */
  readonly boundary: string;
}

/** What running with a fault came to. */
export interface FaultyRun<T> {
  readonly value: T;
  /** Undefined: the run ended before it came to that call. */
  readonly hit: Hit | undefined;
  /** N/* calls that were made, the one that was hit among them. */
  readonly calls: number;
}

/** Runs `work` with a fault planted in it. */
export function withFault<T>(emulator: Emulator, { n, fault }: Planted, work: () => T): FaultyRun<T> {
  let calls = 0;
  let hit: Hit | undefined;
  const remove = emulator.onCall((call) => {
    const index = calls;
    calls += 1;
    if (index === n) hit = { n, fault, boundary: boundaryOf(call) };
    return index === n || (fault === 'outage' && index > n && index < n + OUTAGE_CALLS) ? orderOf(fault) : undefined;
  });
  try {
    return { value: work(), hit, calls };
  } finally {
    remove();
  }
}

/** Names the boundary that a call passes, without ids and values. */
function boundaryOf({ execution, member, detail }: GateCall): string {
  return `${execution.scriptType}.${execution.entryPoint} ${member}${subjectOf(member, detail)}`;
}

function subjectOf(member: string, detail: string): string {
  if (member.startsWith('N/query.')) return ` ${statementOf(detail)}`;
  const subject = /^[a-z_]+/.exec(detail)?.[0];
  return subject === undefined || member.startsWith('N/log.') ? '' : ` ${subject}`;
}

/** What a statement reads: the tables behind its FROM, each once. */
function statementOf(statement: string): string {
  const tables = [...statement.matchAll(/\bFROM\s+([a-z_]+)/gi)].map((match) => match[1] ?? '');
  return [...new Set(tables)].filter((table) => table.startsWith('customrecord_dkt_')).map((table) => table.slice('customrecord_dkt_'.length)).sort().join('+');
}

function orderOf(fault: Fault): GateOrder {
  switch (fault) {
    case 'error-before':
    case 'outage':
      return { kind: 'error-before', ...FAILURE };
    case 'error-after':
      return { kind: fault, ...FAILURE };
    case 'kill-before':
    case 'kill-after':
    case 'usage-exhausted':
    case 'time-exceeded':
    case 'restart':
      return { kind: fault };
  }
}
