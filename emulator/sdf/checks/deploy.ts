import { basename } from 'node:path';

import { DEPLOY_SECTIONS } from '../project-source';
import { problem, topOf } from './problem';
import type { DeployPath, ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** File Cabinet folders an account customization project may write to (help section_4847748457). */
const CABINET_FOLDERS = ['SuiteScripts', 'Templates/E-mail Templates', 'Templates/Marketing Templates', 'Web Site Hosting Files'];

/**
 * Rule 8: deploy paths start with `~/`, have no wildcard but a trailing `/*` and no `..`, and match something; every file
 * under Objects and FileCabinet is matched. The packer drops all of these without a word.
 */
export function checkDeploy(source: ProjectSource): readonly SdfProblem[] {
  return [
    ...(source.deploy === undefined ? [] : checkDocument(source.deploy)),
    ...source.deployPaths.flatMap(checkPath),
    ...unmatchedFiles(source),
    ...source.cabinet.flatMap((file) => checkCabinetFile(file.file)),
  ];
}

function checkDocument(deploy: XmlElement): readonly SdfProblem[] {
  if (deploy.name !== 'deploy') {
    return [problem(8, deploy.position, `the root must be <deploy>, not <${deploy.name}>`)];
  }
  return deploy.children.flatMap((section) => {
    if (!DEPLOY_SECTIONS.some((known) => known === section.name)) {
      return [problem(8, section.position, `unknown section <${section.name}>`)];
    }
    return section.children
      .filter((child) => child.name !== 'path')
      .map((child) => problem(8, child.position, `unknown tag <${child.name}> in <${section.name}>`));
  });
}

function checkPath(path: DeployPath): readonly SdfProblem[] {
  const wrong = (message: string): readonly SdfProblem[] => [problem(8, path.position, `path "${path.path}" ${message}`)];
  if (!path.path.startsWith('~/')) {
    return wrong('must start with ~/');
  }
  if (path.path.includes('\\')) {
    return wrong('must use forward slashes');
  }
  const segments = path.path.slice(2).split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return wrong('may hold no empty, "." or ".." part');
  }
  if (path.path.replace(/\/\*$/, '').includes('*')) {
    return wrong('may hold no wildcard but a trailing /*');
  }
  const top = path.section === 'files' ? 'FileCabinet' : path.section === 'objects' ? 'Objects' : undefined;
  if (top !== undefined && segments[0] !== top) {
    return wrong(`must lie in ${top}`);
  }
  return top !== undefined && path.files.length === 0 ? wrong('matches no file') : [];
}

function unmatchedFiles(source: ProjectSource): readonly SdfProblem[] {
  const matched = new Set(source.deployPaths.flatMap((path) => path.files));
  return source.present
    .filter((file) => !matched.has(file))
    .map((file) => problem(8, topOf(file), 'no path of deploy.xml matches this file'));
}

function checkCabinetFile(file: string): readonly SdfProblem[] {
  if (basename(file).startsWith('.')) {
    return [problem(8, topOf(file), 'a hidden file would be deployed')];
  }
  return CABINET_FOLDERS.some((folder) => file.startsWith(`FileCabinet/${folder}/`))
    ? []
    : [problem(8, topOf(file), `files may go to ${CABINET_FOLDERS.join(', ')} only`)];
}
