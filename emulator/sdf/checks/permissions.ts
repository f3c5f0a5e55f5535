import { PERMISSION_LEVELS } from '../standard-ids';
import { parseReference } from '../references';
import { childOf, childrenOf, textOf } from '../xml';
import { problem } from './problem';
import type { ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** One permission between a role and a record type of the project, as one of the two sides states it. */
interface Grant {
  readonly role: string;
  readonly record: string;
  readonly level: string;
  readonly restriction: string;
  readonly element: XmlElement;
}

/**
 * Rule 6: a role and a record type of one project each name the other, with the same level and restriction (help
 * section_4731157695, section_4731154857); a level is one its permission allows; USEPERMISSIONLIST has a list.
 */
export function checkPermissions(source: ProjectSource): readonly SdfProblem[] {
  const roots = source.objects.map(({ root }) => root);
  const byRecord = roots.flatMap(recordGrants);
  const byRole = roots.flatMap(roleGrants);
  return [
    ...roots.flatMap(checkLevels),
    ...roots.flatMap(checkPermissionList),
    ...unmatched(byRecord, byRole, 'role'),
    ...unmatched(byRole, byRecord, 'record type'),
  ];
}

function permissionsOf(root: XmlElement): readonly XmlElement[] {
  const element = childOf(root, 'permissions');
  return element === undefined ? [] : childrenOf(element, 'permission');
}

function recordGrants(root: XmlElement): readonly Grant[] {
  const record = root.attributes.get('scriptid');
  return root.name !== 'customrecordtype' || record === undefined
    ? []
    : permissionsOf(root).flatMap((element) => {
        const role = parseReference(textOf(element, 'permittedrole') ?? '');
        return role?.kind === 'object' ? [grant(element, role.scriptId, record, 'permittedlevel')] : [];
      });
}

function roleGrants(root: XmlElement): readonly Grant[] {
  const role = root.attributes.get('scriptid');
  return root.name !== 'role' || role === undefined
    ? []
    : permissionsOf(root).flatMap((element) => {
        const record = parseReference(textOf(element, 'permkey') ?? '');
        return record?.kind === 'object' ? [grant(element, role, record.scriptId, 'permlevel')] : [];
      });
}

function grant(element: XmlElement, role: string, record: string, levelTag: string): Grant {
  return { role, record, level: textOf(element, levelTag) ?? '', restriction: textOf(element, 'restriction') ?? '', element };
}

function unmatched(one: readonly Grant[], other: readonly Grant[], otherSide: string): readonly SdfProblem[] {
  return one.flatMap((mine) => {
    const theirs = other.filter((candidate) => candidate.role === mine.role && candidate.record === mine.record);
    const first = theirs[0];
    const pair = `${mine.role} on ${mine.record}`;
    if (first === undefined) {
      return [problem(6, mine.element.position, `the ${otherSide} does not state the permission of ${pair}`)];
    }
    const agreed = first.level === mine.level && first.restriction === mine.restriction;
    const said = (side: Grant): string => [side.level, side.restriction].filter((part) => part !== '').join(' ');
    return agreed ? [] : [problem(6, mine.element.position, `the permission of ${pair} is ${said(mine)} here and ${said(first)} at the ${otherSide}`)];
  });
}

function checkLevels(root: XmlElement): readonly SdfProblem[] {
  if (root.name !== 'role') {
    return [];
  }
  const seen = new Set<string>();
  return permissionsOf(root).flatMap((element) => {
    const key = textOf(element, 'permkey') ?? '';
    const level = textOf(element, 'permlevel') ?? '';
    const twice = seen.has(key) ? [problem(6, element.position, `permission ${key} is stated twice`)] : [];
    seen.add(key);
    const allowed: ReadonlySet<string> | undefined = PERMISSION_LEVELS.get(key);
    const odd = allowed === undefined || allowed.has(level)
      ? []
      : [problem(6, element.position, `${key} takes ${[...allowed].join(', ')}, not ${level}`)];
    return [...twice, ...odd];
  });
}

function checkPermissionList(root: XmlElement): readonly SdfProblem[] {
  return root.name === 'customrecordtype' && textOf(root, 'accesstype') === 'USEPERMISSIONLIST' && permissionsOf(root).length === 0
    ? [problem(6, root.position, 'a record type with USEPERMISSIONLIST needs at least one permission')]
    : [];
}
