import { Big } from 'big.js';
import { parse } from 'lossless-json';

import type { ControlTotal, TotalTerm } from '../src/domain/map';
import type { MapFile } from '../src/domain/map-file';
import { rowsOf, type LocatedMap, type LocatedRow } from './map-checks';
import type { MapFinding } from './map-json';
import { atPointer, isFilled, standsAt } from './map-pointer';

/** An example document in the provider's real shape. Never deployed. */
export interface SampleDocument {
  readonly file: string;
  readonly text: string;
}

interface ReadSample {
  readonly file: string;
  /** The object itself, whatever root it stands at. */
  readonly object: unknown;
}

/**
 * Holds a map against its samples: in every sample each required path is filled and each control total adds up; every path
 * the map names stands in at least one of them, so that a misspelt one is found here and not by a missing field.
 */
export function sampleFindings(located: LocatedMap, samples: readonly SampleDocument[]): readonly MapFinding[] {
  const { map, json } = located;
  if (samples.length === 0) {
    return [{ file: json.file, line: json.lineOf('/documentType'), rule: 'sample', message: `there is no sample: samples/${map.documentType}.json or samples/${map.documentType}-*.json` }];
  }
  const read = samples.map((sample) => readSample(sample, map));
  const objects = read.flatMap((sample) => ('object' in sample ? [sample] : []));
  return [
    ...read.flatMap((sample) => ('rule' in sample ? [sample] : [])),
    ...objects.flatMap((sample) => [...requiredFindings(located, sample), ...lineKeyFindings(located, sample), ...totalFindings(located, sample)]),
    ...unseenFindings(located, objects),
  ];
}

function readSample({ file, text }: SampleDocument, map: MapFile): ReadSample | MapFinding {
  try {
    const document = parse(text);
    const root = map.roots.find((pointer) => isFilled(atPointer(document, pointer + map.paths.externalId)));
    if (root !== undefined) return { file, object: atPointer(document, root) };
    return { file, line: 1, rule: 'sample', message: `nothing stands at ${map.paths.externalId} below any root (${map.roots.map((pointer) => `'${pointer}'`).join(', ')})` };
  } catch (error) {
    return { file, line: 1, rule: 'sample', message: error instanceof Error ? error.message : String(error) };
  }
}

function requiredFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  return rowsOf(map).filter(({ row }) => row.required === true && row.path !== undefined).flatMap((located) => {
    const path = located.row.path ?? '';
    const missing = startingPoints(map, located, object).filter(({ value }) => !isFilled(atPointer(value, path)));
    return missing.map(({ pointer }) => ({
      file: json.file, line: json.lineOf(`${located.pointer}/path`), rule: 'required-path',
      message: `${located.row.target} needs ${pointer}${path}, which ${file} does not fill`,
    }));
  });
}

/** Where a row's path starts from: the object, or each element of its line source that makes a line. */
function startingPoints(map: MapFile, { lines, each }: LocatedRow, object: unknown): readonly { readonly pointer: string; readonly value: unknown }[] {
  const source = (map.lines ?? []).find(({ name }) => name === lines);
  const starts = each === '' ? [{ pointer: '', value: object }] : elements(object, each).map((value, index) => ({ pointer: `${each}/${index}`, value }));
  return starts.filter(({ value }) => (source?.whenPresent === undefined || isFilled(atPointer(value, source.whenPresent)))
    && (source?.whenNotZero === undefined || !amount(atPointer(value, source.whenNotZero)).eq(0)));
}

/** Every element that makes a line has something that names it. */
function lineKeyFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  return (map.lines ?? []).flatMap(({ each, key, keyElse }, at) => (each === undefined ? [] : elements(object, each).flatMap((element, index) => {
    const named = isFilled(atPointer(element, key)) || (keyElse !== undefined && isFilled(atPointer(element, keyElse)));
    return named ? [] : [{
      file: json.file, line: json.lineOf(`/lines/${at}/key`), rule: 'line-key', message: `${each}/${index} has nothing at ${[key, keyElse].filter(isFilled).join(' or ')} in ${file}`,
    }];
  })));
}

