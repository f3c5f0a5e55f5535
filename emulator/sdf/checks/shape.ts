import { isObjectType, objectTable } from '../object-tables';
import { checkInstances } from './instances';
import { problem } from './problem';
import { recurrenceTable, specOf, structuresOf } from './structures';
import { valueProblem } from './tag-values';
import type { Structure } from './structures';
import type { ProjectSource } from '../project-source';
import type { StructureTable, TagSpec } from '../structure-table';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** Rule 2: every tag is known, every required one is there, and every value is of its kind. */
export function checkShape(source: ProjectSource): readonly SdfProblem[] {
  return [...checkSections(source), ...source.objects.flatMap(({ root }) => checkObject(root))];
}

/** Account configuration and translations are legal in a project, but nothing here reads them. */
function checkSections(source: ProjectSource): readonly SdfProblem[] {
  return source.deployPaths
    .filter((path) => (path.section === 'configuration' || path.section === 'translationimports') && path.files.length > 0)
    .map((path) => problem(2, path.position, `<${path.section}> brings ${path.files.join(', ')}, which is not read here`));
}

function checkObject(root: XmlElement): readonly SdfProblem[] {
  const table = objectTable(root.name);
  if (table === undefined) {
    return [problem(2, root.position, `object type <${root.name}> is not read here`)];
  }
  const structures = structuresOf(root, table).flatMap((structure) => checkStructure(structure));
  return root.name === 'customrecordtype' ? [...structures, ...checkInstances(root)] : structures;
}

function checkStructure(structure: Structure): readonly SdfProblem[] {
  const { element, table } = structure;
  return [
    ...checkAttributes(element, table.scriptId !== undefined),
    ...checkRequired(element, table),
    ...element.children.flatMap((child, index) => [
      ...checkRepeated(element, child, index),
      ...checkTag(structure, child),
    ]),
    ...checkTogether(element),
  ];
}

function checkAttributes(element: XmlElement, hasScriptId: boolean): readonly SdfProblem[] {
  const unknown = [...element.attributes.keys()]
    .filter((name) => !(hasScriptId && name === 'scriptid'))
    .map((name) => problem(2, element.position, `<${element.name}> has no attribute "${name}"`));
  return hasScriptId && !element.attributes.has('scriptid')
    ? [...unknown, problem(2, element.position, `<${element.name}> needs the attribute "scriptid"`)]
    : unknown;
}

function checkRequired(element: XmlElement, table: StructureTable): readonly SdfProblem[] {
  return Object.entries(table.tags)
    .filter(([tag, spec]) => spec.required === true && !element.children.some((child) => child.name === tag && child.text !== ''))
    .map(([tag]) => problem(2, element.position, `<${element.name}> needs <${tag}>`));
}

function checkRepeated(parent: XmlElement, child: XmlElement, index: number): readonly SdfProblem[] {
  return parent.children.findIndex((other) => other.name === child.name) === index
    ? []
    : [problem(2, child.position, `<${child.name}> stands twice in <${parent.name}>`)];
}

function checkTag(structure: Structure, child: XmlElement): readonly SdfProblem[] {
  const spec = specOf(structure.table, child.name);
  if (spec === undefined) {
    const parameter = structure.table.takesParameters === true && child.name.startsWith('custscript_');
    return parameter ? [] : [problem(2, child.position, `unknown tag <${child.name}> in <${structure.element.name}>`)];
  }
  return [...checkAttributes(child, false), ...checkContent(child, spec)];
}

function checkContent(child: XmlElement, spec: TagSpec): readonly SdfProblem[] {
  const { rule } = spec;
  switch (rule.kind) {
    case 'instances':
      return [];
    case 'list':
      return child.children
        .filter((item) => item.name !== rule.item)
        .map((item) => problem(2, item.position, `unknown tag <${item.name}> in <${child.name}>`));
    case 'recurrence':
      return child.children
        .filter((schedule) => recurrenceTable(schedule.name) === undefined)
        .map((schedule) => problem(2, schedule.position, `unknown tag <${schedule.name}> in <recurrence>`));
    default: {
      const inner = child.children.map((item) => problem(2, item.position, `unknown tag <${item.name}> in <${child.name}>`));
      const message = child.text === '' && rule.kind !== 'refused' ? undefined : valueProblem(rule, child.text);
      return message === undefined ? inner : [...inner, problem(2, child.position, `<${child.name}> ${message}`)];
    }
  }
}

/** Tags that depend on another tag's value. */
function checkTogether(element: XmlElement): readonly SdfProblem[] {
  const textOf = (tag: string): string => element.children.find((child) => child.name === tag)?.text ?? '';
  const fieldType = textOf('fieldtype');
  const problems: SdfProblem[] = [];
  if ((fieldType === 'SELECT' || fieldType === 'MULTISELECT') && textOf('selectrecordtype') === '') {
    problems.push(problem(2, element.position, `a ${fieldType} field needs <selectrecordtype>`));
  }
  for (const tag of ['externalrolepermissionlevel', 'publicpermissionlevel']) {
    const open = element.children.find((child) => child.name === tag);
    if (open !== undefined && isObjectType(element.name) && textOf('accesstype') !== 'NONENEEDED') {
      problems.push(problem(2, open.position, `<${tag}> is only for <accesstype> NONENEEDED`));
    }
  }
  return problems;
}
