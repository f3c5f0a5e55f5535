import { NotEmulated } from '../runtime/types';
import type { SdfFieldType, SdfReference, SdfValue } from '../sdf/types';
import type { StoredValue } from '../metadata/types';
import { storedInstant } from '../records/company-time';
import type { SqliteDatabase } from '../store/sqlite';
import { quoted } from '../store/schema';

/** A deploy that the account refuses: nothing of it is kept. */
export class DeployRefused extends Error {
  override readonly name = 'DEPLOY_REFUSED';
}

/** Standard record types by the id that `selectrecordtype` names them with. */
const STANDARD_TARGETS: ReadonlyMap<string, string> = new Map([
  ['-2', 'customer'], ['-4', 'employee'], ['-10', 'item'], ['-30', 'transaction'], ['-101', 'classification'],
  ['-102', 'department'], ['-103', 'location'], ['-105', 'accountingperiod'], ['-112', 'account'], ['-117', 'subsidiary'],
  ['-118', 'role'], ['-122', 'currency'],
]);

/** Record type or list that a SELECT points at. */
export function selectTarget(reference: SdfReference): string {
  switch (reference.kind) {
    case 'object': case 'account': return reference.scriptId;
    case 'member': throw new DeployRefused(`selectrecordtype cannot be ${reference.scriptId}.${reference.memberId}.`);
    case 'standard': {
      const target = STANDARD_TARGETS.get(reference.id);
      if (target === undefined) throw new NotEmulated(`selectrecordtype ${reference.id}`);
      return target;
    }
  }
}

/** Role key of a permission: script id, or a standard name in lower case. */
export function roleKey(reference: SdfReference): string {
  switch (reference.kind) {
    case 'object': case 'account': return reference.scriptId;
    case 'standard': return reference.id.toLowerCase();
    case 'member': throw new DeployRefused(`A permission cannot name ${reference.scriptId}.${reference.memberId}.`);
  }
}

/** A value of the XML as the record model holds it; references become internal ids. */
export function storedValueOf(database: SqliteDatabase, fieldType: SdfFieldType, value: SdfValue): StoredValue {
  if (value.kind === 'references') {
    const ids = value.references.map((reference) => internalId(database, reference));
    return fieldType === 'MULTISELECT' ? ids : ids[0] ?? null;
  }
  if (value.text === '') return null;
  switch (fieldType) {
    case 'CHECKBOX': return value.text === 'T';
    case 'INTEGER': case 'FLOAT': case 'CURRENCY': case 'PERCENT': case 'SELECT': case 'DOCUMENT': case 'IMAGE':
      return figure(value.text);
    case 'MULTISELECT': return value.text.split('|').map(figure);
    case 'DATETIMETZ': return storedInstant(Date.parse(value.text));
    case 'TIMEOFDAY': return value.text.slice(0, 5);
    default: return value.text;
  }
}

function figure(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (!Number.isFinite(value)) throw new DeployRefused(`"${text}" is not a number.`);
  return value;
}

function internalId(database: SqliteDatabase, reference: SdfReference): number {
  switch (reference.kind) {
    case 'standard': return figure(reference.id);
    case 'member': return memberId(database, reference.scriptId, reference.memberId);
    case 'object': case 'account': throw new NotEmulated(`a field value that names ${reference.scriptId}`);
  }
}

function memberId(database: SqliteDatabase, scriptId: string, memberId: string): number {
  const found = scriptId.startsWith('customlist')
    ? database.prepare(`SELECT "id" FROM ${quoted(scriptId)} WHERE "scriptid" = ?`).get(memberId)
    : database.prepare('SELECT id FROM emulator_instance WHERE recordtype = ? AND scriptid = ?').get(scriptId, memberId);
  if (found === undefined) throw new DeployRefused(`${scriptId}.${memberId} does not exist in the account.`);
  return Number(found['id']);
}
