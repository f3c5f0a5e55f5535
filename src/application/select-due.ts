import { asciiJson } from '../domain/ascii-json';
import { jsonOf, readBreaker } from '../domain/breaker';
import type { Breaker } from '../domain/breaker';
import { breakerName, holdOf, pastDeadlineMs } from '../domain/holds';
import type { SwitchRow, WorkKind } from '../domain/holds';
import { PARKED_LIMIT_MS } from '../domain/lease';
import { planSweep, SWEEP_CAPACITY } from '../domain/sweep-plan';
import type { StoredMachineValue } from './machine-ports';
import type { DueOperation, HeldWork, Ports } from './ports';
import { HOLD_PREFIXES, moveHolds } from './standing-holds';

/** Row that tells how much work, retries aside, the last selection left for want of room: another sweep should come at once. */
export const LEFT_OVER = 'sweep:left_over';

/**
 * Operations that a machine should look at now: due for another attempt, left behind by a run that died, or released. What a pause or
 * a breaker holds back is left alone, so it costs nothing; of a half-open breaker one operation goes. Held or not, an effect that may
 * stand is looked for, which writes nothing to a target, and what is past its deadline goes on to a person. 40 units and what moves.
 */
export function selectDue(ports: Ports): readonly DueOperation[] {
  const nowMs = ports.platform.nowMs();
  const known = ports.machine.read([...HOLD_PREFIXES, LEFT_OVER]);
  const kinds = ports.configuration.workKinds();
  const rows = moveHolds(kinds, known, ports);
  const halfOpen = halfOpenBreakers(kinds, rows, nowMs);
  const { taken, trials, leftOver } = planSweep(ports.operations.due(nowMs, heldWork(kinds, rows, nowMs)), {
    capacity: SWEEP_CAPACITY,
    trialOf: ({ source, documentType, mayStand, budgetFromMs }) => {
      const breaker = halfOpen.get(`${source}:${documentType}`);
      return breaker === undefined || mayStand || budgetFromMs <= breaker.pastMs ? undefined : breaker.name;
    },
    lastTrial: (name) => [...halfOpen.values()].find((breaker) => breaker.name === name)?.trial ?? 0,
  });
  for (const row of known) noteTrial(row, trials.get(row.name), { rows, ports });
  noteLeftOver(leftOver, known.find(({ name }) => name === LEFT_OVER), ports);
  return taken.map(({ internalId, lane }) => ({ internalId, lane }));
}

/** What is not selected: paused work, and that of an open breaker, until its deadline is over. */
function heldWork(kinds: readonly WorkKind[], rows: readonly SwitchRow[], nowMs: number): readonly HeldWork[] {
  return kinds.flatMap((kind) => {
    const hold = holdOf(rows, kind, 0, nowMs);
    if (hold === undefined || (hold.kind === 'breaker' && breakerOver(kind, rows).state === 'half_open')) return [];
    return [{ source: kind.source, documentType: kind.documentType, pastMs: pastDeadlineMs(rows, kind, { ...hold, nowMs }) }];
  });
}

function breakerOver(kind: WorkKind, rows: readonly SwitchRow[]): Breaker {
  return readBreaker(rows.find(({ name }) => name === breakerName(kind))?.value ?? '');
}

interface HalfOpen {
  readonly name: string;
  /** Its last trial. */
  readonly trial: number;
  /** What counts from this time or before is past its deadline, epoch milliseconds. */
  readonly pastMs: number;
}

/** Half-open breakers, by `source:documentType` of what they are over. */
function halfOpenBreakers(kinds: readonly WorkKind[], rows: readonly SwitchRow[], nowMs: number): ReadonlyMap<string, HalfOpen> {
  return new Map(kinds.flatMap((kind) => {
    const breaker = breakerOver(kind, rows);
    if (breaker.state !== 'half_open') return [];
    const pastMs = pastDeadlineMs(rows, kind, { limitMs: PARKED_LIMIT_MS, nowMs });
    return [[`${kind.source}:${kind.documentType}`, { name: breakerName(kind), trial: breaker.trial, pastMs }] as const];
  }));
}

/** Lets the trial of a half-open breaker through: whoever carries an operation on reads there which one goes. */
function noteTrial(known: StoredMachineValue, trial: number | undefined, { rows, ports }: { readonly rows: readonly SwitchRow[]; readonly ports: Ports }): void {
  if (trial === undefined) return;
  const value = rows.find(({ name }) => name === known.name)?.value ?? '';
  ports.machine.write(known.name, { value: asciiJson({ ...jsonOf(value), trial }), number: known.number }, known);
}

function noteLeftOver(leftOver: number, known: StoredMachineValue | undefined, ports: Ports): void {
  if (leftOver !== (known?.number ?? 0)) ports.machine.write(LEFT_OVER, { value: '', number: leftOver }, known);
}
