import type { SdfProblem } from './types';

/** A project that cannot be loaded. Its message lists every problem, one a line. Recognise it by `name`. */
export class SdfProjectError extends Error {
  override readonly name = 'SdfProjectError';

  constructor(readonly problems: readonly SdfProblem[]) {
    super(`the project does not load:\n${problems.map(describeProblem).join('\n')}`);
  }
}

/** `Objects/a.xml:3:5 rule 2: …`, as a compiler would say it. */
export function describeProblem(problem: SdfProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} rule ${problem.rule}: ${problem.message}`;
}
