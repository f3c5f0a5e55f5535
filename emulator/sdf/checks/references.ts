import { objectTable } from '../object-tables';
import { parseReference, projectIds } from '../references';
import { walk } from '../xml';
import { problem } from './problem';
import { specifiedTags, structuresOf } from './structures';
import type { ProjectIds } from '../references';
import type { ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

const BRACKETED = /\[(?:scriptid=|appid=|bundleid=|\/)[^\]]*\]/g;

/**
 * Rule 3: every `[scriptid=…]` names an object or a part of one, in the project or in the manifest's dependencies; every
 * `[/SuiteScripts/…]` names a file that ships or that the manifest lists; and what is named is of the kind the tag wants.
 */
export function checkReferences(source: ProjectSource): readonly SdfProblem[] {
  const ids = projectIds(source);
  return source.objects.flatMap(({ root }) => [
    ...[...walk(root)].flatMap((element) => checkResolves(element, ids)),
    ...checkTargets(root, ids),
  ]);
}

function checkResolves(element: XmlElement, ids: ProjectIds): readonly SdfProblem[] {
  const found = element.text.match(BRACKETED) ?? [];
  return found.filter((value) => !resolves(value, ids)).map((value) => problem(3, element.position, `<${element.name}> names ${value}, which is not in the project or the manifest`));
}

function resolves(value: string, ids: ProjectIds): boolean {
  const parsed = parseReference(value);
  switch (parsed?.kind) {
    case 'object':
      return ids.objects.has(parsed.scriptId) || ids.account.has(parsed.scriptId);
    case 'part':
      return ids.parts.has(`${parsed.scriptId}.${parsed.partId}`) || ids.account.has(`${parsed.scriptId}.${parsed.partId}`);
    case 'file':
      return ids.files.has(parsed.path);
    case 'other':
    case undefined:
      return false;
  }
}

function checkTargets(root: XmlElement, ids: ProjectIds): readonly SdfProblem[] {
  const table = objectTable(root.name);
  const tags = table === undefined ? [] : structuresOf(root, table).flatMap(specifiedTags);
  return tags.flatMap(({ element, spec }) => {
    const { rule } = spec;
    if (rule.kind !== 'reference') {
      return [];
    }
    const targets: readonly string[] = rule.targets;
    return element.text.split('|').flatMap((value) => {
      const tag = targetTag(value, ids);
      return tag === undefined || targets.includes(tag)
        ? []
        : [problem(3, element.position, `<${element.name}> names ${value}, a ${tag}, but takes ${targets.join(', ')}`)];
    });
  });
}

function targetTag(value: string, ids: ProjectIds): string | undefined {
  const parsed = parseReference(value);
  switch (parsed?.kind) {
    case 'object':
      return ids.objects.get(parsed.scriptId)?.tag;
    case 'part':
      return ids.parts.get(`${parsed.scriptId}.${parsed.partId}`)?.tag;
    default:
      return undefined;
  }
}
