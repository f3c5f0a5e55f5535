import { readFileSync } from 'node:fs';

import { checkProjectSource } from './check-project';
import { featureElements } from './checks/features';
import { isObjectType } from './object-tables';
import { readProjectSource } from './project-source';
import { readStandardField } from './read-fields';
import { readCustomList, readCustomRecordType, readRole } from './read-records';
import { readScript } from './read-scripts';
import { projectIds } from './references';
import { readScriptHeader } from './script-header';
import { SdfProjectError } from './sdf-project-error';
import { childrenOf, textOf } from './xml';
import type { DeploySection, ProjectSource } from './project-source';
import type { ProjectIds } from './references';
import type {
  SdfCustomList, SdfCustomRecordType, SdfDeploy, SdfFile, SdfManifest, SdfProject, SdfRole, SdfScript, SdfStandardRecordField,
} from './types';
import type { XmlElement } from './xml';

/**
 * Loads a built project: what deploy.xml lists, checked by the offline checks 1 to 8 and 10, typed, every reference resolved.
 * Throws SdfProjectError with every problem found; a project with one problem is not loaded at all.
 */
export function loadSdfProject(folder: string): SdfProject {
  const source = readProjectSource(folder);
  const problems = checkProjectSource(source);
  if (problems.length > 0) {
    throw new SdfProjectError(problems);
  }
  const ids = projectIds(source);
  const files = readFiles(source);
  return {
    folder: source.folder,
    manifest: readManifest(source.manifest, ids),
    deploy: readDeploy(source),
    ...readObjects(source, ids, files),
    files,
  };
}

interface ReadObjects {
  readonly customRecordTypes: SdfCustomRecordType[];
  readonly customLists: SdfCustomList[];
  readonly scripts: SdfScript[];
  readonly roles: SdfRole[];
  readonly customFields: SdfStandardRecordField[];
}

function readObjects(source: ProjectSource, ids: ProjectIds, files: ReadonlyMap<string, SdfFile>): ReadObjects {
  const read: ReadObjects = { customRecordTypes: [], customLists: [], scripts: [], roles: [], customFields: [] };
  for (const { root } of source.objects) {
    readObject(root, ids, files, read);
  }
  return read;
}

function readObject(root: XmlElement, ids: ProjectIds, files: ReadonlyMap<string, SdfFile>, read: ReadObjects): void {
  const kind = root.name;
  if (!isObjectType(kind)) {
    throw new Error(`object type <${kind}> passed the checks`);
  }
  switch (kind) {
    case 'customrecordtype':
      read.customRecordTypes.push(readCustomRecordType(root, ids));
      return;
    case 'customlist':
      read.customLists.push(readCustomList(root));
      return;
    case 'role':
      read.roles.push(readRole(root, ids));
      return;
    case 'restlet':
    case 'mapreducescript':
    case 'suitelet':
    case 'scheduledscript':
    case 'usereventscript':
    case 'clientscript':
    case 'portlet':
      read.scripts.push(readScript(root, kind, ids, files));
      return;
    case 'transactionbodycustomfield':
    case 'transactioncolumncustomfield':
    case 'entitycustomfield':
    case 'itemcustomfield':
      read.customFields.push(readStandardField(root, kind, ids));
      return;
  }
}

function readManifest(manifest: XmlElement | undefined, ids: ProjectIds): SdfManifest {
  if (manifest === undefined) {
    throw new Error('a project without manifest.xml passed the checks');
  }
  const files = childrenOf(manifest, 'dependencies')
    .flatMap((element) => childrenOf(element, 'files'))
    .flatMap((element) => childrenOf(element, 'file'));
  return {
    projectType: 'ACCOUNTCUSTOMIZATION',
    projectName: textOf(manifest, 'projectname') ?? '',
    frameworkVersion: textOf(manifest, 'frameworkversion') ?? '',
    features: new Map(featureElements(manifest).map((feature) => [feature.text, feature.attributes.get('required') === 'true'])),
    accountObjects: [...ids.account],
    accountFiles: files.map((file) => file.text),
  };
}

function readDeploy(source: ProjectSource): SdfDeploy {
  const paths = (section: DeploySection): readonly string[] =>
    source.deployPaths.filter((path) => path.section === section).map((path) => path.path);
  return {
    configuration: paths('configuration'),
    files: paths('files'),
    objects: paths('objects'),
    translationImports: paths('translationimports'),
  };
}

function readFiles(source: ProjectSource): ReadonlyMap<string, SdfFile> {
  return new Map(
    source.cabinet.map(({ path, diskPath }) => {
      const header = path.endsWith('.js') ? readScriptHeader(readFileSync(diskPath, 'utf8')) : undefined;
      return [path, { path, diskPath, ...(header === undefined ? {} : { header }) }];
    }),
  );
}
