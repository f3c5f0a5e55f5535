import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import * as ts from 'typescript';

import { checkSdfProject } from '../emulator/sdf/check-project';
import { readProjectSource } from '../emulator/sdf/project-source';
import { projectIds } from '../emulator/sdf/references';
import { describeProblem } from '../emulator/sdf/sdf-project-error';
import type { SdfProblem } from '../emulator/sdf/types';

/** A string literal of this form is a script id, and must be one that the project defines. */
const SCRIPT_ID = /^(?:customrecord|custrecord|custbody|custcol|custentity|custitem|customscript|customdeploy|custscript|customrole|customlist)_[a-z0-9_]+$/;

const ROOT = resolve(__dirname, '..');

/** Where the built project and the TypeScript that uses its ids stand. */
export interface SdfCheckFolders {
  readonly project: string;
  /** Searched with everything below it. */
  readonly source: string;
}

/** Every problem of the offline checks 1 to 8 and 10, the ids used in TypeScript included. */
export function checkSdf(folders: SdfCheckFolders): readonly SdfProblem[] {
  return [...checkSdfProject(folders.project), ...checkIdsInSource(folders)];
}

/** Rule 10 for TypeScript: every script id that a string literal names exists in the project's XML. */
export function checkIdsInSource({ project, source }: SdfCheckFolders): readonly SdfProblem[] {
  const ids = projectIds(readProjectSource(project));
  const known = new Set([
    ...ids.objects.keys(),
    ...[...ids.parts.keys()].map((part) => part.slice(part.indexOf('.') + 1)),
    ...ids.account,
  ]);
  return typeScriptFiles(source).flatMap((diskPath) => unknownIds(diskPath, known));
}

function typeScriptFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => join(folder, path));
}

function unknownIds(diskPath: string, known: ReadonlySet<string>): readonly SdfProblem[] {
  const file = ts.createSourceFile(diskPath, readFileSync(diskPath, 'utf8'), ts.ScriptTarget.ES2022, true);
  const problems: SdfProblem[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && SCRIPT_ID.test(node.text) && !known.has(node.text)) {
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
      problems.push({ rule: 10, file: relative(ROOT, diskPath), line: line + 1, column: character + 1, message: `no object of the project defines "${node.text}"` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return problems;
}

/** `tsx tools/check-sdf.ts [PROJECT] [SOURCE]`: prints every problem of the built project; exit code 1 when there is one. */
function main(args: readonly string[]): number {
  const project = resolve(ROOT, args[0] ?? 'dist');
  const problems = checkSdf({ project, source: resolve(ROOT, args[1] ?? 'src') });
  for (const problem of problems) {
    console.log(describeProblem(problem));
  }
  console.log(problems.length === 0 ? `${relative(ROOT, project)}: no problem found` : `${problems.length} problem(s) in ${relative(ROOT, project)}`);
  return problems.length === 0 ? 0 : 1;
}

if (require.main === module) {
  process.exitCode = main(process.argv.slice(2));
}
