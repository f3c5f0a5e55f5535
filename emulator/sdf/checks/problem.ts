import type { SdfPosition, SdfProblem, SdfRule } from '../types';

/** A problem of one rule at one place. */
export function problem(rule: SdfRule, position: SdfPosition, message: string): SdfProblem {
  return { rule, file: position.file, line: position.line, column: position.column, message };
}

/** The top of a file, for what has no place of its own. */
export function topOf(file: string): SdfPosition {
  return { file, line: 1, column: 1 };
}
