import type { Outcome } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import { quarantineContent } from './content-quarantine';
import { adoptLeft } from './left-outcome';
import type { Operation, Ports } from './ports';
import { setAside } from './set-aside';
import type { Stuck } from './set-aside';

/** Runs that may die on one operation before it is set aside (D-0069). */
const DEATH_LIMIT = 3;

/** True where runs died on the operation so often that another one would too. */
export function isPoison({ deaths }: Operation): boolean {
  return deaths >= DEATH_LIMIT;
}

/**
 * Sets an operation aside that runs die on, and notes its content, so that a document of the same content goes to a person without
 * being tried. An effect of a run that died is looked for first. The content comes first: a run that dies in between notes it again.
 */
export function quarantine(stuck: Omit<Stuck, 'problem'>, ports: Ports): Outcome {
  const { operation } = stuck;
  const left = adoptLeft(operation, stuck.triedBefore, ports);
  if (left !== undefined) return left;
  quarantineContent(operation, ports);
  const problem = problemOf('quarantined', `${String(operation.deaths)} runs died while they worked on it.`);
  return setAside({ ...stuck, problem }, ports);
}
