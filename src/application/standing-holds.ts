import { asciiJson } from '../domain/ascii-json';
import { jsonOf, judgedFromMs, moveBreaker, readBreaker } from '../domain/breaker';
import type { EndedAttempts } from '../domain/breaker';
import { chainEvent } from '../domain/event-chain';
import type { ChainHead } from '../domain/event-chain';
import { breakerName, isProcessing, isSwitchName, pauseNoteName, readPauseNote } from '../domain/holds';
import type { SwitchRow, WorkKind } from '../domain/holds';
import type { StoredMachineValue } from './machine-ports';
import type { Ports } from './ports';

/** Prefixes of the names of all rows that hold work back, or keep since when. `pause` covers what the sweep noted of pauses. */
export const HOLD_PREFIXES = ['intake', 'pause', 'breaker:'] as const;

/**
 * Moves every breaker on by the attempts that ended of late, and notes every pause that began or was lifted. Done by the sweep alone,
 * before it selects. Each move is an event on a chain of its own, which is the fence: of two sweeps that see the same, one moves.
 * Returns the rows as they stand then. 10 units; 8 more for each move, 12 for the first of a name.
 */
export function moveHolds(kinds: readonly WorkKind[], known: readonly StoredMachineValue[], ports: Ports): readonly SwitchRow[] {
  const nowMs = ports.platform.nowMs();
  const rows = new Map<string, SwitchRow>(known.map((row) => [row.name, row]));
  const move = (name: string, next: object): void => {
    rows.set(name, { name, value: writeMove(name, next, known.find((row) => row.name === name), ports) });
  };
  for (const [name, next] of [...movedBreakers(kinds, rows, ports), ...movedPauses(rows, nowMs)]) move(name, next);
  return [...rows.values()];
}

type Moves = readonly (readonly [name: string, next: object])[];

function movedBreakers(kinds: readonly WorkKind[], rows: ReadonlyMap<string, SwitchRow>, ports: Ports): Moves {
  const nowMs = ports.platform.nowMs();
  const names = new Map(kinds.map((kind) => [breakerName(kind), kinds.filter((other) => breakerName(other) === breakerName(kind))]));
  const standing = [...names].map(([name, over]) => ({ name, over, breaker: readBreaker(rows.get(name)?.value ?? '') }));
  const ended = ports.operations.ended(Math.min(...standing.map(({ breaker }) => judgedFromMs(breaker, nowMs)), nowMs));
  return standing.flatMap(({ name, over, breaker }) => {
    const moved = moveBreaker(breaker, ended.filter((attempts) => over.some((kind) => isOf(attempts, kind))), nowMs);
    return moved === breaker ? [] : [[name, moved] as const];
  });
}

function isOf(attempts: EndedAttempts, kind: WorkKind): boolean {
  return attempts.source === kind.source && attempts.documentType === kind.documentType;
}

function movedPauses(rows: ReadonlyMap<string, SwitchRow>, nowMs: number): Moves {
  const names = [...rows.keys()];
  const switches = new Set([...names.filter(isSwitchName), ...names.filter((name) => name.startsWith(NOTE)).map((name) => name.slice(NOTE.length))]);
  return [...switches].flatMap((name) => {
    const note = readPauseNote(rows.get(pauseNoteName(name))?.value ?? '');
    const state = isProcessing(rows.get(name)?.value) ? 'lifted' : 'paused';
    const asNoted = note === undefined ? state === 'lifted' : note.state === state;
    return asNoted ? [] : [[pauseNoteName(name), { state, sinceMs: nowMs }] as const];
  });
}

const NOTE = pauseNoteName('');

/** Appends the move to the chain of its name, then writes the row. Where another run was faster, its move stands. Returns what stands. */
function writeMove(name: string, next: object, known: StoredMachineValue | undefined, ports: Ports): string {
  const { platform, events, machine } = ports;
  const head = headOf(known?.value ?? '');
  const event = chainEvent(
    {
      chain: name, kind: 'switch', atMs: platform.nowMs(), actor: `user ${String(platform.caller.userId)} as ${platform.caller.role}`, salt: platform.randomHex(16),
      facts: asciiJson(next), values: '{}',
    },
    head,
    platform.sha256,
  );
  const appended = events.append(event);
  const last = appended.kind === 'appended' ? event : events.load(appended.endEventId);
  const value = asciiJson({ ...jsonOf(last.facts), head: { number: last.number, hash: last.hash } });
  machine.write(name, { value, number: last.atMs }, known);
  return value;
}

/** End of the chain that a row tells of; none where it tells of none, or was changed by hand: the fence then says where the end is. */
function headOf(value: string): ChainHead {
  const { head } = jsonOf(value);
  const { number, hash } = jsonOf(asciiJson(head ?? null));
  return typeof number === 'number' && typeof hash === 'string' ? { number, hash } : { number: 0, hash: '' };
}