function elements(object: unknown, each: string): readonly unknown[] {
  const array = atPointer(object, each);
  return Array.isArray(array) ? (array as readonly unknown[]) : [];
}

function totalFindings({ map, json }: LocatedMap, { file, object }: ReadSample): readonly MapFinding[] {
  return (map.totals ?? []).flatMap((total, index) => {
    const sum = totalOf(total, object);
    const stated = amount(atPointer(object, total.equals));
    return sum.eq(stated) ? [] : [{
      file: json.file, line: json.lineOf(`/totals/${index}`), rule: 'total',
      message: `${total.name} comes to ${sum.toFixed(2)} in ${file}, which states ${stated.toFixed(2)}`,
    }];
  });
}

function totalOf({ add, subtract }: ControlTotal, object: unknown): Big {
  const sum = (terms: readonly TotalTerm[]): Big => terms.reduce((all, term) => all.plus(termOf(term, object)), new Big(0));
  return sum(add).minus(sum(subtract));
}

function termOf(term: TotalTerm, object: unknown): Big {
  if ('path' in term) return amount(atPointer(object, term.path));
  return elements(object, term.each).reduce<Big>(
    (all, element) => all.plus(term.product.reduce((product, name) => product.times(amount(atPointer(element, `/${name}`))), new Big(1))), new Big(0));
}

/** Absent counts as nothing. Text that is no number throws, as a broken sample should. */
function amount(value: unknown): Big {
  return new Big(isFilled(value) ? String(value) : '0');
}

function unseenFindings({ map, json }: LocatedMap, samples: readonly ReadSample[]): readonly MapFinding[] {
  const starts = (each: string): readonly unknown[] => samples.flatMap(({ object }) => (each === '' ? [object] : elements(object, each)));
  return namedPaths(map).filter(({ each, path }) => !starts(each).some((value) => standsAt(value, path))).map(({ pointer, each, path }) => ({
    file: json.file, line: json.lineOf(pointer), rule: 'unseen-path', message: `${each === '' ? '' : `${each}/…`}${path} stands in no sample`,
  }));
}

interface NamedPath {
  /** Where the map names it. */
  readonly pointer: string;
  readonly each: string;
  readonly path: string;
}

function namedPaths(map: MapFile): readonly NamedPath[] {
  const { versionKind: _kind, ...paths } = map.paths;
  return [
    ...Object.entries(paths).map(([name, path]) => ({ pointer: `/paths/${name}`, each: '', path })),
    ...(map.ignored ?? []).map(({ path }, index) => ({ pointer: `/ignored/${index}/path`, each: '', path })),
    ...rowsOf(map).flatMap(({ row, pointer, each }) => (row.path === undefined ? [] : [{ pointer: `${pointer}/path`, each, path: row.path }])),
    ...(map.totals ?? []).flatMap((total, index) => totalPaths(total).map((one) => ({ pointer: `/totals/${index}`, ...one }))),
    ...(map.lines ?? []).flatMap((source, index) => [
      ...(source.each === undefined ? [] : [{ pointer: `/lines/${index}/each`, each: '', path: source.each }, { pointer: `/lines/${index}/key`, each: source.each, path: source.key }]),
      ...(source.each === undefined || source.keyElse === undefined ? [] : [{ pointer: `/lines/${index}/keyElse`, each: source.each, path: source.keyElse }]),
      ...[source.whenNotZero, source.whenPresent].flatMap((path) => (path === undefined ? [] : [{ pointer: `/lines/${index}`, each: '', path }])),
    ]),
  ];
}

function totalPaths({ add, subtract, equals }: ControlTotal): readonly Omit<NamedPath, 'pointer'>[] {
  const terms = [...add, ...subtract].flatMap((term) => ('path' in term ? [{ each: '', path: term.path }] : term.product.map((name) => ({ each: term.each, path: `/${name}` }))));
  return [...terms, { each: '', path: equals }];
}
