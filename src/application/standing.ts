import { judgeDocument } from '../domain/judge-document';
import type { DocumentValue } from '../domain/document';
import type { Intent, ObjectRule } from '../domain/map';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import { compareVersions } from '../domain/version-order';
import type { VersionOrder } from '../domain/version-order';
import type { KnownObject, LookFacts, Operation } from './ports';
import type { AdvanceContext } from './progress';

/** How a document stands before any of its fields is looked at: its rule, and the versions known of its object. */
export type Standing =
  | { readonly kind: 'goes_on'; readonly intent: Intent }
  | { readonly kind: 'rests'; readonly outcome: Outcome };

/** Judges a document by its rule and by the order of versions (design 6). Apply and validate share it. */
export function standingOf(operation: Operation, object: DocumentValue, context: AdvanceContext, facts: LookFacts): Standing {
  const { rule } = context.map;
  const rests = (state: OperationState, problem: Problem): Standing => ({
    kind: 'rests', outcome: { state, result: null, verdicts: [], problem, mapVersion: rule.mapVersion },
  });
  const judged = judgeDocument(rule, object, { production: context.ports.platform.production, intent: operation.intent });
  if (judged.kind === 'refused') return rests('refused', judged.problem);
  const order = compareVersions(operation.versionNumber, facts.object?.versionNumber);
  const overtaken = order === 'newer' ? undefined : overtakenBy(operation, facts, context);
  // A part of an object that came later says nothing of the other parts: a person looks.
  if (overtaken !== undefined) return rests(rule.documents === 'partial' ? 'needs_review' : 'superseded', overtaken);
  const problem = orderProblem(operation, { rule, facts, order, cancels: judged.intent === 'cancel' });
  if (problem !== undefined) return rests(problem.code === 'version_older' ? 'superseded' : 'needs_review', problem);
  return { kind: 'goes_on', intent: judged.intent };
}

/**
 * Says that a document which was received later was applied while this one rested with a person, who then had it carried on: it
 * would overwrite the later one. Only an operation that was at rest before has a chain; all others keep to their lane. 10 units.
 */
function overtakenBy({ head, operationId, internalId }: Operation, { object }: LookFacts, { ports }: AdvanceContext): Problem | undefined {
  if (head.number === 0 || object === undefined || object.operationId === operationId) return undefined;
  const other = ports.operations.find(object.operationId);
  if (other === undefined || other.internalId < internalId) return undefined;
  return problemOf('version_older', `Operation ${object.operationId} came after this one and was applied while it rested.`);
}

interface Ordering {
  readonly rule: ObjectRule;
  readonly facts: LookFacts;
  readonly order: VersionOrder;
  readonly cancels: boolean;
}

/** What keeps a document from being carried out because of what its object had before; undefined: nothing does. */
function orderProblem(operation: Operation, { rule, facts, order, cancels }: Ordering): Problem | undefined {
  const known = facts.object;
  if (known === undefined) return undefined;
  const { version } = operation;
  const cancelled = !known.hasRecord && !cancels;
  if (rule.documents === 'partial' && !cancelled) return undefined;
  switch (order) {
    case 'newer':
      return undefined;
    case 'older':
      return problemOf('version_older', `Version ${version} is older than the one that operation ${known.operationId} applied.`);
    case 'equal':
      if (cancelled) return cancelledBefore(known);
      if (rule.parts.equalVersion === 'accept' || known.fingerprint === operation.fingerprint) return undefined;
      return problemOf('version_conflict', `Operation ${known.operationId} applied version ${version} with other content.`);
    case 'unordered':
      if (cancelled) return cancelledBefore(known);
      return cancels || known.versionNumber === undefined ? undefined : unorderable(rule, version, known);
  }
}

/** A cancellation came before there was a record. Nothing says that this document was written after it. */
function cancelledBefore({ operationId }: KnownObject): Problem {
  return problemOf('cancelled_before', `Operation ${operationId} cancelled the object before this document came, and no newer version says that it lives again.`);
}

/** Versions were told of this object before: one that cannot be put among them may be the older (design 11, rule 10). */
function unorderable({ paths }: ObjectRule, version: string, { operationId }: KnownObject): Problem {
  const message = `Version "${version}" cannot be compared with the one that operation ${operationId} applied.`;
  return problemOf('value_invalid', message, [{ pointer: paths.version ?? '', code: 'value_invalid', message }]);
}
