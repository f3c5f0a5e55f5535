import { readFileSync } from 'node:fs';

import { isObjectType } from '../object-tables';
import { parseReference } from '../references';
import { readScriptHeader } from '../script-header';
import { SCRIPT_TYPE_TAGS } from '../script-tables';
import { childOf } from '../xml';
import { defineProblems } from './define-run';
import { problem, topOf } from './problem';
import type { CabinetFile, ObjectDocument, ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';

/**
 * Rule 4: a script file's `@NScriptType` fits the object that uses it, `@NApiVersion` is 2.1, the header is the first token
 * of the file, and its `define` call runs with N/* and existing files alone, touching no N/* member while it does.
 */
export function checkScripts(source: ProjectSource): readonly SdfProblem[] {
  const texts = new Map(
    source.cabinet.filter((file) => file.path.endsWith('.js')).map((file) => [file.path, readFileSync(file.diskPath, 'utf8')]),
  );
  return [
    ...source.objects.flatMap((document) => checkScriptObject(document, texts)),
    ...source.cabinet.flatMap((file) => checkFile(file, texts)),
  ];
}

function checkScriptObject({ root }: ObjectDocument, texts: ReadonlyMap<string, string>): readonly SdfProblem[] {
  const expected = scriptTypeOf(root.name);
  const element = childOf(root, 'scriptfile');
  const parsed = element === undefined ? undefined : parseReference(element.text);
  const text = parsed?.kind === 'file' ? texts.get(parsed.path) : undefined;
  if (expected === undefined || element === undefined || text === undefined) {
    return [];
  }
  const header = readScriptHeader(text);
  if (header === undefined) {
    return [problem(4, element.position, `${element.text} must begin with its header comment`)];
  }
  const problems: SdfProblem[] = [];
  if (header.scriptType !== expected) {
    problems.push(problem(4, element.position, `${element.text} says @NScriptType ${header.scriptType ?? '(nothing)'}, but <${root.name}> needs ${expected}`));
  }
  if (header.apiVersion !== '2.1') {
    problems.push(problem(4, element.position, `${element.text} says @NApiVersion ${header.apiVersion ?? '(nothing)'}, but must say 2.1`));
  }
  return problems;
}

function scriptTypeOf(tag: string): string | undefined {
  const types: Readonly<Record<string, string>> = SCRIPT_TYPE_TAGS;
  return isObjectType(tag) && Object.hasOwn(types, tag) ? types[tag] : undefined;
}

function checkFile(file: CabinetFile, texts: ReadonlyMap<string, string>): readonly SdfProblem[] {
  const text = texts.get(file.path);
  if (text === undefined) {
    return [];
  }
  const header = readScriptHeader(text);
  const late = header === undefined && /@NApiVersion|@NScriptType/.test(text);
  const misplaced = late ? [problem(4, topOf(file.file), 'the header comment must be the first token of the file')] : [];
  const run = header?.apiVersion === undefined ? [] : defineProblems(file.path, texts);
  return [...misplaced, ...run.map((message) => problem(4, topOf(file.file), message))];
}
