import { checkDeploy } from './checks/deploy';
import { checkFeatures } from './checks/features';
import { checkIds } from './checks/ids';
import { checkManifest } from './checks/manifest';
import { checkPermissions } from './checks/permissions';
import { checkReferences } from './checks/references';
import { checkSchedules } from './checks/schedules';
import { checkScripts } from './checks/scripts';
import { checkShape } from './checks/shape';
import { checkValues } from './checks/values';
import { readProjectSource } from './project-source';
import type { ProjectSource } from './project-source';
import type { SdfProblem } from './types';

const CHECKS: readonly ((source: ProjectSource) => readonly SdfProblem[])[] = [
  checkIds, checkManifest, checkShape, checkReferences, checkScripts, checkFeatures, checkPermissions, checkSchedules, checkDeploy, checkValues,
];

/** Every problem of a built project folder by the offline checks 1 to 8 and 10, by file and line. Empty: none found. */
export function checkSdfProject(folder: string): readonly SdfProblem[] {
  return checkProjectSource(readProjectSource(folder));
}

/** The same for a project that is already read. */
export function checkProjectSource(source: ProjectSource): readonly SdfProblem[] {
  return CHECKS.flatMap((check) => check(source)).sort(byPlace);
}

function byPlace(left: SdfProblem, right: SdfProblem): number {
  return left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column || left.rule - right.rule;
}
