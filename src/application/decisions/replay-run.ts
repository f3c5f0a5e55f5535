import { changedMap, readChange } from '../../domain/decision/change';
import type { ProposedChange } from '../../domain/decision/change';
import { addTallies, NOTHING_REPLAYED, replayProgressOf, reportOf, reportText, tallyOf } from '../../domain/decision/replay';
import type { Replayed, ReplayProgress, ReplayReport, ReplayTally } from '../../domain/decision/replay';
import type { DecisionRows, StoredDecision } from '../actions/decision-port';
import type { SeenOperations } from '../actions/review-ports';
import { outcomeOf } from '../settle';
import type { Ports, SourceConfiguration } from '../ports';
import { replayDocument } from './replay-judge';
import type { TwoMaps } from './replay-judge';
import { replayRetries } from './replay-retries';
import type { ReplayRows, ReplayScheduler, ReplaySlice, SliceReplayed } from './replay-port';

/** What a replay needs beside the ports of operations. */
export interface ReplayPorts extends Ports {
  readonly decisions: DecisionRows;
  readonly replays: ReplayRows;
  readonly seen: Pick<SeenOperations, 'load'>;
  readonly replayScheduler: ReplayScheduler;
}

/** Documents of one slice: at most 56 units each, within what one invocation has. */
const DOCUMENTS_PER_SLICE = 40;

/** Documents of one run; the next run goes on. */
const DOCUMENTS_PER_RUN = 2000;

/** A replay that can go on: its decision, how far it is, and over which documents. */
interface Replay {
  readonly decision: StoredDecision;
  readonly progress: ReplayProgress;
  readonly change: ProposedChange;
}

/** Slices of the oldest replay that waits; none where none does. 32 units. */
export function slicesToReplay(ports: ReplayPorts): readonly ReplaySlice[] {
  for (const code of ports.replays.waiting()) {
    const replay = replayOf(code, ports);
    if (replay !== undefined) return slicesOf(replay, ports);
  }
  return [];
}

function slicesOf({ decision, progress, change }: Replay, ports: ReplayPorts): readonly ReplaySlice[] {
  const { source, documentType } = scopeOf(change);
  const { fromMs, toMs, doneId } = progress;
  const ids = ports.replays.ids({ source, documentType, fromMs, toMs, after: doneId, most: DOCUMENTS_PER_RUN });
  if (ids.length === 0) {
    // Nothing is left, or nothing ever was: the report says so without a slice.
    report({ decision, progress, change }, { tally: NOTHING_REPLAYED, doneId, done: true }, ports);
    return [];
  }
  return Array.from({ length: Math.ceil(ids.length / DOCUMENTS_PER_SLICE) }, (_, index) => ({ decision: decision.code, internalIds: ids.slice(index * DOCUMENTS_PER_SLICE, (index + 1) * DOCUMENTS_PER_SLICE) }));
}

function replayOf(code: string, { decisions }: ReplayPorts): Replay | undefined {
  const decision = decisions.load(code);
  const progress = replayProgressOf(decision?.replay ?? '');
  const read = decision === undefined ? undefined : readChange(decision.change);
  if (decision?.status !== 'proposed' || progress === undefined || progress.state === 'done' || read?.kind !== 'read') return undefined;
  return { decision, progress, change: read.change };
}

/** Source and document type of a change; empty: of all. */
function scopeOf(change: ProposedChange): { readonly source: string; readonly documentType: string } {
  if (change.kind === 'retry') return { source: '', documentType: '' };
  const [source = '', documentType = ''] = change.map.split('.');
  return { source, documentType };
}

/** Replays the documents of one slice, writes nothing. At most 56 units a document. */
export function replaySlice({ decision: code, internalIds }: ReplaySlice, ports: ReplayPorts): SliceReplayed {
  const replay = replayOf(code, ports);
  const tally = replay === undefined ? NOTHING_REPLAYED : tallyOf(replay.change.kind === 'retry' ? replayRetries(internalIds, replay.change, ports) : overMap(internalIds, replay.change, ports));
  return { decision: code, firstId: internalIds[0] ?? 0, lastId: internalIds.at(-1) ?? 0, tally };
}

