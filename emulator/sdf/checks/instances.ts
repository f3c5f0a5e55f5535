import { parseReference } from '../references';
import { childOf, childrenOf, textOf } from '../xml';
import { problem } from './problem';
import { valueProblem } from './tag-values';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** Longest text of each field type in characters (help section_N2842731), where `maxlength` says nothing smaller. */
const TEXT_LIMITS: ReadonlyMap<string, number> = new Map([
  ['TEXT', 300], ['TEXTAREA', 4000], ['CLOBTEXT', 1_000_000], ['RICHTEXT', 1_000_000], ['INLINEHTML', 4000],
  ['EMAIL', 254], ['PHONE', 32], ['URL', 999], ['HELP', 999], ['PASSWORD', 15],
]);

/** Types whose limit counts UTF-8 bytes. */
const COUNTED_IN_BYTES = new Set(['TEXTAREA', 'INLINEHTML']);

/** Rule 2 for shipped rows: their tags are the fields of the record type around them, and their values fit those fields. */
export function checkInstances(root: XmlElement): readonly SdfProblem[] {
  const fields = new Map(
    childrenOf(childOf(root, 'customrecordcustomfields') ?? root, 'customrecordcustomfield')
      .map((field) => [field.attributes.get('scriptid') ?? '', field]),
  );
  const rows = childOf(root, 'instances')?.children ?? [];
  return rows.flatMap((row) =>
    row.name === 'instance'
      ? checkRow(root, row, fields)
      : [problem(2, row.position, `unknown tag <${row.name}> in <instances>`)],
  );
}

function checkRow(root: XmlElement, row: XmlElement, fields: ReadonlyMap<string, XmlElement>): readonly SdfProblem[] {
  const problems: SdfProblem[] = [];
  if (!row.attributes.has('scriptid')) {
    problems.push(problem(2, row.position, '<instance> needs the attribute "scriptid"'));
  }
  const named = textOf(root, 'includename') !== 'F' && textOf(root, 'enablenumbering') !== 'T';
  if (named && textOf(row, 'name') === undefined) {
    problems.push(problem(2, row.position, '<instance> needs <name>, because the record type includes a name'));
  }
  for (const [scriptId, field] of fields) {
    if (textOf(field, 'ismandatory') === 'T' && textOf(row, scriptId) === undefined) {
      problems.push(problem(2, row.position, `<instance> needs <${scriptId}>, a mandatory field`));
    }
  }
  row.children.forEach((value, index) => {
    if (row.children.findIndex((other) => other.name === value.name) !== index) {
      problems.push(problem(2, value.position, `<${value.name}> stands twice in <instance>`));
    }
    problems.push(...checkValue(root, value, fields));
  });
  return problems;
}

function checkValue(root: XmlElement, value: XmlElement, fields: ReadonlyMap<string, XmlElement>): readonly SdfProblem[] {
  const wrong = (message: string | undefined): readonly SdfProblem[] =>
    message === undefined ? [] : [problem(2, value.position, `<${value.name}> ${message}`)];
  if (value.text === '') {
    return [];
  }
  switch (value.name) {
    case 'name':
      return wrong(textOf(root, 'includename') === 'F' ? 'is not taken: the record type includes no name' : undefined);
    case 'altname':
      return [];
    case 'isinactive':
      return wrong(valueProblem({ kind: 'flag' }, value.text));
    case 'parent':
      return wrong(textOf(root, 'hierarchical') === 'T' ? undefined : 'is not taken: the record type is not hierarchical');
    default: {
      const field = fields.get(value.name);
      return field === undefined
        ? [problem(2, value.position, `unknown tag <${value.name}> in <instance>: the record type has no such field`)]
        : wrong(fieldValueProblem(field, value.text));
    }
  }
}

/** What is wrong with a text as the value of a field; undefined when nothing is. */
export function fieldValueProblem(field: XmlElement, text: string): string | undefined {
  const fieldType = textOf(field, 'fieldtype') ?? '';
  switch (fieldType) {
    case 'CHECKBOX':
      return valueProblem({ kind: 'flag' }, text);
    case 'INTEGER':
      return /^-?\d{1,15}$/.test(text) ? undefined : `must be a whole number, not "${text}"`;
    case 'FLOAT':
    case 'CURRENCY':
    case 'PERCENT':
      return valueProblem({ kind: 'number' }, text);
    case 'DATE':
      return valueProblem({ kind: 'date' }, text);
    case 'SELECT':
    case 'MULTISELECT':
      return selectProblem(field, fieldType === 'SELECT' ? [text] : text.split('|'));
    default:
      return textProblem(fieldType, Number(textOf(field, 'maxlength') ?? Infinity), text);
  }
}

function selectProblem(field: XmlElement, values: readonly string[]): string | undefined {
  const list = parseReference(textOf(field, 'selectrecordtype') ?? '');
  for (const value of values) {
    const parsed = parseReference(value);
    if (parsed === undefined && !/^(?:-?\d+|[A-Z][A-Z0-9_]*)$/.test(value)) {
      return `must be a reference or a standard id, not "${value}"`;
    }
    if (parsed?.kind === 'part' && list?.kind === 'object' && parsed.scriptId !== list.scriptId) {
      return `names ${value}, but the field points at ${list.scriptId}`;
    }
  }
  return undefined;
}

function textProblem(fieldType: string, maxLength: number, text: string): string | undefined {
  const limit = TEXT_LIMITS.get(fieldType) ?? Infinity;
  if (COUNTED_IN_BYTES.has(fieldType) && Buffer.byteLength(text) > limit) {
    return `has ${Buffer.byteLength(text)} bytes, ${limit} are allowed`;
  }
  return valueProblem({ kind: 'text', maxLength: Math.min(maxLength, limit) }, text);
}
