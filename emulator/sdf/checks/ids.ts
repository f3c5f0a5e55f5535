import { basename } from 'node:path';

import { objectTable } from '../object-tables';
import { walk } from '../xml';
import { problem, topOf } from './problem';
import { INSTANCE_ID, structuresOf } from './structures';
import type { ProjectSource } from '../project-source';
import type { ScriptIdRule } from '../structure-table';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/**
 * Rule 1: the file's name is the root's script id; ids have their prefix, only `[a-z0-9_]`, and no more than their
 * length; no two in the project alike (list values and shipped rows: under one object).
 */
export function checkIds(source: ProjectSource): readonly SdfProblem[] {
  const seen = new Map<string, XmlElement>();
  return [
    ...source.problems,
    ...strayObjectFiles(source),
    ...source.objects.flatMap(({ file, root }) => [...checkFileName(file, root), ...checkObjectIds(root, seen)]),
  ];
}

function strayObjectFiles(source: ProjectSource): readonly SdfProblem[] {
  return source.deployPaths
    .filter((path) => path.section === 'objects')
    .flatMap((path) => path.files)
    .filter((file) => !file.endsWith('.xml'))
    .map((file) => problem(1, topOf(file), 'only .xml files may stand among the objects'));
}

function checkFileName(file: string, root: XmlElement): readonly SdfProblem[] {
  const scriptId = root.attributes.get('scriptid');
  return scriptId === undefined || basename(file) === `${scriptId}.xml`
    ? []
    : [problem(1, root.position, `the file must be named ${scriptId}.xml after its script id`)];
}

function checkObjectIds(root: XmlElement, seen: Map<string, XmlElement>): readonly SdfProblem[] {
  const table = objectTable(root.name);
  if (table === undefined) {
    return [];
  }
  const inParent = new Map<string, XmlElement>();
  const checked = structuresOf(root, table).flatMap(({ element, rule }) => {
    const scriptId = element.attributes.get('scriptid');
    if (rule === undefined || scriptId === undefined) {
      return [];
    }
    return [
      ...checkForm(element, scriptId, rule),
      ...checkUnique(element, scriptId, rule.uniqueIn === 'project' ? seen : inParent),
    ];
  });
  const rows = [...walk(root)].filter((element) => element.name === 'instance').flatMap((element) => {
    const scriptId = element.attributes.get('scriptid');
    return scriptId === undefined ? [] : [...checkForm(element, scriptId, INSTANCE_ID), ...checkUnique(element, scriptId, inParent)];
  });
  return [...checked, ...rows];
}

function checkForm(element: XmlElement, scriptId: string, rule: ScriptIdRule): readonly SdfProblem[] {
  const problems: SdfProblem[] = [];
  if (!/^[a-z0-9_]+$/.test(scriptId)) {
    problems.push(problem(1, element.position, `script id "${scriptId}" may hold a-z, 0-9 and _ only`));
  } else if (!scriptId.startsWith(rule.prefix) || scriptId.length === rule.prefix.length) {
    problems.push(problem(1, element.position, `script id "${scriptId}" of <${element.name}> must start with "${rule.prefix}"`));
  }
  if (scriptId.length > rule.maxLength) {
    problems.push(problem(1, element.position, `script id "${scriptId}" has ${scriptId.length} characters, ${rule.maxLength} are allowed`));
  }
  return problems;
}

function checkUnique(element: XmlElement, scriptId: string, seen: Map<string, XmlElement>): readonly SdfProblem[] {
  const first = seen.get(scriptId);
  if (first === undefined) {
    seen.set(scriptId, element);
    return [];
  }
  const { file, line } = first.position;
  return [problem(1, element.position, `script id "${scriptId}" is taken already at ${file}:${line}`)];
}
