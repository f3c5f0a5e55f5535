import { childrenOf } from '../xml';
import { problem } from './problem';
import type { ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** Tags of manifest.xml (help section_1523379149) and what may stand in them. */
const MANIFEST_TAGS: Readonly<Record<string, readonly string[]>> = {
  manifest: ['projectname', 'frameworkversion', 'dependencies'],
  dependencies: ['features', 'objects', 'files'],
  features: ['feature'],
  objects: ['object'],
  files: ['file'],
  projectname: [],
  frameworkversion: [],
  feature: [],
  object: [],
  file: [],
};

const ATTRIBUTES: Readonly<Record<string, string>> = { manifest: 'projecttype', feature: 'required' };

/** Rule 2 for manifest.xml: an account customization project with a name, framework 1.0, and known tags only. */
export function checkManifest(source: ProjectSource): readonly SdfProblem[] {
  const { manifest } = source;
  if (manifest === undefined) {
    return [];
  }
  if (manifest.name !== 'manifest') {
    return [problem(2, manifest.position, `the root must be <manifest>, not <${manifest.name}>`)];
  }
  const problems = [...checkElement(manifest)];
  if (manifest.attributes.get('projecttype') !== 'ACCOUNTCUSTOMIZATION') {
    problems.push(problem(2, manifest.position, 'projecttype must be ACCOUNTCUSTOMIZATION'));
  }
  if ((childrenOf(manifest, 'projectname')[0]?.text ?? '') === '') {
    problems.push(problem(2, manifest.position, '<manifest> needs <projectname>'));
  }
  if (childrenOf(manifest, 'frameworkversion')[0]?.text !== '1.0') {
    problems.push(problem(2, manifest.position, '<frameworkversion> must be 1.0'));
  }
  return problems;
}

function checkElement(element: XmlElement): readonly SdfProblem[] {
  const known = MANIFEST_TAGS[element.name] ?? [];
  const own = [...element.attributes.keys()]
    .filter((name) => name !== ATTRIBUTES[element.name])
    .map((name) => problem(2, element.position, `<${element.name}> has no attribute "${name}"`));
  const needed = element.attributes.get('required');
  const flag = element.name === 'feature' && needed !== 'true' && needed !== 'false'
    ? [problem(2, element.position, '<feature> needs required="true" or required="false"')]
    : [];
  return [
    ...own,
    ...flag,
    ...element.children.flatMap((child) =>
      known.includes(child.name)
        ? checkElement(child)
        : [problem(2, child.position, `unknown tag <${child.name}> in <${element.name}>`)]),
  ];
}
