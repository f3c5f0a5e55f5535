import type { Condition, PlainValue } from '../src/domain/condition';
import type { ConflictPolicy, EmptyRule, EmptyRules } from '../src/domain/map';
import type { ConcatPart, ReferenceTransform, Transform, TransformBranch } from '../src/domain/map-transform';
import { fieldLabel, recordLabel, withArticle } from './map-labels';

/** Where a row reads: the array that its lines come from, and the path of the row itself. */
export interface ReadFrom {
  /** Pointer to the array of a line source; empty for the document. */
  readonly each: string;
  /** Undefined where the value comes from the map. */
  readonly path: string | undefined;
}

/** A place of the document as a reader finds it; a star stands for each element of a list. */
export function placeText({ each, path }: { readonly each: string; readonly path: string }): string {
  return `\`${each === '' ? '' : `${each}/*`}${path}\``;
}

/** `total price` for `/total_price`: the last name of a path that says something, as words. */
export function nameOf(pointer: string): string {
  const names = pointer.split('/').slice(1).map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'));
  const telling = names.filter((name) => !/^(data|\d+)$/.test(name)).at(-1) ?? names.at(-1) ?? '';
  return telling.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').toLowerCase();
}

/** What a row makes of the document, in words. */
export function transformText(transform: Transform, from: ReadFrom): string {
  const place = from.path === undefined ? 'the value' : placeText({ each: from.each, path: from.path });
  switch (transform.kind) {
    case 'text':
      return joined([place, caseText(transform.case), lengthText(transform)]);
    case 'decimal':
      return joined([place, signText(transform), transform.scale === undefined ? '' : `at most ${count(transform.scale, 'place')} behind the point`]);
    case 'integer':
      return `${place}, a whole number`;
    case 'boolean':
      return joined([place, 'yes or no', transform.true === undefined ? '' : `yes is ${listOf(transform.true, 'or')}, no is ${listOf(transform.false ?? [], 'or')}`]);
    case 'date':
      return `${place}, ${transform.zone === undefined ? 'the calendar date as written' : `the date of that moment in ${transform.zone}`}`;
    case 'epoch':
      return `${place}, ${transform.unit} since 1970, as the date in ${transform.zone}`;
    case 'constant':
      return `always ${valueText(transform.value)}`;
    case 'binding':
      return `the ${transform.name} that the source's binding in the settings names`;
    case 'value_map':
      return `${place}, translated by the value map \`${transform.map}\``;
    case 'minor_units':
      return joined([place, `from the smallest unit of its currency (\`${transform.currency}\`)`, signText(transform)]);
    case 'concat':
      return joined([concatText(transform.parts, transform.separator ?? '', from.each), lengthText(transform)]);
    case 'when':
      return whenText(transform, from);
    case 'reference':
      return referenceText(transform, place);
  }
}

function whenText({ when, then, else: otherwise }: Extract<Transform, { readonly kind: 'when' }>, from: ReadFrom): string {
  const branch = ({ path, transform }: TransformBranch): string => transformText(transform, { each: from.each, path: path ?? from.path });
  return `where ${conditionsText(when, from.each)}: ${branch(then)}; else ${otherwise === undefined ? 'nothing' : branch(otherwise)}`;
}

function referenceText(transform: ReferenceTransform, place: string): string {
  const record = recordLabel(transform.record);
  switch (transform.by) {
    case 'field': {
      const label = transform.field === 'externalid' ? 'external id' : (fieldLabel(transform.record, '', transform.field) ?? `\`${transform.field}\``).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
      const value = transform.value === undefined ? place : `"${transform.value}"`;
      return joined([`the ${record} whose ${label} is ${value}`, caseText(transform.case)]);
    }
    case 'value_map':
      return `the ${record} that the value map \`${transform.map}\` names for ${place}`;
    case 'rule': {
      const brought = `the ${record} that ${withArticle(`${transform.documentType} document`)} brings, which ${place} holds or names by its id`;
      return transform.take === undefined ? brought : `the ${recordLabel(transform.take.record)} (\`${transform.take.field}\`) of ${brought}`;
    }
  }
}

function caseText(letters: 'upper' | 'lower' | undefined): string {
  if (letters === undefined) return '';
  return letters === 'upper' ? 'in capitals' : 'in small letters';
}

function lengthText({ max, tooLong }: { readonly max?: number; readonly tooLong?: 'refuse' | 'cut' }): string {
  if (max === undefined) return '';
  return `up to ${count(max, 'character')}${tooLong === 'cut' ? ' (what is longer is cut, and the cut noted)' : ''}`;
}

function signText({ negate, absolute }: { readonly negate?: boolean; readonly absolute?: boolean }): string {
  return joined([absolute === true ? 'without its sign' : '', negate === true ? 'with the sign turned' : '']);
}

function concatText(parts: readonly ConcatPart[], separator: string, each: string): string {
  const pieces = parts.map((part) => ('path' in part ? placeText({ each, path: part.path }) : `"${part.text}"`));
  return `${pieces.join(' + ')}, joined${separator === '' ? '' : ` by "${separator}"`}`;
}

/** All conditions, as one clause: `/test` is true and `/total` is above zero. */
export function conditionsText(conditions: readonly Condition[], each: string): string {
  return conditions.map((condition) => conditionText(condition, each)).join(' and ');
}

function conditionText(condition: Condition, each: string): string {
  const place = placeText({ each: condition.of === 'object' ? '' : each, path: condition.path });
  if ('present' in condition) return `${place} ${condition.present ? 'is filled' : 'is absent or null'}`;
  if ('equals' in condition) return `${place} is ${valueText(condition.equals)}`;
  if ('notEquals' in condition) return `${place} is not ${valueText(condition.notEquals)}`;
  if ('oneOf' in condition) return `${place} is ${listOf(condition.oneOf.map(valueText), 'or', false)}`;
  return `${place} is ${SIGNS[condition.sign]}`;
}

const SIGNS: Readonly<Record<'positive' | 'negative' | 'zero' | 'not_zero', string>> = { positive: 'above zero', negative: 'below zero', zero: 'zero', not_zero: 'not zero' };

function valueText(value: PlainValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : `"${value}"`;
}

/** What nothing means for a field. */
export function emptyText(rules: EmptyRules): string {
  if (typeof rules === 'string') return `empty ${EMPTY[rules]}`;
  return `absent ${EMPTY[rules.absent]}, null ${EMPTY[rules.null]}, blank ${EMPTY[rules.blank]}`;
}

const EMPTY: Readonly<Record<EmptyRule, string>> = { keep: 'keeps what is there', clear: 'clears the field', refuse: 'goes to review' };

/** What becomes of a document that says otherwise than the owner of a field. */
export function conflictText(policy: ConflictPolicy): string {
  return CONFLICT[policy];
}

const CONFLICT: Readonly<Record<ConflictPolicy, string>> = {
  review: 'goes to review', drop: 'leaves the field as it is, and the rest goes through', refuse: 'refuses the document',
};

/** `a, b and c`, each in quotes where asked for. */
export function listOf(items: readonly string[], last: 'and' | 'or', quoted = true): string {
  const shown = quoted ? items.map((item) => `"${item}"`) : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1) ?? ''}`;
}

/** `1 day`, `2 days`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
