import { childrenOf, walk } from './xml';
import { isObjectType } from './object-tables';
import type { XmlElement } from './xml';
import type { ProjectSource } from './project-source';
import type { SdfReference } from './types';

/** One id of the project: an object or a part of one. */
export interface ProjectId {
  /** Root tag of an object; tag of a part (`customvalue`, `scriptdeployment`). */
  readonly tag: string;
  readonly element: XmlElement;
}

/** Every id of the project, objects by script id and parts by `object.part`. */
export interface ProjectIds {
  readonly objects: ReadonlyMap<string, ProjectId>;
  readonly parts: ReadonlyMap<string, ProjectId>;
  /** Ids that the manifest lists as living in the target account. */
  readonly account: ReadonlySet<string>;
  /** File Cabinet paths: the project's and the manifest's. */
  readonly files: ReadonlySet<string>;
}

/** What stands between `[` and `]`, taken apart. */
export type ParsedReference =
  | { readonly kind: 'object'; readonly scriptId: string }
  | { readonly kind: 'part'; readonly scriptId: string; readonly partId: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'other'; readonly text: string };

/** Takes a bracketed value apart; undefined where the text is not one. */
export function parseReference(text: string): ParsedReference | undefined {
  const inner = /^\[([^[\]]*)\]$/.exec(text)?.[1];
  if (inner === undefined) {
    return undefined;
  }
  const ids = /^scriptid=([a-z0-9_]+)(?:\.([a-z0-9_]+))?$/.exec(inner);
  if (ids?.[1] !== undefined) {
    return ids[2] === undefined
      ? { kind: 'object', scriptId: ids[1] }
      : { kind: 'part', scriptId: ids[1], partId: ids[2] };
  }
  return inner.startsWith('/') ? { kind: 'file', path: inner } : { kind: 'other', text: inner };
}

/** Collects the ids of a project. */
export function projectIds(source: ProjectSource): ProjectIds {
  const objects = new Map<string, ProjectId>();
  const parts = new Map<string, ProjectId>();
  for (const { root } of source.objects) {
    const scriptId = root.attributes.get('scriptid');
    if (scriptId === undefined || !isObjectType(root.name)) {
      continue;
    }
    objects.set(scriptId, { tag: root.name, element: root });
    for (const part of walk(root)) {
      const partId = part.attributes.get('scriptid');
      if (part !== root && partId !== undefined) {
        parts.set(`${scriptId}.${partId}`, { tag: part.name, element: part });
      }
    }
  }
  const dependencies = (outer: string, inner: string): readonly string[] =>
    source.manifest === undefined
      ? []
      : childrenOf(source.manifest, 'dependencies')
          .flatMap((element) => childrenOf(element, outer))
          .flatMap((element) => childrenOf(element, inner))
          .map((element) => element.text);
  return {
    objects,
    parts,
    account: new Set(dependencies('objects', 'object')),
    files: new Set([...source.cabinet.map((file) => file.path), ...dependencies('files', 'file')]),
  };
}

/** The typed form of one value of a reference tag. Only for values that the checks have passed. */
export function toReference(text: string, ids: ProjectIds): SdfReference {
  const parsed = parseReference(text);
  if (parsed === undefined) {
    return { kind: 'standard', id: text };
  }
  switch (parsed.kind) {
    case 'object':
      return ids.objects.has(parsed.scriptId)
        ? { kind: 'object', scriptId: parsed.scriptId }
        : { kind: 'account', scriptId: parsed.scriptId };
    case 'part':
      return { kind: 'member', scriptId: parsed.scriptId, memberId: parsed.partId };
    case 'file':
    case 'other':
      return { kind: 'standard', id: text };
  }
}
