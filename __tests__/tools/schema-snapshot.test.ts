import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { loadSdfProject } from '../../emulator/sdf/read-project';
import { schemaOf } from '../../tools/schema-snapshot';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'docket-schema-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const field = (id: string, inner: string): string => `<customrecordcustomfield scriptid="${id}"><label>${id}</label>${inner}</customrecordcustomfield>`;
const KEY = field('custrecord_dkt_key', '<fieldtype>TEXT</fieldtype><ismandatory>T</ismandatory><maxlength>100</maxlength>');
const KIND = field('custrecord_dkt_kind', '<fieldtype>SELECT</fieldtype><selectrecordtype>[scriptid=customlist_dkt_kind]</selectrecordtype>');

function schemaWith(fields: string) {
  const files: Readonly<Record<string, string>> = {
    'manifest.xml': '<manifest projecttype="ACCOUNTCUSTOMIZATION"><projectname>Small</projectname><frameworkversion>1.0</frameworkversion>'
      + '<dependencies><features><feature required="true">CUSTOMRECORDS</feature></features></dependencies></manifest>',
    'deploy.xml': '<deploy><objects><path>~/Objects/*</path></objects></deploy>',
    'Objects/customrecord_dkt_row.xml': '<customrecordtype scriptid="customrecord_dkt_row"><recordname>Row</recordname><accesstype>NONENEEDED</accesstype><includename>F</includename>'
      + `<customrecordcustomfields>${fields}</customrecordcustomfields></customrecordtype>`,
    'Objects/customlist_dkt_kind.xml': '<customlist scriptid="customlist_dkt_kind"><name>Kind</name><customvalues><customvalue scriptid="val_b"><value>B</value></customvalue>'
      + '<customvalue scriptid="val_a"><value>A</value></customvalue></customvalues></customlist>',
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return schemaOf(loadSdfProject(folder));
}

it('a snapshot names each record type with its fields, and each list with its values', () => {
  expect(schemaWith(KEY + KIND)).toEqual({
    recordTypes: {
      customrecord_dkt_row: {
        includeName: false,
        fields: {
          custrecord_dkt_key: { type: 'TEXT', mandatory: true, storeValue: true, maxLength: 100 },
          custrecord_dkt_kind: { type: 'SELECT', mandatory: false, storeValue: true, selects: 'customlist_dkt_kind' },
        },
      },
    },
    lists: { customlist_dkt_kind: ['val_a', 'val_b'] },
    standardRecordFields: {},
  });
});

it('the order of fields in a file does not change the snapshot', () => {
  expect(JSON.stringify(schemaWith(KIND + KEY))).toBe(JSON.stringify(schemaWith(KEY + KIND)));
});

it('a field of another type, length or duty changes the snapshot', () => {
  const before = JSON.stringify(schemaWith(KEY + KIND));
  const changes = [['TEXT', 'TEXTAREA'], ['100', '99'], ['<ismandatory>T', '<ismandatory>F']] as const;
  for (const [from, to] of changes) expect(JSON.stringify(schemaWith(KEY.replace(from, to) + KIND))).not.toBe(before);
});
