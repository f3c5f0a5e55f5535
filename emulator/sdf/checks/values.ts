import { objectTable } from '../object-tables';
import { childOf, walk } from '../xml';
import { fieldValueProblem } from './instances';
import { problem } from './problem';
import { specOf } from './structures';
import type { ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/**
 * Rule 10, the part within the project: no value is left to the account, and a deployment gives values only to parameters
 * that its script declares, each fit for its parameter.
 */
export function checkValues(source: ProjectSource): readonly SdfProblem[] {
  return source.objects.flatMap(({ root }) => [
    ...[...walk(root)].filter((element) => element.text.includes('[ACCOUNT_SPECIFIC_VALUE]')).map((element) =>
      problem(10, element.position, `<${element.name}> holds [ACCOUNT_SPECIFIC_VALUE], which fails a deploy`)),
    ...checkParameters(root),
  ]);
}

function checkParameters(root: XmlElement): readonly SdfProblem[] {
  const table = objectTable(root.name);
  if (table === undefined || specOf(table, 'scriptdeployments') === undefined) {
    return [];
  }
  const parameters = new Map(
    (childOf(root, 'scriptcustomfields')?.children ?? []).map((field) => [field.attributes.get('scriptid') ?? '', field]),
  );
  return (childOf(root, 'scriptdeployments')?.children ?? [])
    .flatMap((deployment) => deployment.children)
    .filter((value) => value.name.startsWith('custscript_'))
    .flatMap((value) => {
      const parameter = parameters.get(value.name);
      if (parameter === undefined) {
        return [problem(10, value.position, `<${value.name}> is no parameter of this script`)];
      }
      const message = value.text === '' ? undefined : fieldValueProblem(parameter, value.text);
      return message === undefined ? [] : [problem(10, value.position, `<${value.name}> ${message}`)];
    });
}
