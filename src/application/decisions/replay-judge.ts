import { resolveDocument } from '../../domain/decide';
import { documentFacts } from '../../domain/document-facts';
import { parseDecimal } from '../../domain/decimal';
import type { Judged, Replayed } from '../../domain/decision/replay';
import { judgeDocument } from '../../domain/judge-document';
import type { CompiledMap } from '../../domain/map';
import { locateObject } from '../../domain/mapping';
import type { Verdict } from '../../domain/ownership';
import { isRefusal } from '../../domain/refusal';
import type { Problem } from '../../domain/reasons';
import { prepareObject, readDocument } from '../advance';
import type { Prepared } from '../advance';
import { decideCancel } from '../cancel-target';
import { decideWrite } from '../decide-write';
import type { LookFacts, Operation, Ports, SourceConfiguration } from '../ports';
import type { Reading } from '../progress';
import { asIfBrought } from '../validate';

/** A stored document, and what is known of how it came to its record. */
export interface StoredDocument {
  readonly operation: Operation;
  /** True where this operation made its record: then it is judged as it was then, with no record there. */
  readonly made: boolean;
}

/** Two maps that a document is read by: the one in force, and the one proposed. */
export interface TwoMaps {
  readonly configuration: SourceConfiguration;
  readonly before: CompiledMap;
  readonly after: CompiledMap;
}

/**
 * What a stored document would come to today under two maps, on the same ground: a document that made its record as if there were none, any
 * other on the record as it stands. Order of versions, lanes, breakers and pauses are left out. Reads alone: it writes nothing. 2 to 52 units.
 */
export function replayDocument({ operation, made }: StoredDocument, maps: TwoMaps, ports: Ports): Replayed {
  const { operationId, documentType } = operation;
  if (operation.keptText === '') return { kind: 'erased', operationId };
  const document = readDocument(operation);
  const located = typeof document === 'string' ? undefined : locateObject(maps.before.rule, document);
  if (typeof document === 'string' || located === undefined) return { kind: 'unreadable', operationId };
  const facts = documentFacts(maps.before.rule, located.value);
  const judge = (map: CompiledMap): Judged => {
    const object = locateObject(map.rule, document);
    if (object === undefined) return judged('needs_review', 'required_path_missing', []);
    const context = { ports, configuration: maps.configuration, map, triedBefore: false, ordersLane: false, bring: () => { throw new Error('A replay brings nothing.'); } };
    return judgeObject(prepareObject(operation, context, object.value), made, ports);
  };
  return {
    kind: 'judged', operationId, documentType, documentNumber: facts.number ?? operation.externalId, amount: parseDecimal(facts.amount ?? '') ?? '', currency: facts.currency ?? '',
    before: judge(maps.before), after: proposed(judge, maps.after),
  };
}

/** A proposal may say what no map could: what it breaks is told of the document, and the replay goes on. */
function proposed(judge: (map: CompiledMap) => Judged, map: CompiledMap): Judged {
  try {
    return judge(map);
  } catch (error) {
    if (isRefusal(error)) return judged('needs_review', error.code, []);
    if (isProgramFault(error)) return judged('cannot_be_judged', '', []);
    throw error;
  }
}

function isProgramFault(error: unknown): boolean {
  return ['TypeError', 'RangeError', 'SyntaxError'].includes((error as { readonly name?: string } | null)?.name ?? '');
}

function judgeObject(prepared: Prepared, made: boolean, ports: Ports): Judged {
  const { operation, context, object, mapped, planned, targetId, request } = prepared;
  const standing = judgeDocument(context.map.rule, object, { production: ports.platform.production, intent: operation.intent });
  if (standing.kind === 'refused') return judged('refused', standing.problem.code, []);
  const looked = ports.lookup.look(request);
  const facts: LookFacts = made ? { ...looked, target: undefined, object: undefined } : looked;
  const reading: Reading = { operation: { ...operation, intent: standing.intent }, context, object, mapped, targetId, posting: request.posting, facts };
  if (standing.intent === 'cancel') return cancelJudged(reading);
  const first = resolveDocument(mapped, planned, facts.references);
  if (first.kind === 'review') return judged('needs_review', first.problem.code, []);
  if (first.kind === 'bring' && first.awaited.length > 0) return judged('parked', 'waits_for_document', []);
  const resolved = first.kind === 'resolved' ? first : resolveDocument(mapped, planned, asIfBrought(facts, first.references));
  return resolved.kind === 'resolved' ? written(reading, resolved.document) : judged('parked', 'waits_for_document', []);
}

function cancelJudged(reading: Reading): Judged {
  const decision = decideCancel(reading);
  switch (decision.kind) {
    case 'rest':
      return judged(decision.outcome.state, codeOf(decision.outcome.problem), decision.outcome.verdicts);
    case 'refused':
      return judged('needs_review', decision.error.name, []);
    default:
      return judged(decision.kind === 'leave' ? 'unchanged' : 'applied', '', []);
  }
}

function written(reading: Reading, document: Parameters<typeof decideWrite>[1]): Judged {
  const decision = decideWrite(reading, document);
  switch (decision.kind) {
    case 'refused':
      return judged('needs_review', decision.error.name, []);
    case 'rest':
      return judged(decision.outcome.state, codeOf(decision.outcome.problem), decision.outcome.verdicts);
    case 'wait':
      return judged('parked', decision.problem.code, []);
    case 'leave':
      return judged(decision.state, '', decision.verdicts);
    case 'create':
    case 'update':
      return judged(decision.conflicts.length > 0 ? 'partly_applied' : 'applied', '', decision.verdicts);
  }
}

function codeOf(problem: Problem | null): string {
  return problem?.code ?? '';
}

/** Place of a verdict: its field, or its path where no row maps it; `#` and the line's key behind it. */
function judged(outcome: string, reason: string, verdicts: readonly Verdict[]): Judged {
  return { outcome, reason, verdicts: Object.fromEntries(verdicts.map(({ field, path, line, verdict }) => [`${field === '' ? path : field}${line === undefined ? '' : `#${line}`}`, verdict])) };
}