function overMap(internalIds: readonly number[], change: Extract<ProposedChange, { readonly kind: 'map' }>, ports: ReplayPorts): readonly Replayed[] {
  const maps = twoMaps(change, ports.configuration.load(scopeOf(change).source));
  if (typeof maps === 'string') return [];
  const events = ports.replays.outcomeEvents(internalIds);
  return internalIds.map((id): Replayed => {
    const operation = ports.seen.load(id);
    const event = events.get(id);
    return replayDocument({ operation, made: event !== undefined && madeRecord(event, ports) }, maps, ports);
  });
}

/** True where the operation's outcome says that it made its record. An outcome that no longer holds its values says nothing. 2 units. */
function madeRecord(eventId: number, { events }: ReplayPorts): boolean {
  const event = events.load(eventId);
  const verb = event.values === '' ? undefined : outcomeOf(event).effect?.verb;
  return verb === 'create' || verb === 'transform';
}

/** The map in force and the one proposed; a text: why there are none. */
export function twoMaps(change: Extract<ProposedChange, { readonly kind: 'map' }>, configuration: SourceConfiguration): TwoMaps | string {
  const before = configuration.maps.find(({ rule }) => rule.code === change.map);
  if (before === undefined) return `No map ${change.map} is in force.`;
  const after = changedMap(before, change);
  return typeof after === 'string' ? after : { configuration, before, after };
}

/**
 * Adds what the slices of a run came to, as far as none before them is missing, and attaches the report. What was not replayed is taken up by the
 * next run, which is asked for at once. 60 units.
 */
export function reportReplay(slices: readonly SliceReplayed[], ports: ReplayPorts): ReplayReport | undefined {
  const code = slices[0]?.decision ?? ports.replays.waiting()[0];
  const replay = code === undefined ? undefined : replayOf(code, ports);
  if (replay === undefined || slices.length === 0) return undefined;
  const { source, documentType } = scopeOf(replay.change);
  const { fromMs, toMs, doneId } = replay.progress;
  const ids = ports.replays.ids({ source, documentType, fromMs, toMs, after: doneId, most: DOCUMENTS_PER_RUN });
  const whole = withoutGap(slices, ids);
  const lastId = whole.at(-1)?.lastId ?? doneId;
  const done = whole.length === slices.length && lastId === (ids.at(-1) ?? 0) && ids.length < DOCUMENTS_PER_RUN;
  const made = report(replay, { tally: whole.map(({ tally }) => tally).reduce(addTallies, NOTHING_REPLAYED), doneId: lastId, done }, ports);
  if (!done) ports.replayScheduler.wakeReplay();
  return made;
}

/** Slices from the first document on, up to the first that is missing. */
function withoutGap(slices: readonly SliceReplayed[], ids: readonly number[]): readonly SliceReplayed[] {
  const sorted = [...slices].sort((a, b) => a.firstId - b.firstId);
  const gap = sorted.findIndex(({ firstId }, index) => ids[index * DOCUMENTS_PER_SLICE] !== firstId);
  return gap < 0 ? sorted : sorted.slice(0, gap);
}

interface Reached {
  readonly tally: ReplayTally;
  readonly doneId: number;
  readonly done: boolean;
}

function report({ decision, progress }: Replay, { tally, doneId, done }: Reached, { decisions, platform }: ReplayPorts): ReplayReport {
  const before = progress.doneId === 0 ? undefined : reportOf(decision.report);
  const { days, fromMs, toMs } = progress;
  const whole: ReplayReport = { decision: decision.code, textHash: decision.textHash, days, fromMs, toMs, ...addTallies(before ?? NOTHING_REPLAYED, tally) };
  const next: ReplayProgress = { ...progress, state: done ? 'done' : 'under_way', doneId };
  // The hash names a report that is done: what is attached to an acceptance is never half of one.
  const { report: text, reportHash } = reportText(whole, platform.sha256);
  decisions.change(decision.internalId, { replay: JSON.stringify(next), report: text, reportHash: done ? reportHash : '' });
  return whole;
}
