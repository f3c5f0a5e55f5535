import { readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { comparePackage, packageElsewhere } from '../../tools/package';
import { readZipEntries } from '../../tools/zip-entries';
import { DEPLOY_XML, sampleProject, writeSdfProject } from '../support/sdf-project';
import type { PackageResult } from '../../tools/package';

const made: string[] = [];

function pack(overrides: Readonly<Record<string, string | undefined>> = {}): PackageResult {
  const result = packageElsewhere(writeSdfProject(sampleProject(overrides)));
  made.push(dirname(dirname(result.zip)));
  return result;
}

afterAll(() => {
  for (const folder of made) {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('the package of a project', () => {
  it('holds manifest, deploy file, objects and files, and nothing else', () => {
    const { zip, files, problems } = pack({ 'notes.txt': 'not shipped', 'node_modules/x/index.js': '' });
    expect(problems).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(Object.keys(sampleProject()).sort());
    expect(readdirSync(dirname(zip))).toHaveLength(1);
  });

  it.each([
    ['a misspelt path', ['SuiteScripts/sample/*', 'SuiteScripts/simple/*'], ['FileCabinet/SuiteScripts/sample/inbound.js', 'FileCabinet/SuiteScripts/sample/sweep.js']],
    ['a path with a wildcard inside', ['~/Objects/*', '~/Objects/scripts/*.xml'], Object.keys(sampleProject()).filter((file) => file.startsWith('Objects/'))],
    ['a path without ~/', ['~/Objects/*', 'Objects/*'], Object.keys(sampleProject()).filter((file) => file.startsWith('Objects/'))],
  ])('shows what %s drops silently (rule 9)', (_fault, change, dropped) => {
    const [from = '', to = ''] = change;
    const { problems } = pack({ 'deploy.xml': DEPLOY_XML.replace(from, to) });
    expect(problems.map(({ rule, file, message }) => [rule, file, message])).toEqual(dropped.sort().map((file) => [9, file, 'the file is not in the package']));
  });

  it('shows what a path brings that must not ship (rule 9)', () => {
    const { problems } = pack({ 'AccountConfiguration/features.xml': '<x/>' });
    expect(problems).toEqual([expect.objectContaining({ rule: 9, file: 'AccountConfiguration/features.xml', message: 'the package holds this file, which must not be in it' })]);
  });

  it('is not made from a folder that is no project', () => {
    expect(() => pack({ 'manifest.xml': undefined })).toThrow(/made no package/);
  });
});

describe('comparing a package', () => {
  it('tells a file of another size', () => {
    expect(comparePackage([{ path: 'a', size: 1 }], [{ path: 'a', size: 2 }])).toEqual([
      expect.objectContaining({ rule: 9, file: 'a', message: 'the file has 2 bytes, in the package 1' }),
    ]);
  });
});

describe('reading a zip', () => {
  it('refuses what is no zip', () => {
    expect(() => readZipEntries(Buffer.from('x'.repeat(100)))).toThrow('the file is no zip archive');
  });

  it('takes an archive with nothing in it', () => {
    expect(readZipEntries(Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'))).toEqual([]);
  });
});
