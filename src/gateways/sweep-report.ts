import * as log from 'N/log';
import type { EntryPoints } from 'N/types';
import type { SweepRun, Swept } from '../application/sweep-run-port';
import type { Heartbeat, ReportedFailure } from '../domain/heartbeat';

/** What the platform hands over when a sweep is done. */
export type SweepSummary = EntryPoints.MapReduce.summarizeContext;

/** What the reduce stage tells of one operation, as it travels to the summary. */
export function sweptPair({ internalId, state, words }: Swept): { readonly key: string; readonly value: string } {
  return { key: String(internalId), value: JSON.stringify(words === undefined ? { state } : { state, words }) };
}

/** Reads what the platform hands over: counts, and every failure by stage and name. Never a payload: messages may quote a document. */
export function sweepRunOf(summary: SweepSummary): SweepRun {
  const swept: { readonly internalId: number; readonly swept: Pick<Swept, 'state' | 'words'> }[] = [];
  summary.output.iterator().each((key, text) => {
    swept.push({ internalId: Number(key), swept: JSON.parse(text) as Pick<Swept, 'state' | 'words'> });
    return true;
  });
  let selected = 0;
  summary.mapSummary.keys.iterator().each(() => {
    selected += 1;
    return true;
  });
  return {
    startedMs: summary.dateCreated.getTime(),
    units: summary.usage,
    selected,
    swept: swept.map((one) => one.swept),
    damaged: swept.flatMap(({ internalId, swept: { words } }) => (words === undefined ? [] : [{ internalId, words }])),
    failures: failuresOf(summary),
  };
}

/** Logs what a sweep came to. */
export function logSweep(heartbeat: Heartbeat): void {
  const { selected, outcomes, units, stillDue } = heartbeat;
  log.audit({ title: 'Sweep finished', details: { selected, outcomes, stillDue, units } });
  for (const { stage, name, count } of heartbeat.failures) log.error({ title: `Sweep: ${stage} failed`, details: `${name}, ${String(count)} times` });
}

type Stage = SweepSummary['mapSummary'] | SweepSummary['reduceSummary'];

/** Every failure that the platform caught, by stage and name. */
export function failuresOf({ inputSummary, mapSummary, reduceSummary }: SweepSummary): readonly ReportedFailure[] {
  const names = [
    ...(inputSummary.error ? [`getInputData ${failureName(inputSummary.error)}`] : []),
    ...stageFailures('map', mapSummary),
    ...stageFailures('reduce', reduceSummary),
  ];
  return [...new Set(names)].map((named) => {
    const [stage = '', ...name] = named.split(' ');
    return { stage, name: name.join(' '), count: names.filter((other) => other === named).length };
  });
}

/** Errors of a stage, and pairs of which nothing was heard again: those that a limit or a restart cut off. */
function stageFailures(stage: string, summary: Stage): readonly string[] {
  const failed = new Set<string>();
  const names: string[] = [];
  summary.errors.iterator().each((key, failure) => {
    failed.add(key);
    names.push(`${stage} ${failureName(failure)}`);
    return true;
  });
  summary.keys.iterator().each((key, _executions, completion) => {
    // The value's spelling is nowhere documented (platform facts 3.4), so only what is known to be complete counts as that.
    if (completion !== 'COMPLETE' && !failed.has(key)) names.push(`${stage} NEVER_FINISHED`);
    return true;
  });
  return names;
}

/** Name of a failure as the platform hands it over: a JSON text (platform facts 3.4). */
function failureName(failure: string): string {
  try {
    const { name } = JSON.parse(failure) as { readonly name?: unknown };
    return typeof name === 'string' ? name : 'UNKNOWN';
  } catch {
    return 'UNKNOWN';
  }
}
