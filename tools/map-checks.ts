import type { MapFile, MapFileRow } from '../src/domain/map-file';
import type { Transform } from '../src/domain/map-transform';
import type { DecisionFile } from './decisions';
import type { LocatedJson, MapFinding } from './map-json';

/** A map file that keeps to the schema, with its places. */
export interface LocatedMap {
  readonly map: MapFile;
  readonly json: LocatedJson;
}

/** A row with the pointer to it in its file. */
export interface LocatedRow {
  readonly row: MapFileRow;
  readonly pointer: string;
  /** Name of the line source; empty for a body field. */
  readonly lines: string;
  /** Sublist of the column; empty for a body field. */
  readonly sublist: string;
  /** Pointer to the array whose elements the row's path starts from; empty for the root. */
  readonly each: string;
}

/** All rows of a map in order: body fields, then the columns of each line source. */
export function rowsOf(map: MapFile): readonly LocatedRow[] {
  return [
    ...map.fields.map((row, index) => ({ row, pointer: `/fields/${index}`, lines: '', sublist: '', each: '' })),
    ...(map.lines ?? []).flatMap((source, at) => source.columns.map((row, index) => (
      { row, pointer: `/lines/${at}/columns/${index}`, lines: source.name, sublist: source.sublist, each: source.each ?? '' }
    ))),
  ];
}

/** `shopify.order`: how operations, rows and errors name a rule. */
export function ruleCode(map: MapFile): string {
  return `${map.source}.${map.documentType}`;
}

/** Whatever is wrong in the maps taken together and each for itself, samples aside. */
export function consistencyFindings(maps: readonly LocatedMap[], decisions: readonly DecisionFile[]): readonly MapFinding[] {
  return [
    ...ownTypeTwice(maps),
    ...maps.flatMap((located) => [
      ...targetFindings(located),
      ...lineNameFindings(located),
      ...pathFindings(located),
      ...referenceFindings(located, maps),
      ...decisionFindings(located, decisions),
    ]),
    ...ownersAcrossMaps(maps),
    ...foreignOwners(maps),
  ];
}

function finding({ json }: LocatedMap, pointer: string, rule: string, message: string): MapFinding {
  return { file: json.file, line: json.lineOf(pointer), rule, message };
}

function ownTypeTwice(maps: readonly LocatedMap[]): readonly MapFinding[] {
  return maps.flatMap((located, index) => {
    const first = maps.find((other) => ruleCode(other.map) === ruleCode(located.map));
    return first === undefined || maps.indexOf(first) === index ? []
      : [finding(located, '/documentType', 'duplicate-map', `${ruleCode(located.map)} is mapped in ${first.json.file} too`)];
  });
}

/** A field or column is claimed once in a line source, and by one owner in all line sources of a sublist. */
function targetFindings(located: LocatedMap): readonly MapFinding[] {
  const rows = rowsOf(located.map);
  return rows.flatMap(({ row, pointer, lines, sublist }, index) => {
    const earlier = rows.slice(0, index).filter((other) => other.sublist === sublist && other.row.target === row.target);
    const rival = earlier.find((other) => other.row.owner !== row.owner);
    if (rival !== undefined) {
      return [finding(located, pointer, 'two-owners', `${placeName(sublist, row.target)} is owned by ${rival.row.owner} and by ${row.owner}`)];
    }
    return earlier.some((other) => other.lines === lines)
      ? [finding(located, pointer, 'duplicate-target', `${placeName(lines, row.target)} is mapped twice`)] : [];
  });
}

function placeName(within: string, target: string): string {
  return within === '' ? target : `${within}.${target}`;
}

function lineNameFindings(located: LocatedMap): readonly MapFinding[] {
  const names = (located.map.lines ?? []).map(({ name }) => name);
  return names.flatMap((name, index) => (names.indexOf(name) === index && name !== 'body' ? []
    : [finding(located, `/lines/${index}`, 'duplicate-lines', `two line sources are named ${name}, or it is the reserved name body`)]));
}

/** What takes its value from the map, or names paths of its own, may not have a path; everything else needs one. */
function pathFindings(located: LocatedMap): readonly MapFinding[] {
  return rowsOf(located.map).flatMap(({ row, pointer, lines }) => pathFaults(row.transform, row.path !== undefined).map((fault) => finding(located, pointer, 'path', `${placeName(lines, row.target)} ${fault}`)));
}

function pathFaults(transform: Transform, hasPath: boolean): readonly string[] {
  // A conditional's branches may each name their own.
  if (transform.kind === 'when') return [transform.then, transform.else].flatMap((branch) => (branch === undefined ? [] : pathFaults(branch.transform, branch.path !== undefined || (hasPath && !takesNoPath(branch.transform)))));
  if (takesNoPath(transform) !== hasPath) return [];
  return [hasPath ? 'takes its value from the map and may not have a path' : 'needs a path'];
}

