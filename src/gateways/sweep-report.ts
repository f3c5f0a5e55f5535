import * as log from 'N/log';
import type { EntryPoints } from 'N/types';

/** What the platform hands over when a sweep is done. */
export type SweepSummary = EntryPoints.MapReduce.summarizeContext;

/** Logs what a sweep came to: how many operations stand where, and each failure by name. Never a payload. */
export function reportSweep(summary: SweepSummary): void {
  const states: Record<string, number> = {};
  summary.output.iterator().each((_key, state) => {
    states[state] = (states[state] ?? 0) + 1;
    return true;
  });
  const waiting = states['waits_for_configuration'];
  if (waiting !== undefined) log.error({ title: 'Sweep: settings of a source cannot be read', details: `${String(waiting)} operations wait until they are corrected.` });
  log.audit({ title: 'Sweep finished', details: { states, usage: summary.usage } });
  if (summary.inputSummary.error) log.error({ title: 'Sweep: selection failed', details: failureName(summary.inputSummary.error) });
  for (const stage of [summary.mapSummary, summary.reduceSummary]) {
    stage.errors.iterator().each((key, failure) => {
      log.error({ title: `Sweep: lane ${key} failed`, details: failureName(failure) });
      return true;
    });
  }
}

/** Name of a failure as the platform hands it over: a JSON text (platform facts 3.4). Messages may quote a document, so they stay out of the log. */
function failureName(failure: string): string {
  try {
    const { name } = JSON.parse(failure) as { readonly name?: unknown };
    return typeof name === 'string' ? name : 'UNKNOWN';
  } catch {
    return 'UNKNOWN';
  }
}
