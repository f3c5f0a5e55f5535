import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MapFile, MapFileRow } from '../../src/domain/map-file';
import { readDecisions } from '../../tools/decisions';
import { compileMap, instancesOf, type CompiledType } from '../../tools/map-instances';
import { mapValidator } from '../../tools/map-schema';
import { insertInstances, valueFaults } from '../../tools/map-xml';
import { BUILT_PROJECT } from '../simulation/support/company';

const ROOT = join(__dirname, '..', '..');

/** Source of every map of a lab. */
export const LAB = 'lab';

/** Decision that the rows of a lab name, where a test does not care which. */
export const LAB_DECISION = 'D-0001';

/** A RESTlet that takes a line of a record away, as a person would in its form. */
export const HAND_SCRIPT = 'customscript_lab_hand';
export const HAND_DEPLOYMENT = 'customdeploy_lab_hand';

const HAND_XML = `<restlet scriptid="${HAND_SCRIPT}">
  <name>Lab Hand</name> <scriptfile>[/SuiteScripts/docket/lab_hand.js]</scriptfile>
  <scriptdeployments><scriptdeployment scriptid="${HAND_DEPLOYMENT}">
    <status>RELEASED</status> <title>Lab Hand</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>F</allroles> <audslctrole>ADMINISTRATOR</audslctrole>
  </scriptdeployment></scriptdeployments>
</restlet>
`;

const HAND_FILE = `/**
 * @NApiVersion 2.1
 * @NScriptType Restlet
 */
define(['N/record'], (record) => ({
  post: ({ type, id, key }) => {
    const opened = record.load({ type, id });
    opened.removeLine({ sublistId: 'item', line: opened.findSublistLineWithValue({ sublistId: 'item', fieldId: 'custcol_dkt_line', value: key }) });
    return { id: opened.save() };
  },
}));
`;

/** A custom field of customers that a lab adds, so that each row under test has a field of its own. */
export interface LabField {
  /** `custentity_…` */
  readonly id: string;
  readonly type: 'TEXT' | 'TEXTAREA' | 'INTEGER' | 'FLOAT' | 'DATE' | 'CHECKBOX';
}

/**
 * The built product, in a folder of its own, with the maps of a test in place of those it ships, compiled as the build compiles
 * them. Throws where a map breaks the published schema, or a value does not fit the record it is shipped in.
 */
export function projectWithMaps(maps: readonly MapFile[], fields: readonly LabField[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-lab-'));
  cpSync(BUILT_PROJECT, folder, { recursive: true });
  refuseUnsound(maps);
  const instances = instancesOf(maps.map(compileMap), readDecisions(join(ROOT, 'docs', 'decisions')).decisions);
  for (const type of Object.keys(instances) as CompiledType[]) {
    const xml = readFileSync(join(ROOT, 'src', 'objects', `${type}.xml`), 'utf8');
    const faults = valueFaults(xml, instances[type]);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    writeFileSync(join(folder, 'Objects', `${type}.xml`), insertInstances(xml, instances[type]));
  }
  writeFileSync(join(folder, 'Objects', `${HAND_SCRIPT}.xml`), HAND_XML);
  writeFileSync(join(folder, 'FileCabinet', 'SuiteScripts', 'docket', 'lab_hand.js'), HAND_FILE);
  for (const field of fields) writeFileSync(join(folder, 'Objects', `${field.id}.xml`), fieldXml(field));
  return folder;
}

function refuseUnsound(maps: readonly MapFile[]): void {
  const validate = mapValidator(JSON.parse(readFileSync(join(ROOT, 'src', 'maps', 'map.schema.json'), 'utf8')) as object);
  for (const map of maps) {
    const sound: boolean = validate(map);
    if (!sound) throw new Error(`The lab's map of ${map.documentType} breaks the schema: ${JSON.stringify(validate.errors?.map(({ instancePath, message }) => [instancePath, message]))}`);
  }
}

function fieldXml({ id, type }: LabField): string {
  return `<entitycustomfield scriptid="${id}"><label>${id}</label><fieldtype>${type}</fieldtype><storevalue>T</storevalue><appliestocustomer>T</appliestocustomer></entitycustomfield>\n`;
}

/** A row that its source owns, reading text at a path. */
export function ownRow(target: string, path: string, changes: Partial<MapFileRow> = {}): MapFileRow {
  return { target, owner: LAB, kind: 'authoritative', path, transform: { kind: 'text' }, ...changes };
}

/** What every customer of a lab needs: a name, and the subsidiary of the source's binding. */
export const CUSTOMER_ROWS: readonly MapFileRow[] = [
  ownRow('companyname', '/name', { kind: 'create_only' }),
  { target: 'subsidiary', owner: LAB, kind: 'create_only', transform: { kind: 'binding', name: 'subsidiary' } },
];

/** A map of full documents of the lab, or of another source, that become customers; `changes` says what is otherwise, and its fields come behind the common ones. */
export function customerMap(documentType: string, changes: Partial<MapFile> = {}): MapFile {
  return {
    source: LAB, documentType, target: 'customer', mapVersion: '2026-11-23.1', decision: LAB_DECISION, rights: { create: true, update: true, cancel: false },
    documents: 'full', mode: 'sync', intent: 'upsert', onConflict: 'review', roots: [''], paths: { externalId: '/id' },
    ...changes, fields: [...CUSTOMER_ROWS, ...(changes.fields ?? [])].map((row) => ({ ...row, owner: row.owner === LAB ? (changes.source ?? LAB) : row.owner })),
  };
}

/** A map of full documents that become sales orders of one customer, with lines keyed by `/id`. */
export function orderMap(documentType: string, changes: Partial<MapFile> = {}): MapFile {
  const { fields = [], lines = [LAB_LINES], ...rest } = changes;
  return {
    ...customerMap(documentType), target: 'salesorder', rights: { create: true, update: true, cancel: true }, onCancel: 'close', ...rest, lines,
    fields: [
      { target: 'entity', owner: LAB, kind: 'create_only', transform: { kind: 'reference', record: 'customer', by: 'field', field: 'externalid', value: 'demo_customer_ohio' } },
      ...fields,
    ],
  };
}

/** The line source that orders of a lab have, unless they say otherwise. */
export const LAB_LINES: NonNullable<MapFile['lines']>[number] = {
  name: 'items', sublist: 'item', each: '/lines', key: '/id',
  columns: [
    ownRow('item', '/sku', { transform: { kind: 'reference', record: 'item', by: 'field', field: 'itemid' }, required: true }),
    ownRow('quantity', '/quantity', { transform: { kind: 'decimal' } }),
    ownRow('rate', '/price', { transform: { kind: 'decimal' } }),
  ],
};
