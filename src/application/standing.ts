import { judgeDocument } from '../domain/judge-document';
import type { DocumentValue } from '../domain/document';
import type { Intent } from '../domain/map';
import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import type { Problem } from '../domain/reasons';
import type { OperationState } from '../domain/states';
import { compareVersions } from '../domain/version-order';
import type { LookFacts, Operation } from './ports';
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
  const order = rule.documents === 'full' ? compareVersions(operation.versionNumber, facts.object?.versionNumber) : 'unordered';
  const applied = facts.object?.operationId ?? '';
  if (order === 'older') return rests('superseded', problemOf('version_older', `Version ${operation.version} is older than the one that operation ${applied} applied.`));
  if (order === 'equal' && rule.parts.equalVersion === 'conflict' && facts.object?.fingerprint !== operation.fingerprint) {
    return rests('needs_review', problemOf('version_conflict', `Operation ${applied} applied version ${operation.version} with other content.`));
  }
  return { kind: 'goes_on', intent: judged.intent };
}
