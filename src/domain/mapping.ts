import { calendarDateInUtc } from './calendar';
import type { CalendarDateIn } from './calendar';
import { checkTotal } from './control-total';
import { resolvePointer } from './document';
import type { DocumentValue } from './document';
import { ledgerRows, statedCurrency } from './ledger-fields';
import { lineElements, refuseRepeatedKeys, refuseWithoutLines } from './line-elements';
import type { CompiledMap, EmptyRule, ObjectRule, OwnershipRow } from './map';
import type { MappedDocument, MappedField } from './mapped-document';
import { idText } from './object-id';
import type { ProblemDetail } from './reasons';
import { roundingLines } from './rounding-line';
import { sourceRecord } from './source-record';
import { placeOf, proposeValue } from './transform';
import type { Proposal, RowInput } from './transform';
import { unmappedMembers } from './unmapped';

export { documentFacts } from './document-facts';
export type { DocumentFacts } from './document-facts';
export type { MappedDocument, MappedField, MappedLine } from './mapped-document';

/** The object inside a document: where it stands, and the id it carries (`idText`). */
export interface LocatedObject {
  /** Root pointer of the rule that fitted: `""` or `/order`. */
  readonly root: string;
  readonly value: DocumentValue;
  readonly externalId: string;
}

/** Finds the object at the first of the rule's roots that holds an id. Undefined: none does. */
export function locateObject(rule: ObjectRule, document: DocumentValue): LocatedObject | undefined {
  for (const root of rule.roots) {
    const value = resolvePointer(document, root);
    if (value === undefined) continue;
    const externalId = idText(resolvePointer(value, rule.paths.externalId));
    if (externalId !== undefined && externalId !== '') return { root, value, externalId };
  }
  return undefined;
}

/** Reads an object through its map. Collects every problem, so that a person sees all of them at once. Pure. */
export function mapObject(
  map: CompiledMap,
  object: DocumentValue,
  binding: Readonly<Record<string, string | number>>,
  calendarDateIn: CalendarDateIn = calendarDateInUtc,
): MappedDocument {
  const { rule } = map;
  const problems: ProblemDetail[] = [];
  const exponents = rule.parts.currencyExponents?.exponents ?? {};
  const inputAt = (element: DocumentValue, elementPointer: string): RowInput => ({ element, elementPointer, object, binding, exponents, calendarDateIn });
  const read = (rows: readonly OwnershipRow[], input: RowInput) => rows.map((row) => mapField(row, rule, input, problems));
  const body = read([...map.rows.filter((row) => row.lines === ''), ...ledgerRows(rule)], inputAt(object, ''));
  const documentLines = rule.lines.flatMap((source) => {
    const rows = map.rows.filter((row) => row.lines === source.name);
    return lineElements(source, object, problems).map(({ key, element, pointer }) => ({ source, key, columns: read(rows, inputAt(element, pointer)) }));
  });
  const { rounding } = rule.parts.ledger ?? {};
  const checks = rule.totals.map((total) => checkTotal(total, object, { rounding: rounding?.total === total.name ? rounding.limit : undefined, exponents }));
  const totals = checks.filter((check) => check.kind === 'agrees');
  const lines = [...documentLines, ...roundingLines(rule, totals)];
  refuseRepeatedKeys(lines, problems);
  refuseWithoutLines(rule, documentLines, problems);
  const from = sourceRecord(rule, object, problems);
  // Totals come first: they are what a person must read before anything else is looked at.
  problems.unshift(...checks.flatMap((check) => (check.kind === 'problem' ? [check.problem] : [])));
  const needs = [...body, ...lines.flatMap((line) => line.columns)].flatMap(({ proposal }) => (proposal.kind === 'reference' ? [proposal.need] : []));
  const currency = statedCurrency(map, object);
  const all = [from, currency].flatMap((need) => need ?? []);
  return { body, lines, from, currency, needs: [...all, ...needs], totals, problems, unmapped: unmappedMembers(map, object) };
}

function mapField(row: OwnershipRow, rule: ObjectRule, input: RowInput, problems: ProblemDetail[]): MappedField {
  const place = placeOf(row, input);
  const proposal = proposeValue(place, input);
  const pointer = place.path === '' ? '' : `${input.elementPointer}${place.path}`;
  const whenEmpty = emptyRule(row, rule, proposal);
  if (proposal.kind === 'problem') problems.push(proposal.problem);
  if (proposal.kind === 'empty' && row.required) {
    problems.push({ pointer, code: 'required_path_missing', message: `"${row.target}" needs a value from here.` });
  } else if (proposal.kind === 'empty' && whenEmpty === 'refuse') {
    problems.push({ pointer, code: 'value_empty', message: `"${row.target}" may not be left empty (${proposal.how}).` });
  }
  return { row, proposal, pointer, whenEmpty };
}

/** What nothing means here: in a document that carries only what changed, an absent path says nothing. */
function emptyRule(row: OwnershipRow, rule: ObjectRule, proposal: Proposal): EmptyRule {
  if (proposal.kind !== 'empty') return 'keep';
  if (proposal.how === 'absent' && rule.documents === 'partial') return 'keep';
  return typeof row.onEmpty === 'string' ? row.onEmpty : row.onEmpty[proposal.how];
}
