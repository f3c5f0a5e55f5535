import type { Condition } from './condition';
import { escapeToken } from './document';
import type { CompiledMap, ControlTotal, LineSource, ObjectRule, OwnershipRow } from './map';
import type { Transform } from './map-transform';
import type { RuleParts } from './rule-parts';

/** A path that a map reads: below the elements of the array at `each`, or below the object where that is empty. */
export interface ReadPath {
  readonly each: string;
  readonly path: string;
  /** An array below whose elements it is looked for first. */
  readonly orEach?: string;
}

/** Every path that a map reads, ignores on purpose, or takes its keys and facts from. */
export function pathsOf({ rule, rows }: CompiledMap): readonly ReadPath[] {
  const eachOf = (lines: string) => rule.lines.find(({ name }) => name === lines)?.each ?? '';
  return [
    ...rulePaths(rule),
    ...rule.lines.flatMap(linePaths),
    ...rows.flatMap((row) => rowPaths(row, eachOf(row.lines))),
  ];
}

/** The paths of a row: its own, and those that its transform names besides. */
export function rowPaths({ path, transform }: Pick<OwnershipRow, 'path' | 'transform'>, each: string): readonly ReadPath[] {
  return [...(path === '' ? [] : [{ each, path }]), ...transformPaths(transform, each)];
}

/** Paths that a transform names besides its row's. A currency that a line does not carry stands beside the lines. */
export function transformPaths(transform: Transform, each: string): readonly ReadPath[] {
  switch (transform.kind) {
    case 'when': {
      const branches = [transform.then, ...(transform.else === undefined ? [] : [transform.else])];
      return [...conditionPaths(transform.when, each), ...branches.flatMap((branch) => rowPaths({ path: branch.path ?? '', transform: branch.transform }, each))];
    }
    case 'concat':
      return transform.parts.flatMap((part) => ('path' in part ? [{ each, path: part.path }] : []));
    case 'minor_units':
      return [{ each: '', path: transform.currency, orEach: each }];
    case 'text':
    case 'decimal':
    case 'integer':
    case 'boolean':
    case 'date':
    case 'epoch':
    case 'constant':
    case 'binding':
    case 'value_map':
    case 'reference':
      return [];
  }
}

/** Where the conditions look. */
export function conditionPaths(conditions: readonly Condition[], each: string): readonly ReadPath[] {
  return conditions.map((condition) => ({ each: condition.of === 'object' ? '' : each, path: condition.path }));
}

/** The paths of a line source: its array, what names its lines, and its conditions. */
export function linePaths({ each, key, keyElse, whenNotZero, whenPresent, where }: LineSource): readonly ReadPath[] {
  const at = each ?? '';
  const named = [each === undefined ? undefined : key, keyElse, whenNotZero, whenPresent];
  return [...(each === undefined ? [] : [{ each: '', path: each }]), ...named.flatMap((path) => (path === undefined ? [] : [{ each: at, path }])), ...conditionPaths(where ?? [], at)];
}

/** The paths of a control total. */
export function totalPaths({ add, subtract, equals, minorUnitsOf }: ControlTotal): readonly ReadPath[] {
  const terms = [...add, ...subtract, ...(typeof equals === 'string' ? [] : [equals])].flatMap((term) => ('path' in term
    ? [{ each: '', path: term.path }, ...conditionPaths(term.where ?? [], '')]
    : [{ each: '', path: term.each }, ...term.product.map((name) => ({ each: term.each, path: `/${escapeToken(name)}` })), ...conditionPaths(term.where ?? [], term.each)]));
  return [...terms, ...[typeof equals === 'string' ? equals : undefined, minorUnitsOf].flatMap((path) => (path === undefined ? [] : [{ each: '', path }]))];
}

function rulePaths({ paths, totals, ignored, parts }: ObjectRule): readonly ReadPath[] {
  const { externalId, version, amount, currency, baseAmount, date, party, number } = paths;
  const named = [externalId, version, amount, currency, baseAmount, date, party, number].flatMap((path) => (path === undefined ? [] : [path]));
  return [...[...named, ...ignored.map(({ path }) => path), ...partPaths(parts)].map((path) => ({ each: '', path })), ...totals.flatMap(totalPaths)];
}

/** The paths that the other parts of a rule name, all below the object. */
export function partPaths(parts: RuleParts): readonly string[] {
  const { action, cancelWhen, refuseWhen, acceptWhen, key, naturalKey, lookAlike, ledger } = parts;
  const conditions = [...(cancelWhen ?? []), ...(refuseWhen ?? []).flatMap(({ when }) => when), ...(acceptWhen?.when ?? [])];
  const subsidiary = ledger?.subsidiary?.from;
  const single = [
    action?.kind === 'transform' ? action.path : undefined,
    lookAlike?.party, lookAlike?.amount, lookAlike?.date,
    typeof subsidiary === 'object' ? subsidiary.path : undefined,
    ledger?.currency?.path, ledger?.currency?.exchangeRate, ledger?.currency?.baseAmount,
  ];
  return [...conditions.map(({ path }) => path), ...(key ?? []), ...(naturalKey?.paths ?? []), ...single.flatMap((path) => (path === undefined ? [] : [path]))];
}
