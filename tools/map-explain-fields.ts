import type { MapFile, MapFileLines, MapFileRow } from '../src/domain/map-file';
import { fieldLabel, recordLabel, subrecordLabel } from './map-labels';
import { conditionsText, conflictText, emptyText, listOf, placeText, transformText } from './map-words';

/** Where a row stands: in the body, or in a line source. */
export interface RowPlace {
  readonly row: MapFileRow;
  readonly lines: MapFileLines | undefined;
}

/** Every body field in a sentence of its own; fields that move together stand under their group. */
export function bodyText(map: MapFile): readonly string[] {
  const preface = map.rights.update ? 'Each line says where a value comes from, who owns the field, what an empty value means, and where a conflict goes.'
    : 'Each line says where a value comes from. The document writes it when the record is created; it is NetSuite\'s from then on.';
  const alone = map.fields.filter(({ group }) => group === undefined);
  const groups = [...new Set(map.fields.flatMap(({ group }) => (group === undefined ? [] : [group])))];
  return [
    `${preface} Without a required value, or with one that does not fit its field, the document goes to review.`, '',
    ...alone.map((row) => `- ${rowText(map, { row, lines: undefined })}`),
    ...groups.flatMap((group) => [
      `- ${groupName(map, group)}: its fields move together or not at all.`,
      ...map.fields.filter((row) => row.group === group).map((row) => `  - ${rowText(map, { row, lines: undefined })}`),
    ]),
  ];
}

function groupName(map: MapFile, group: string): string {
  const inside = map.fields.some(({ target, group: own }) => own === group && target.startsWith(`${group}.`));
  return inside ? subrecordLabel(group) : `Group \`${group}\``;
}

/** A line source: where its lines come from, what names them, and its columns. */
export function linesText(map: MapFile, lines: MapFileLines): readonly string[] {
  return [
    `### ${capital(lines.name)}`,
    '',
    `${capital(sourceText(lines))}. ${keyText(map, lines)}`,
    '',
    ...lines.columns.map((row) => `- ${rowText(map, { row, lines })}`),
    '',
  ];
}

function sourceText({ each, sublist, where, whenNotZero, whenPresent }: MapFileLines): string {
  const from = `${each === undefined ? 'one line' : 'a line'} in the sublist \`${sublist}\`${each === undefined ? '' : ` for each element of \`${each}\``}`;
  const conditions = [
    ...(where === undefined ? [] : [conditionsText(where, each ?? '')]),
    ...(whenNotZero === undefined ? [] : [`${placeText({ each: each ?? '', path: whenNotZero })} is not zero`]),
    ...(whenPresent === undefined ? [] : [`${placeText({ each: each ?? '', path: whenPresent })} is filled`]),
  ];
  return `${from}${conditions.length === 0 ? '' : `, where ${conditions.join(' and ')}`}`;
}

function keyText(map: MapFile, { each, key, keyElse, keyPrefix, createOnly, sublist }: MapFileLines): string {
  const place = (path: string): string => placeText({ each: each ?? '', path });
  const own = each === undefined ? `the fixed name \`${keyPrefix ?? ''}${key}\`` : `${place(key)}${keyElse === undefined ? '' : `, or ${place(keyElse)} where that is empty`}`;
  const prefix = keyPrefix === undefined || each === undefined ? '' : `, with \`${keyPrefix}\` before it`;
  return `A line is found again by ${own}${prefix}, never by its position. ${laterText(map, createOnly === true)}${givenText(map, sublist)}`;
}

/** What later documents do to lines. */
function laterText(map: MapFile, createOnly: boolean): string {
  if (createOnly || !map.rights.update) return 'The lines are written when the record is created, and are NetSuite\'s from then on.';
  return map.documents === 'full' ? 'A later document changes the line of the same name, adds new ones, and removes those that it no longer has. Lines that people added stay.'
    : 'A later document changes the line of the same name and adds new ones; it removes none.';
}

/** Lines that NetSuite lists by itself are marked or filled, never added. */
function givenText({ action, documents }: MapFile, sublist: string): string {
  if (sublist === 'apply') return ' NetSuite lists the open documents itself: the line whose `doc` names the record is marked, none is added.';
  if (action?.kind !== 'transform') return '';
  const others = documents === 'full' ? 'those that the document does not name are left out' : 'those that the document does not name stay as they are there';
  return ` The ${recordLabel(action.from)} brings the lines: a line of the document means the one of the same name there, and ${others}.`;
}

