import type { MapFile } from '../src/domain/map-file';
import type { ReferenceTransform, Transform } from '../src/domain/map-transform';
import { isReferenceable, TARGET_TYPES, targetKind } from '../src/gateways/target-kinds';
import { rowsOf, ruleCode, type LocatedMap } from './map-checks';
import type { MapFinding } from './map-json';

/** Records that can be closed, and records that can be voided (research: platform facts 4.4). */
const CLOSED: readonly string[] = ['salesorder'];
/** Refunds are left out: by an account's preference a void of theirs is another record, which leaves them as they were. */
const VOIDED: readonly string[] = ['invoice', 'creditmemo', 'customerpayment', 'journalentry', 'vendorbill'];

/** What N/record transforms into what, among the types that a map may write (help: record.transform, supported types). */
const TRANSFORMS: Readonly<Record<string, readonly string[]>> = {
  salesorder: ['invoice', 'itemfulfillment'],
  invoice: ['customerpayment', 'creditmemo'],
  customer: ['salesorder', 'invoice', 'customerpayment'],
};

/** Places a finding at a pointer of the map. */
type Finding = (pointer: string, rule: string, message: string) => MapFinding;

/** Whether the parts of a rule say the same thing: rights and intents, cancelling, transforming, waiting, posting. */
export function ruleFindings(located: LocatedMap, maps: readonly LocatedMap[]): readonly MapFinding[] {
  const { map, json } = located;
  const at: Finding = (pointer, rule, message) => ({ file: json.file, line: json.lineOf(pointer), rule, message });
  return [...lookUpFindings(map, at), ...unitFindings(map, at), ...taxFindings(map, at), ...cancelFindings(map, at), ...intentFindings(map, at), ...actionFindings(map, maps, at), ...emptyFindings(map, at), ...ledgerFindings(map, at), ...postingFindings(map, at), ...savedTotalFindings(map, at), ...waitFindings(map, at)];
}

/** What the gateways can write, and look up, is a closed list: identifiers never come from a map alone. */
function lookUpFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const references = rowsOf(map).flatMap(({ row, pointer }) => referencesOf(row.transform).map((transform) => ({ transform, pointer: `${pointer}/transform` })));
  const { action } = map;
  return [
    ...(TARGET_TYPES.includes(map.target) ? [] : [at('/target', 'unknown-target', `documents do not become a ${map.target} here; they become ${TARGET_TYPES.join(', ')}`)]),
    ...references.flatMap(({ transform, pointer }) => {
      const take = transform.by === 'rule' ? transform.take?.field : undefined;
      const column = transform.by === 'field' ? transform.field : 'externalid';
      if (transform.by === 'value_map' || isReferenceable(transform.record, column, take)) return [];
      return [at(pointer, 'reference', `a ${transform.record} is not looked up by ${column}${take === undefined ? '' : ` for its ${take}`} here`)];
    }),
    ...(action?.kind !== 'transform' || isReferenceable(action.from, action.source.by === 'field' ? action.source.field : 'externalid') ? []
      : [at('/action/source', 'reference', `a ${action.from} is not looked up that way here`)]),
  ];
}

function referencesOf(transform: Transform): readonly ReferenceTransform[] {
  if (transform.kind === 'reference') return [transform];
  return transform.kind === 'when' ? [transform.then, transform.else].flatMap((branch) => (branch === undefined ? [] : referencesOf(branch.transform))) : [];
}

/** A map that writes what its tax model says another way, or does not write what it says, contradicts itself. */
function taxFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const model = map.ledger?.tax?.model;
  const codes = rowsOf(map).filter(({ row }) => row.target === 'taxcode' && row.kind !== 'never_inbound');
  if (model === 'suitetax_details') return [at('/ledger/tax/model', 'ledger', 'tax details of SuiteTax are not written here; tax goes as lines')];
  if (model === 'by_tax_code') return codes.length > 0 ? [] : [at('/ledger/tax/model', 'ledger', 'tax goes by tax code, but no line writes one')];
  return model === undefined ? [] : codes.map(({ pointer }) => at(`${pointer}/target`, 'ledger', `tax is posted ${model === 'none' ? 'not at all' : 'as lines'}, but a tax code is written`));
}

function cancelFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const { onCancel, cancelWhen, rights } = map;
  const acts = onCancel === 'close' || onCancel === 'void';
  const able = onCancel === 'close' ? CLOSED : VOIDED;
  return [
    ...(rights.cancel && !acts ? [at('/rights/cancel', 'cancel', 'the source may cancel, so onCancel says close or void')] : []),
    ...(!rights.cancel && acts ? [at('/onCancel', 'cancel', `onCancel says ${onCancel}, but the source may not cancel`)] : []),
    ...(!rights.cancel && cancelWhen !== undefined ? [at('/cancelWhen', 'cancel', 'a document may mean cancel, but the source may not cancel')] : []),
    ...(acts && !able.includes(map.target) ? [at('/onCancel', 'cancel', `a ${map.target} cannot be ${onCancel === 'close' ? 'closed' : 'voided'}`)] : []),
  ];
}

function intentFindings({ intent, rights }: MapFile, at: Finding): readonly MapFinding[] {
  const allowed = intent === 'upsert' ? rights.create || rights.update : rights[intent];
  return allowed ? [] : [at('/intent', 'intent', `documents are meant to ${intent}, but the source may not`)];
}