function takesNoPath(transform: Transform): boolean {
  return transform.kind === 'constant' || transform.kind === 'binding' || transform.kind === 'concat'
    || (transform.kind === 'reference' && transform.by === 'field' && transform.value !== undefined);
}

/** What another document type brings must be mapped, and become the record that the row points at. */
function referenceFindings(located: LocatedMap, maps: readonly LocatedMap[]): readonly MapFinding[] {
  return rowsOf(located.map).flatMap(({ row, pointer }) => {
    const { transform } = row;
    if (transform.kind !== 'reference' || transform.by !== 'rule') return [];
    const code = `${located.map.source}.${transform.documentType}`;
    const other = maps.find(({ map }) => ruleCode(map) === code);
    if (other === undefined) return [finding(located, pointer, 'unknown-rule', `${row.target} refers to ${code}, which has no map`)];
    return other.map.target === transform.record ? []
      : [finding(located, pointer, 'unknown-rule', `${row.target} expects a ${transform.record}, but ${code} makes a ${other.map.target}`)];
  });
}

/** Everything a map decides names an accepted decision. */
function decisionFindings(located: LocatedMap, decisions: readonly DecisionFile[]): readonly MapFinding[] {
  const { map } = located;
  const named: readonly (readonly [string, string | undefined])[] = [
    ['/decision', map.decision],
    ...rowsOf(map).map(({ pointer, row }) => [`${pointer}/decision`, row.decision] as const),
    ...(map.totals ?? []).map(({ decision }, index) => [`/totals/${index}/decision`, decision] as const),
    ...(map.ignored ?? []).map(({ decision }, index) => [`/ignored/${index}/decision`, decision] as const),
    ['/ownRecords', map.ownRecords],
    ...(map.refuseWhen ?? []).map(({ decision }, index) => [`/refuseWhen/${index}/decision`, decision] as const),
    ...(['acceptWhen', 'naturalKey', 'lookAlike', 'rollback', 'currencyExponents'] as const).map((name) => [`/${name}/decision`, map[name]?.decision] as const),
    ...Object.entries(map.ledger ?? {}).map(([name, { decision }]: [string, { readonly decision: string }]) => [`/ledger/${name}/decision`, decision] as const),
  ];
  return named.flatMap(([pointer, code]) => {
    if (code === undefined) return [];
    const decision = decisions.find((one) => one.code === code);
    if (decision?.status === 'accepted') return [];
    const state = decision === undefined ? 'does not exist' : `is ${decision.status}, not accepted`;
    return [finding(located, pointer, 'decision', `decision ${code} ${state}`)];
  });
}

/** Two document types of one source that write the same record type must agree on who owns a field. */
function ownersAcrossMaps(maps: readonly LocatedMap[]): readonly MapFinding[] {
  return maps.flatMap((located, index) => {
    const others = maps.slice(0, index).filter(({ map }) => map.source === located.map.source && map.target === located.map.target);
    return rowsOf(located.map).flatMap(({ row, pointer, sublist }) => {
      for (const other of others) {
        const rival = rowsOf(other.map).find((one) => one.sublist === sublist && one.row.target === row.target && one.row.owner !== row.owner);
        if (rival === undefined) continue;
        const place = `${located.map.target}.${placeName(sublist, row.target)}`;
        return [finding(located, pointer, 'two-owners', `${place} is owned by ${row.owner} here and by ${rival.row.owner} in ${other.json.file}`)];
      }
      return [];
    });
  });
}

/** A field that one source owns on a record type is not written there by another, but on records that are its own by decision. */
function foreignOwners(maps: readonly LocatedMap[]): readonly MapFinding[] {
  return maps.flatMap((located) => rowsOf(located.map).flatMap(({ row, pointer, sublist }) => {
    const { source, target, ownRecords } = located.map;
    if (row.kind === 'never_inbound' || ownRecords !== undefined || (row.kind !== 'shared' && row.owner !== source)) return [];
    const rival = maps.find(({ map }) => map.source !== source && map.target === target && map.ownRecords === undefined
      && rowsOf(map).some((one) => one.sublist === sublist && one.row.target === row.target && one.row.kind === 'authoritative' && one.row.owner === map.source));
    return rival === undefined ? [] : [finding(located, pointer, 'foreign-owner', `${target}.${placeName(sublist, row.target)} belongs to ${rival.map.source} by ${rival.json.file}`)];
  }));
}
