import { resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import type { ObjectRule } from './map';
import type { ProblemDetail } from './reasons';
import type { TransformAction } from './rule-parts';
import { broughtRecord } from './transform';
import type { Proposal, ReferenceNeed } from './transform';

/** The record that a rule transforms its target from. Undefined: it transforms none, or the document names none and need not. */
export function sourceRecord(rule: ObjectRule, object: DocumentValue, problems: ProblemDetail[]): ReferenceNeed | undefined {
  const { action } = rule.parts;
  if (action === undefined || action.kind === 'write') return undefined;
  const proposal = proposed(action, resolvePointer(object, action.path));
  if (proposal.kind === 'reference') return proposal.need;
  if (proposal.kind === 'problem') problems.push(proposal.problem);
  else if (action.whenAbsent !== 'create') {
    problems.push({ pointer: action.path, code: 'required_path_missing', message: `The ${action.from} that the ${rule.target} comes from is named here.` });
  }
  return undefined;
}

function proposed(action: TransformAction, found: DocumentValue | undefined): Proposal {
  const { source, from, path } = action;
  if (source.by === 'rule') return broughtRecord({ record: from, documentType: source.documentType }, found, path);
  const value = scalarText(found)?.trim() ?? '';
  return value === '' ? { kind: 'empty', how: 'absent' } : { kind: 'reference', need: { by: 'field', record: from, field: source.field, value, pointer: path } };
}
