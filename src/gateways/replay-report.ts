import * as log from 'N/log';
import type { EntryPoints } from 'N/types';
import type { SliceReplayed } from '../application/decisions/replay-port';
import type { ReplayReport } from '../domain/decision/replay';
import { failuresOf } from './sweep-report';

/** What the platform hands over when a Map/Reduce is done. */
export type ReplaySummary = EntryPoints.MapReduce.summarizeContext;

/** What the slices of a run came to; one that failed is missing. */
export function slicesReplayed(summary: ReplaySummary): readonly SliceReplayed[] {
  const slices: SliceReplayed[] = [];
  summary.output.iterator().each((_key, text) => {
    slices.push(JSON.parse(text) as SliceReplayed);
    return true;
  });
  return slices;
}

/** Logs how far a replay is, and what failed in it. */
export function logReplay(report: ReplayReport | undefined, summary: ReplaySummary): void {
  for (const { stage, name, count } of failuresOf(summary)) log.error({ title: `Replay: ${stage} failed`, details: `${name}, ${String(count)} times` });
  if (report === undefined) return;
  const { decision, documents, changed, erased, unreadable } = report;
  log.audit({ title: 'Replay', details: { decision, documents, changed, erased, unreadable } });
}