/** One field in plain words: where it comes from, who owns it, what nothing means, where a conflict goes, and why. */
export function rowText(map: MapFile, place: RowPlace): string {
  const { row, lines } = place;
  const from = { each: lines?.each ?? '', path: row.path };
  const text = transformText(row.transform, from);
  const source = row.kind === 'never_inbound' ? `${text} is not taken` : text;
  const parts = [`${fieldName(map, place)} ← ${source}`, ...ownerText(map, place), ...emptyParts(map, place), ...editableParts(row), ...guardParts(row)];
  return `${parts.join('; ')} (${row.decision ?? map.decision}).`;
}

/** `**Email** (`email`)`: label and id of a field. */
export function fieldName(map: MapFile, { row, lines }: RowPlace): string {
  const label = fieldLabel(map.target, lines?.sublist ?? '', row.target);
  return label === undefined ? `**\`${row.target}\`**` : `**${label}** (\`${row.target}\`)`;
}

/** Written at create or never again: then no later document has a say, and the lines' own text says it once. */
function writtenOnce(map: MapFile, { lines }: RowPlace): boolean {
  return lines?.createOnly === true || !map.rights.update;
}

function ownerText(map: MapFile, place: RowPlace): readonly string[] {
  const { row } = place;
  if (writtenOnce(map, place) && row.owner === map.source && row.kind !== 'never_inbound') return [];
  const conflict = conflictText(row.onConflict ?? map.onConflict);
  const foreign = row.owner !== map.source;
  switch (row.kind) {
    case 'authoritative':
      return foreign ? [`${row.owner} owns it`, `a document that says otherwise ${conflict}`] : [`${row.owner} owns it`];
    case 'copy':
      return foreign ? [`a copy of what ${row.owner} owns`, `a document that says otherwise ${conflict}`] : [`a copy kept for convenience; ${row.owner} owns the original`];
    case 'shared':
      return [`shared by ${row.owner} and NetSuite: whoever changed it last has its way`, `a change on both sides ${conflict}`];
    case 'create_only':
      return foreign ? [`${row.owner} owns it`, `a document that says otherwise ${conflict}`]
        : ['set when the record is created, NetSuite\'s from then on', `a later document that says otherwise ${conflict}`];
    case 'never_inbound':
      return [`${row.owner === 'netsuite' ? 'NetSuite' : row.owner} owns it, and no document writes it`];
  }
}

function emptyParts(map: MapFile, place: RowPlace): readonly string[] {
  const { row } = place;
  if (row.kind === 'never_inbound' || alwaysFilled(row)) return [];
  if (row.required === true) return ['required'];
  const rules = row.onEmpty ?? 'keep';
  if ((row.kind === 'create_only' || writtenOnce(map, place)) && rules === 'keep') return [];
  return [map.documents === 'partial' && typeof rules === 'string' && rules !== 'keep' ? `absent keeps what is there, otherwise ${emptyText(rules)}` : emptyText(rules)];
}

/** What NetSuite does where somebody else changes the field there. */
const GUARD_WORDS = { observe: 'a change by somebody else in NetSuite is told in the review queue', warn: 'a change by somebody else in NetSuite is told in the review queue, and its page says so before', block: 'nobody else may change it in NetSuite' } as const;

function guardParts({ guard }: MapFileRow): readonly string[] {
  return guard === undefined ? [] : [GUARD_WORDS[guard]];
}

function editableParts({ editable }: MapFileRow): readonly string[] {
  if (editable === undefined) return [];
  return [editable.needsApproval === true ? 'a person may correct it in the review queue, and another approves that' : 'a person may correct it in the review queue'];
}

/** The map itself says the value: no document can leave it empty. */
function alwaysFilled({ transform }: MapFileRow): boolean {
  return transform.kind === 'constant' || transform.kind === 'binding' || (transform.kind === 'reference' && transform.by === 'field' && transform.value !== undefined);
}

/** `item columns Item, Quantity and Rate`: names for the answers to the five questions. */
export function namesOf(map: MapFile, places: readonly RowPlace[]): string {
  const named = new Map<string, string[]>();
  for (const { row, lines } of places) {
    const [first = '', inner] = row.target.split('.');
    const holder = lines !== undefined ? `lines of ${lines.name}` : inner === undefined ? '' : subrecordLabel(first);
    const label = fieldLabel(map.target, lines?.sublist ?? '', row.target) ?? `\`${row.target}\``;
    named.set(holder, [...(named.get(holder) ?? []), label]);
  }
  return [...named].map(([holder, labels]) => (holder === '' ? listOf(labels, 'and', false) : `${holder} (${listOf(labels, 'and', false)})`)).join('; ');
}

/** First letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `the customer`: what the document becomes. */
export function targetName(map: MapFile): string {
  return recordLabel(map.target);
}
