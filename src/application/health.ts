import { readBreaker } from '../domain/breaker';
import { CONTRACT } from '../domain/envelope';
import { HEARTBEAT, heartbeatOf, isMissed } from '../domain/heartbeat';
import { isProcessing, isSwitchName } from '../domain/holds';
import type { SwitchRow } from '../domain/holds';
import { isoTime } from '../domain/outcome';
import { VERSION } from './product-version';
import type { OperationState } from '../domain/states';
import { Refusal } from '../domain/refusal';
import { speaksFor } from './admit';
import type { Ports } from './ports';

/** How the installation is doing, in numbers a sender can act on. Holds nothing of any document. */
export interface Health {
  readonly contract: string;
  readonly version: string;
  readonly account: string;
  readonly environment: 'production' | 'sandbox';
  readonly intake: 'open' | 'closed';
  /** Sources whose intake is closed, and `source:documentType` where that of one type is. */
  readonly pausedSources: readonly string[];
  /** Switches that pause the work: `intake`, `pause`, `pause:<source>`, `pause:<source>:<documentType>`. */
  readonly pausedWork: readonly string[];
  /** Breakers that hold work back. */
  readonly breakers: readonly BreakerHealth[];
  readonly queue: {
    /** Operations that are not settled, by state. */
    readonly depth: Readonly<Partial<Record<OperationState, number>>>;
    /** Receipt of the oldest of them, ISO UTC; null: none. */
    readonly oldestReceivedAt: string | null;
  };
  readonly sweep: {
    /** ISO UTC; null: none has told of itself yet. */
    readonly lastStartedAt: string | null;
    readonly lastEndedAt: string | null;
    readonly nextAt: string | null;
    /** True where none has told of itself for more than an hour: something keeps it from running. */
    readonly missed: boolean;
  };
  readonly serverTime: string;
}

/** A breaker that is not closed. */
export interface BreakerHealth {
  readonly source: string;
  readonly recordType: string;
  readonly state: 'open' | 'half_open';
  /** ISO UTC. */
  readonly since: string;
  /** When its pause is over, ISO UTC; null: one operation is being tried. */
  readonly until: string | null;
}

/** Role that keys the bindings: it may read what they open. */
const ADMINISTRATOR = 'administrator';

/**
 * GET health: version, intake, queue depth and age. Three statements. Throws the Refusal `source_not_yours` for a caller who is bound
 * to no source: whoever may run the script is not yet a sender (design 9).
 */
export function readHealth(ports: Ports): Health {
  const { platform, operations, configuration } = ports;
  const switches = configuration.switches();
  if (platform.caller.role !== ADMINISTRATOR && !switches.bindings.some((binding) => speaksFor(binding, platform.caller))) {
    throw new Refusal('source_not_yours', '', 'The calling user and role may speak for no source. An administrator binds them in the settings.');
  }
  const queue = operations.queue();
  const oldest = queue.reduce<number | undefined>((least, { oldestReceivedMs }) => (least === undefined || oldestReceivedMs < least ? oldestReceivedMs : least), undefined);
  return {
    contract: CONTRACT,
    version: VERSION,
    account: platform.accountId,
    environment: platform.production ? 'production' : 'sandbox',
    intake: switches.intakeOpen ? 'open' : 'closed',
    pausedSources: switches.pausedSources,
    pausedWork: switches.rows.filter(({ name, value }) => isSwitchName(name) && !isProcessing(value)).map(({ name }) => name),
    breakers: switches.rows.flatMap(breakerHealth),
    queue: {
      depth: Object.fromEntries(queue.map(({ state, count }) => [state, count])),
      oldestReceivedAt: oldest === undefined ? null : isoTime(oldest),
    },
    sweep: sweepHealth(ports),
    serverTime: isoTime(platform.nowMs()),
  };
}

function breakerHealth({ name, value }: SwitchRow): readonly BreakerHealth[] {
  const [kind, source = '', recordType = ''] = name.split(':');
  const breaker = readBreaker(value);
  if (kind !== 'breaker' || breaker.state === 'closed') return [];
  return [{ source, recordType, state: breaker.state, since: isoTime(breaker.sinceMs), until: breaker.state === 'open' ? isoTime(breaker.untilMs) : null }];
}

function sweepHealth({ machine, platform }: Ports): Health['sweep'] {
  const last = heartbeatOf(machine.read([HEARTBEAT]).find(({ name }) => name === HEARTBEAT)?.value ?? '');
  const told = (epochMs: number | undefined) => (epochMs === undefined ? null : isoTime(epochMs));
  return { lastStartedAt: told(last?.startedMs), lastEndedAt: told(last?.endedMs), nextAt: told(last?.nextMs), missed: isMissed(last, platform.nowMs()) };
}
