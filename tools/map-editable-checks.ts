import type { Editable } from '../src/domain/editable';
import type { MapFile } from '../src/domain/map-file';
import type { Transform } from '../src/domain/map-transform';
import { rowsOf, type LocatedMap, type LocatedRow } from './map-checks';
import type { MapFinding } from './map-json';

/** Records that say with whom, in which books or in which currency something is posted. */
const PARTY_OR_MONEY: readonly string[] = ['customer', 'vendor', 'employee', 'account', 'currency', 'subsidiary', 'paymentmethod'];

/**
 * Whether what a map releases for editing can be edited, and is approved where it has to be (D-0089): an edit takes the place of what the document
 * says, so its editor must key in what the row reads; what names the object is not edited; money, party and what tells duplicates apart need
 * another person.
 */
export function editableFindings({ map, json }: LocatedMap): readonly MapFinding[] {
  return rowsOf(map).flatMap((located) => {
    const { editable } = located.row;
    const fault = editable === undefined ? undefined : editableFault(map, located, editable);
    return fault === undefined ? [] : [{ file: json.file, line: json.lineOf(`${located.pointer}/editable`), rule: 'editable', message: `${located.row.target} ${fault}` }];
  });
}

function editableFault(map: MapFile, located: LocatedRow, editable: Editable): string | undefined {
  const { row } = located;
  const path = `${located.each}${row.path ?? ''}`;
  if (row.kind === 'never_inbound') return 'is never written by a document, so an edit of it would change nothing';
  const fits = editorFor(row.transform);
  if (fits === undefined) return 'is not read in the form in which people would key it in, so it is not edited';
  if (fits !== editable.editor) return `is edited as a ${fits}, not as a ${editable.editor}`;
  if (row.path !== undefined && namesObject(map, located)) return 'names the object or its version, so it is not edited';
  if (editable.needsApproval === true) return undefined;
  if (fits === 'number' || (row.transform.kind === 'reference' && PARTY_OR_MONEY.includes(row.transform.record))) return 'is money or a party, so another person approves its edit: needsApproval';
  return tellsApart(map).includes(path) ? 'tells duplicates apart, so another person approves its edit: needsApproval' : undefined;
}

/** The editor whose input a transform reads as it is; undefined: none does, because the document says it in another unit, or not at all. */
function editorFor(transform: Transform): Editable['editor'] | undefined {
  switch (transform.kind) {
    case 'text':
      return 'text';
    case 'date':
      return 'date';
    case 'integer':
      return 'number';
    case 'decimal':
      return transform.negate === true || transform.absolute === true ? undefined : 'number';
    case 'reference':
      return (transform.by === 'field' && transform.value !== undefined) || (transform.by === 'rule' && transform.take !== undefined) ? undefined : 'reference';
    default:
      return undefined;
  }
}

function namesObject({ paths, key, lines }: MapFile, { row, lines: name, each }: LocatedRow): boolean {
  const path = row.path ?? '';
  if (each === '') return [paths.externalId, paths.version, ...(key ?? [])].includes(path);
  const source = (lines ?? []).find((one) => one.name === name);
  return path === source?.key || path === source?.keyElse;
}

function tellsApart({ naturalKey, lookAlike }: MapFile): readonly string[] {
  return [...(naturalKey?.paths ?? []), ...(lookAlike === undefined ? [] : [lookAlike.party, lookAlike.amount])];
}