function actionFindings({ action, source, target }: MapFile, maps: readonly LocatedMap[], at: Finding): readonly MapFinding[] {
  if (action === undefined || action.kind === 'write') return [];
  const impossible = TRANSFORMS[action.from]?.includes(target) === true ? [] : [at('/action/from', 'transform', `NetSuite makes no ${target} of a ${action.from}`)];
  if (action.source.by !== 'rule') return impossible;
  const code = `${source}.${action.source.documentType}`;
  const brings = maps.find(({ map }) => ruleCode(map) === code)?.map.target;
  if (brings === action.from) return impossible;
  const message = brings === undefined ? `it comes from ${code}, which has no map` : `it comes from a ${action.from}, but ${code} makes a ${brings}`;
  return [...impossible, at('/action/source', 'unknown-rule', message)];
}

/** A document that carries only what changed says nothing by what it leaves out; and what is never written is never cleared. */
function emptyFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  return rowsOf(map).flatMap(({ row, pointer }) => {
    const { onEmpty = 'keep', kind } = row;
    const clears = onEmpty === 'clear' || (typeof onEmpty === 'object' && Object.values(onEmpty).includes('clear'));
    if (clears && (kind === 'create_only' || kind === 'never_inbound')) return [at(`${pointer}/onEmpty`, 'empty-rule', `${row.target} is ${kind} and never cleared`)];
    return map.documents === 'partial' && typeof onEmpty === 'object' && onEmpty.absent !== 'keep'
      ? [at(`${pointer}/onEmpty`, 'empty-rule', `in a partial document ${row.target} says nothing where it is absent`)] : [];
  });
}

function ledgerFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const { rounding, orderStatus, currency } = map.ledger ?? {};
  return [
    ...(rounding === undefined || (map.totals ?? []).some(({ name }) => name === rounding.total) ? [] : [at('/ledger/rounding/total', 'ledger', `there is no control total ${rounding.total}`)]),
    ...(rounding === undefined || (map.lines ?? []).some(({ sublist }) => sublist === rounding.sublist) ? [] : [at('/ledger/rounding/sublist', 'ledger', `no lines go to ${rounding.sublist}`)]),
    ...(orderStatus === undefined || map.target === 'salesorder' ? [] : [at('/ledger/orderStatus', 'ledger', `a ${map.target} has no order status`)]),
    ...(orderStatus !== undefined && map.fields.some(({ target, kind }) => target === 'orderstatus' && kind !== 'never_inbound') ? [at('/ledger/orderStatus', 'ledger', 'a row writes the order status too')] : []),
    ...(currency === undefined || map.paths.currency === currency.path ? []
      : [at('/ledger/currency/path', 'ledger', `the document is posted in the currency at ${currency.path}, but shown with the one at ${map.paths.currency ?? 'no path'}`)]),
  ];
}

/** The date that a document posts on: one row writes it, in the zone that the rule names, and no later document moves it into another period. */
function postingFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const postingDate = map.ledger?.postingDate;
  const index = map.fields.findIndex(({ target, kind }) => target === 'trandate' && kind !== 'never_inbound');
  const row = map.fields[index];
  if (row === undefined) return postingDate === undefined ? [] : [at('/ledger/postingDate', 'ledger', 'the posting date has a rule, but no row writes trandate')];
  const zone = row.transform.kind === 'date' || row.transform.kind === 'epoch' ? row.transform.zone : undefined;
  const posts = TARGET_TYPES.includes(map.target) && targetKind(map.target).posting !== undefined;
  return [
    ...(postingDate === undefined || zone === postingDate.zone ? []
      : [at(`/fields/${index}/transform`, 'ledger', `the posting date is told in ${postingDate.zone}, but trandate ${zone === undefined ? 'names no zone' : `in ${zone}`}`)]),
    ...(posts && row.kind !== 'create_only' ? [at(`/fields/${index}/kind`, 'ledger', `a ${map.target} posts, and its posting date is set at create alone: trandate is create_only`)] : []),
  ];
}

/** Of a saved transaction only its total is read back. */
function savedTotalFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const isTransaction = TARGET_TYPES.includes(map.target) && targetKind(map.target).table === 'transaction';
  return (map.totals ?? []).flatMap(({ savedField }, index) => (!isTransaction || savedField === undefined || savedField === 'total' ? []
    : [at(`/totals/${index}/savedField`, 'saved-total', `of a ${map.target} only total is read back, not ${savedField}`)]));
}

/** Amounts of one path are in one unit, whether a total adds them up or the queue shows them. */
function unitFindings({ paths, totals }: MapFile, at: Finding): readonly MapFinding[] {
  return (totals ?? []).flatMap(({ equals, minorUnitsOf }) => {
    if (equals !== paths.amount || (minorUnitsOf !== undefined) === (paths.amountUnits === 'minor')) return [];
    const message = minorUnitsOf === undefined ? `the queue takes ${equals} for the smallest unit, this total does not` : `${equals} is in the smallest unit here, and paths.amountUnits does not say so`;
    return [at('/paths/amount', 'amount-units', message)];
  });
}

function waitFindings(map: MapFile, at: Finding): readonly MapFinding[] {
  const waits = map.action?.kind === 'transform' ? map.action.source.by === 'rule' : false;
  const brought = rowsOf(map).some(({ row }) => row.transform.kind === 'reference' && row.transform.by === 'rule');
  return [
    ...(map.dependencyHours === undefined || waits || brought ? [] : [at('/dependencyHours', 'wait', 'no other document type brings what this one names, so it waits for none')]),
    ...(map.equalVersion === undefined || map.paths.versionKind !== undefined ? [] : [at('/equalVersion', 'version', 'nothing says how versions are ordered')]),
  ];
}
