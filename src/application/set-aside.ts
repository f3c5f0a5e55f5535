import { targetExternalId } from '../domain/identity';
import type { Outcome, TargetRecord } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import { adoptLeft } from './left-outcome';
import type { Operation, Ports } from './ports';
import { settle } from './settle';

/** An operation that a machine cannot carry on, and what is known of it. */
export interface Stuck {
  readonly operation: Operation;
  readonly problem: Problem;
  /** Record types that it may have written, by its rule; every type that documents become where the rule is gone. */
  readonly targets: readonly string[];
  readonly mapVersion: string;
  /** True where an earlier run may have had an effect. */
  readonly triedBefore: boolean;
}

/**
 * Puts an operation in front of a person whose document or rule is damaged, or that fails in every run. Its document says nothing
 * any more, so an effect of an earlier run is looked for by the external id that its row keeps. Where one stands, the outcome links
 * the record and the problem says so: nobody must take the operation for one without an effect, or withdraw it. An outcome that an earlier
 * run left is completed instead. Returns the outcome that stands.
 */
export function setAside(stuck: Stuck, ports: Ports): Outcome {
  const { operation, problem, mapVersion } = stuck;
  const left = adoptLeft(operation, stuck.triedBefore, ports);
  if (left !== undefined) return left;
  const { result, note } = stuck.triedBefore && operation.externalId !== '' ? lookForEffect(stuck, ports) : { result: null, note: '' };
  const told = { ...problem, detail: `${problem.detail}${note}` };
  return settle(operation, { known: undefined }, { state: 'needs_review', result, verdicts: [], problem: told, mapVersion }, ports);
}

function lookForEffect({ operation, targets }: Stuck, { ledger, platform }: Ports): { readonly result: TargetRecord | null; readonly note: string } {
  const externalId = targetExternalId(operation.source, operation.documentType, operation.externalId, platform.sha256);
  const notes: string[] = [];
  for (const recordType of targets) {
    const seen = tried(() => ledger.probe(recordType, externalId));
    if (seen === 'failed') notes.push(`It could not be looked for among records of type ${recordType}.`);
    else if (seen?.stamp === operation.operationId) {
      const { documentNumber } = ledger.readBack(recordType, seen.internalId, []);
      return { result: { recordType, internalId: seen.internalId, externalId, documentNumber }, note: ` The ${recordType} ${String(seen.internalId)} carries this operation: its effect stands.` };
    } else if (seen !== undefined) notes.push(`The ${recordType} ${String(seen.internalId)} has its external id, and was last written by ${seen.stamp === '' ? 'nobody known' : `operation ${seen.stamp}`}.`);
  }
  return { result: null, note: ` No record carries this operation.${notes.map((note) => ` ${note}`).join('')}` };
}

/** A type that the account does not have cannot be searched. That must not keep the operation from a person. */
function tried<T>(work: () => T): T | 'failed' {
  try {
    return work();
  } catch {
    return 'failed';
  }
}

/** What an error that came before any decision tells a person. */
export function exhausted(error: unknown): Problem {
  const { name, message } = error as { readonly name?: string; readonly message?: string };
  return problemOf('attempts_exhausted', `${name ?? 'UNKNOWN'}: ${message ?? ''}`, [], { name: name ?? 'UNKNOWN', message: message ?? '' });
}
