import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { childrenOf, readXml } from './xml';
import type { XmlElement } from './xml';
import type { SdfPosition, SdfProblem } from './types';

/** One object file as read, before it is known to be sound. */
export interface ObjectDocument {
  /** Relative to the project folder. */
  readonly file: string;
  readonly root: XmlElement;
}

/** One File Cabinet file that the deploy would send. */
export interface CabinetFile {
  /** Relative to the project folder: `FileCabinet/SuiteScripts/x.js`. */
  readonly file: string;
  /** As references name it: `/SuiteScripts/x.js`. */
  readonly path: string;
  readonly diskPath: string;
}

/** A `<path>` of deploy.xml. */
export interface DeployPath {
  readonly section: DeploySection;
  readonly path: string;
  readonly position: SdfPosition;
  /** Files it brings into the package, relative to the project folder. */
  readonly files: readonly string[];
}

export type DeploySection = 'configuration' | 'files' | 'objects' | 'translationimports';

export const DEPLOY_SECTIONS: readonly DeploySection[] = ['configuration', 'files', 'objects', 'translationimports'];

/** A project folder as the packer sees it: what is listed, what is there, what could be parsed. */
export interface ProjectSource {
  readonly folder: string;
  readonly manifest: XmlElement | undefined;
  readonly deploy: XmlElement | undefined;
  readonly deployPaths: readonly DeployPath[];
  readonly objects: readonly ObjectDocument[];
  readonly cabinet: readonly CabinetFile[];
  /** Every file under `Objects` and `FileCabinet`, listed or not. */
  readonly present: readonly string[];
  /** Files that are missing or not well-formed. */
  readonly problems: readonly SdfProblem[];
}

/** Reads a project folder without judging it, but for XML that cannot be parsed. Only what deploy.xml lists is loaded. */
export function readProjectSource(projectFolder: string): ProjectSource {
  const folder = resolve(projectFolder);
  const problems: SdfProblem[] = [];
  const manifest = readDocument(folder, 'manifest.xml', problems);
  const deploy = readDocument(folder, 'deploy.xml', problems);
  const deployPaths = deploy === undefined ? [] : readDeployPaths(folder, deploy);
  const listed = (section: DeploySection): readonly string[] => [
    ...new Set(deployPaths.filter((path) => path.section === section).flatMap((path) => path.files)),
  ];
  const objects = listed('objects')
    .filter((file) => file.endsWith('.xml'))
    .flatMap((file) => {
      const root = readDocument(folder, file, problems);
      return root === undefined ? [] : [{ file, root }];
    });
  const cabinet = listed('files').map((file) => ({
    file,
    path: file.replace(/^FileCabinet/, ''),
    diskPath: join(folder, file),
  }));
  const present = [...filesBelow(folder, 'Objects'), ...filesBelow(folder, 'FileCabinet')];
  return { folder, manifest, deploy, deployPaths, objects, cabinet, present, problems };
}

function readDocument(folder: string, file: string, problems: SdfProblem[]): XmlElement | undefined {
  const diskPath = join(folder, file);
  if (!existsSync(diskPath)) {
    problems.push({ rule: 1, file, line: 1, column: 1, message: 'the file is missing' });
    return undefined;
  }
  const reading = readXml(readFileSync(diskPath, 'utf8'), file);
  if (reading.kind === 'refused') {
    problems.push({ rule: 1, ...reading.position, message: `not sound XML: ${reading.message}` });
    return undefined;
  }
  return reading.root;
}

function readDeployPaths(folder: string, deploy: XmlElement): readonly DeployPath[] {
  return DEPLOY_SECTIONS.flatMap((section) =>
    childrenOf(deploy, section)
      .flatMap((element) => childrenOf(element, 'path'))
      .map((element) => ({ section, path: element.text, position: element.position, files: filesOf(folder, element.text) })),
  );
}

/**
 * The files a deploy path stands for, as the packer decides it: it must start with `~/`; a trailing `/*` takes the whole
 * folder tree; anything else must be a file; `.` and `..` segments and everything else match nothing, silently.
 */
function filesOf(folder: string, path: string): readonly string[] {
  const relative = path.replace(/\\/g, '/').replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (!relative.startsWith('~/')) {
    return [];
  }
  const wanted = relative.slice(2);
  if (wanted.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return [];
  }
  if (wanted.endsWith('/*')) {
    return filesBelow(folder, wanted.slice(0, -2));
  }
  return isFile(folder, wanted) ? [wanted] : [];
}

/** Regular files in a folder and below it, in name order. Symbolic links are left out, as the packer leaves them out. */
function filesBelow(folder: string, relative: string): readonly string[] {
  const diskPath = join(folder, relative);
  if (!existsSync(diskPath)) {
    return [];
  }
  return readdirSync(diskPath, { withFileTypes: true })
    .sort((left, right) => left.name.localeCompare(right.name))
    .flatMap((entry) => {
      const path = `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        return filesBelow(folder, path);
      }
      return entry.isFile() ? [path] : [];
    });
}

/** Exact case, also on disks that do not tell cases apart: deploy paths are case-sensitive. */
function isFile(folder: string, relative: string): boolean {
  const cut = relative.lastIndexOf('/');
  const parent = cut === -1 ? '.' : relative.slice(0, cut);
  const diskPath = join(folder, parent);
  return existsSync(diskPath)
    && readdirSync(diskPath, { withFileTypes: true }).some((entry) => entry.isFile() && entry.name === relative.slice(cut + 1));
}
