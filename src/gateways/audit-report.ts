import * as log from 'N/log';
import type { EntryPoints } from 'N/types';
import type { SliceResult, VerifyReport } from '../application/audit/verify-report-port';
import type { Seal } from '../domain/audit/seal';
import { failuresOf } from './sweep-report';

/** What the platform hands over when a Map/Reduce is done. */
export type AuditSummary = EntryPoints.MapReduce.summarizeContext;

/** Reads the results of a verification: `complete` where no slice failed or was never finished. */
export function sliceResults(summary: AuditSummary): { readonly results: readonly SliceResult[]; readonly complete: boolean } {
  const results: SliceResult[] = [];
  summary.output.iterator().each((_key, text) => {
    results.push(JSON.parse(text) as SliceResult);
    return true;
  });
  return { results, complete: failuresOf(summary).length === 0 };
}

/** Logs how a verification went, and every row that it names. */
export function logVerification({ progress, finished, findings, sealFindings }: VerifyReport): void {
  log.audit({ title: finished ? 'Verification finished' : 'Verification goes on', details: progress });
  for (const one of sealFindings) log.error({ title: 'Verification: a seal is not as it was made', details: one });
  for (const one of findings) log.error({ title: `Verification: a row is ${one.kind}`, details: one });
}

/** Logs what was asked for and has come to its end, and failures of the run. */
export function logEnding(what: 'Evidence' | 'Retention', request: string | undefined, summary: AuditSummary): void {
  if (request !== undefined) log.audit({ title: `${what}: carried out`, details: { request } });
  for (const { stage, name, count } of failuresOf(summary)) log.error({ title: `${what}: ${stage} failed`, details: `${name}, ${String(count)} times` });
}

/** Logs a seal that was made, and failures of the run that made it. */
export function logSeal(seal: Seal | undefined, summary: AuditSummary): void {
  if (seal !== undefined) log.audit({ title: 'Seal made', details: { number: seal.number, hash: seal.hash, events: seal.events } });
  for (const { stage, name, count } of failuresOf(summary)) log.error({ title: `Seal: ${stage} failed`, details: `${name}, ${String(count)} times` });
}
