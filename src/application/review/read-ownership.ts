import type { AppliedValues } from '../../domain/applied-values';
import { appliedValue, shownText } from '../../domain/field-value';
import type { OwnershipRow } from '../../domain/map';
import { masked, sensitivityOf, sensitivityOfText } from '../../domain/review/masking';
import { ownershipWords } from '../../domain/review/ownership-words';
import { isRefusal } from '../../domain/refusal';
import type { CompiledMap } from '../../domain/map';
import type { OwnershipQuestion, OwnershipRowView, OwnershipView } from './ownership-view';
import type { ReviewPorts } from './review-queue';
import type { QueueQuestion } from './review-rows-port';

type OwnershipPorts = ReviewPorts & { readonly question: QueueQuestion };

/** Who may change each field of a type, or of one record; undefined: there is no such rule, or no record of ours that the viewer sees. */
export function readOwnership(asked: OwnershipQuestion, ports: OwnershipPorts): OwnershipView | undefined {
  if (asked.kind === 'type') return viewOf(mapsOf(asked.source, ports).filter(({ rule }) => rule.documentType === asked.documentType), { recordType: '', internalId: undefined, lastOperation: '', lastWrittenMs: undefined }, undefined, ports);
  const stamp = stampOf(asked, ports);
  const [row] = stamp === '' ? [] : ports.rows.byId([stamp], ports.question);
  if (row === undefined) return undefined;
  const maps = mapsOf(row.source, ports).filter(({ rule }) => rule.target === asked.recordType);
  return viewOf(maps, { recordType: asked.recordType, internalId: asked.internalId, lastOperation: row.operationId, lastWrittenMs: row.settledMs }, appliedBy(row.internalId, ports), ports);
}

/** The operation stamped on a record of a type that documents become; empty: none, or there is no such record. 11 units. */
function stampOf({ recordType, internalId }: Extract<OwnershipQuestion, { readonly kind: 'record' }>, { ledger }: ReviewPorts): string {
  if (!ledger.targetTypes().includes(recordType) || ledger.seen(recordType, internalId) === undefined) return '';
  return ledger.readBack(recordType, internalId, []).stamp;
}

/** What the object of an operation was given last, field by field. 14 units. */
function appliedBy(internalId: number, { details, objects }: ReviewPorts): AppliedValues {
  const object = details.objectOf(details.dossier(internalId).operation.lane);
  return object === undefined ? new Map() : objects.lastApplied(object);
}

function mapsOf(source: string, { configuration }: ReviewPorts): readonly CompiledMap[] {
  try {
    return configuration.load(source).maps;
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

type Written = Pick<OwnershipView, 'recordType' | 'internalId' | 'lastOperation' | 'lastWrittenMs'>;

/** `applied`: what was applied last; undefined: no record was asked for. */
function viewOf(maps: readonly CompiledMap[], written: Written, applied: AppliedValues | undefined, { details }: ReviewPorts): OwnershipView | undefined {
  const [first] = maps;
  if (first === undefined) return undefined;
  const titles = details.decisions([...new Set(maps.flatMap(({ rows }) => rows.map(({ decision }) => decision)))]);
  return {
    ...written, recordType: written.recordType === '' ? first.rule.target : written.recordType,
    rules: maps.map(({ rule, consistent }) => ({ code: rule.code, source: rule.source, documentType: rule.documentType, mapVersion: rule.mapVersion, decision: rule.decision, consistent })),
    rows: maps.flatMap((map) => map.rows.map((row) => rowView(row, map, titles, applied))),
  };
}

function rowView(row: OwnershipRow, { rule }: CompiledMap, titles: ReadonlyMap<string, string>, applied: AppliedValues | undefined): OwnershipRowView {
  const sublist = rule.lines.find(({ name }) => name === row.lines)?.sublist;
  const field = sublist === undefined ? row.target : `${sublist}.${row.target}`;
  const last = applied === undefined ? undefined : lastText(applied, sublist, row.target);
  const hidden = (sensitivityOf(row.path) ?? sensitivityOfText(last ?? '')) !== undefined;
  return { rule: rule.code, field, owner: row.owner, kind: row.kind, words: ownershipWords(row, rule.source), path: row.path, onConflict: row.onConflict, decision: row.decision, decisionTitle: titles.get(row.decision) ?? '', lastApplied: hidden && last !== undefined ? masked(last) : last, masked: hidden };
}

/** Lines that a field of a sublist tells its values of. */
const MOST_LINES = 5;

/** The value of a field, or those of its first lines; empty: it was not given any. */
function lastText(applied: AppliedValues, sublist: string | undefined, target: string): string {
  const textOf = (text: string) => {
    const value = appliedValue(text);
    return value === null ? '' : shownText(value);
  };
  if (sublist === undefined) return textOf(applied.get(target) ?? '');
  const lines = [...applied].filter(([name]) => name.startsWith(`${sublist}:`) && name.endsWith(`.${target}`)).map(([, text]) => textOf(text));
  return `${lines.slice(0, MOST_LINES).join(', ')}${lines.length > MOST_LINES ? `, and ${String(lines.length - MOST_LINES)} more lines` : ''}`;
}
