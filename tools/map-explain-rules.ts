import type { ControlTotal, TotalTerm } from '../src/domain/map';
import type { MapFile } from '../src/domain/map-file';
import type { LedgerRules } from '../src/domain/rule-parts';
import { targetName } from './map-explain-fields';
import { recordLabel, withArticle } from './map-labels';
import { conditionsText, count, listOf, nameOf, placeText } from './map-words';

/** Code and title of a decision, as a sentence ends with it. */
export type Reason = (code: string) => string;

/** `line items (price × quantity) + total tax − total discounts must equal …`. */
export function totalText(map: MapFile, total: ControlTotal, reason: Reason): string {
  const sum = `${total.add.map(termText).join(' + ')}${total.subtract.map((term) => ` − ${termText(term)}`).join('')}`;
  const stated = typeof total.equals === 'string' ? placeText({ each: '', path: total.equals }) : termText(total.equals);
  const exact = total.tolerance === undefined || Number(total.tolerance) === 0 ? 'exactly' : `to within ${total.tolerance}`;
  const units = total.minorUnitsOf === undefined ? '' : ` The amounts are in the smallest unit of the currency at \`${total.minorUnitsOf}\`.`;
  const saved = total.savedField === undefined ? ' NetSuite has no total of its own to read back here.'
    : ` \`${total.savedField}\` of the saved ${targetName(map)} is read back and must be the same; a difference there leaves the record posted, with an open cause for a person.`;
  return `- **${total.name}**: ${sum} must equal ${stated} ${exact}, or nothing is posted and the document goes to review with both numbers.${units}${saved} ${reason(total.decision)}`;
}

function termText(term: TotalTerm): string {
  const where = term.where === undefined ? '' : `where ${conditionsText(term.where, 'path' in term ? '' : term.each)}`;
  if ('path' in term) return where === '' ? nameOf(term.path) : `${nameOf(term.path)} (${where})`;
  return `${nameOf(term.each)} (${term.product.map((name) => nameOf(`/${name}`)).join(' × ')}${where === '' ? '' : `, ${where}`})`;
}

/** What documents carry, what they mean, and when they are applied. */
export function documentRules(map: MapFile): readonly string[] {
  const { documentType, documents, intent, mode, roots } = map;
  const stands = roots.map((root) => (root === '' ? 'is the document itself' : `stands at \`${root}\` of the document`));
  return [
    `- The ${documentType} ${listOf(stands, 'or', false)}. ${documents === 'full' ? 'A document carries the whole of it.' : 'A document carries only what changed.'}`,
    `- A call that does not say what it means ${INTENT[intent]}. ${mode === 'sync' ? 'The document is applied while the caller waits, unless it asks otherwise.' : 'The document is taken at once and applied by the next sweep, unless the caller asks otherwise.'}`,
  ];
}

const INTENT: Readonly<Record<MapFile['intent'], string>> = {
  upsert: 'creates the record, or updates the one that stands', create: 'creates the record', update: 'updates the record that stands', cancel: 'cancels the record',
};

/** Which documents count, which are turned away, and which mean "cancel". */
export function conditionRules(map: MapFile, reason: Reason): readonly string[] {
  const { acceptWhen, refuseWhen = [], cancelWhen } = map;
  return [
    ...(acceptWhen === undefined ? [] : [`- Only documents count where ${conditionsText(acceptWhen.when, '')}. Any other is refused: "${acceptWhen.reason}" ${reason(acceptWhen.decision)}`]),
    ...refuseWhen.map(({ when, in: where = 'any', reason: why, decision }) => `- Refused${where === 'any' ? '' : ` in a ${where} account`}: a document where ${conditionsText(when, '')}: "${why}" ${reason(decision)}`),
    ...(cancelWhen === undefined ? [] : [`- A document where ${conditionsText(cancelWhen, '')} means "cancel", whatever the call says.`]),
  ];
}

/** How repeats, versions and duplicates are told, and what a document waits for. */
export function identityRules(map: MapFile, reason: Reason): readonly string[] {
  return [...keyRules(map), ...versionRules(map), ...duplicateRules(map, reason), ...waitRules(map), ...queueRules(map)];
}

function keyRules({ key }: MapFile): readonly string[] {
  return [key === undefined ? '- The sender gives the idempotency key: the same document under the same key runs once.'
    : `- Where the sender gives no idempotency key, it is made from ${listOf(places(key), 'and', false)}.`];
}

function versionRules({ paths, documents, equalVersion }: MapFile): readonly string[] {
  if (paths.versionKind === undefined) return ['- Documents carry no version: they count in the order in which they arrive.'];
  const kind = { timestamp: 'a time', number: 'a number', sequence: 'a count' }[paths.versionKind];
  const where = paths.version === undefined ? `the one that the call names, ${kind}; the document carries none` : `${placeText({ each: '', path: paths.version })}, ${kind}`;
  if (documents === 'partial') return [`- The version is ${where}. Documents carry only what changed, so each counts, in the order in which they arrive.`];
  const equal = equalVersion === 'accept' ? 'Other content under the version last applied counts too, in the order in which it arrives.' : 'Other content under the version last applied goes to review.';
  return [`- The version is ${where}. An older document than the one last applied is superseded and changes nothing. ${equal} Once a version was applied, a document whose version cannot be read goes to review.`];
}

function duplicateRules({ naturalKey, lookAlike, rollback }: MapFile, reason: Reason): readonly string[] {
  return [
    ...(naturalKey === undefined ? [] : [`- ${listOf(places(naturalKey.paths), 'and', false)} ${naturalKey.paths.length === 1 ? 'names' : 'together name'} one \`${naturalKey.kind}\`: a second document with the same is a suspected duplicate and goes to review. ${reason(naturalKey.decision)}`]),
    ...(lookAlike === undefined ? [] : [`- A document with the same party (\`${lookAlike.party}\`) and amount (\`${lookAlike.amount}\`) as another, dated (\`${lookAlike.date}\`) within ${count(lookAlike.days, 'day')} of it, is a suspected duplicate and goes to review. ${reason(lookAlike.decision)}`]),
    ...(rollback === undefined ? [] : [`- A rollback ${rollback.delete ? 'may delete records that these documents made, where NetSuite lets them go' : 'never deletes records'}. ${reason(rollback.decision)}`]),
  ];
}

function waitRules(map: MapFile): readonly string[] {
  const rows = [...map.fields, ...(map.lines ?? []).flatMap(({ columns }) => columns)];
  const brought = rows.flatMap(({ transform }) => (transform.kind === 'reference' && transform.by === 'rule' ? [transform.documentType] : []));
  const made = map.action?.kind === 'transform' && map.action.source.by === 'rule' ? [map.action.source.documentType] : [];
  const types = [...new Set([...made, ...brought])];
  if (types.length === 0) return ['- It waits for no other document: what NetSuite does not have goes to review at once.'];
  return [`- It waits for the ${listOf(types, 'or', false)} document that it names, ${map.dependencyHours ?? 72} hours at most; then it goes to review. Anything else that NetSuite does not have goes to review at once.`];
}

/** What a person sees of the document before opening it. */
function queueRules({ paths }: MapFile): readonly string[] {
  const { amount, currency, baseAmount, party, date, number } = paths;
  const shown = Object.entries({ amount, currency, 'base amount': baseAmount, party, date, number }).flatMap(([name, path]) => (path === undefined ? [] : [`${name} \`${path}\``]));
  return shown.length === 0 ? [] : [`- Where it needs a person, it is shown with its ${listOf(shown, 'and', false)}.`];
}

/** How the document is posted. */
export function ledgerRules({ ledger = {}, currencyExponents }: MapFile, reason: Reason): readonly string[] {
  const { tax, postingDate, subsidiary, rounding, orderStatus, currency } = ledger;
  return [
    ...(tax === undefined ? [] : [`- **Tax**: ${TAX[tax.model]}. ${reason(tax.decision)}`]),
    ...(postingDate === undefined ? [] : [`- **Posting date**: told in ${postingDate.zone}; where its period is closed, ${CLOSED[postingDate.whenClosed]}. ${reason(postingDate.decision)}`]),
    ...(subsidiary === undefined ? [] : [`- **Subsidiary**: ${subsidiary.from === 'binding' ? 'the one that the source\'s binding in the settings names' : `the one that \`${subsidiary.from.path}\` names`}. ${reason(subsidiary.decision)}`]),
    ...(rounding === undefined ? [] : [`- **Rounding**: a difference of at most ${rounding.limit} either way in ${rounding.total} is posted as a line of the sublist \`${rounding.sublist}\` with the item "${rounding.item}"; a larger one goes to review. ${reason(rounding.decision)}`]),
    ...(orderStatus === undefined ? [] : [`- **Order status**: ${ORDER_STATUS[orderStatus.atCreate] ?? orderStatus.atCreate} (${orderStatus.atCreate}) when it is created; NetSuite's from then on. ${reason(orderStatus.decision)}`]),
    ...(currency === undefined ? [] : [`- **Currency**: the one at \`${currency.path}\`; ${rateText(currency)}. ${reason(currency.decision)}`]),
    ...(currencyExponents === undefined ? [] : [`- **Smallest units**: counted otherwise than ISO 4217 says: ${Object.entries(currencyExponents.exponents).map(([code, digits]) => `${code} with ${count(digits, 'digit')} behind the point`).join(', ')}. ${reason(currencyExponents.decision)}`]),
  ];
}

function rateText({ exchangeRate, baseAmount }: NonNullable<LedgerRules['currency']>): string {
  const rate = exchangeRate === undefined ? 'NetSuite\'s rate of the posting date counts' : `the rate is the document's own, at \`${exchangeRate}\``;
  return baseAmount === undefined ? rate : `${rate}; the amount in base currency stands at \`${baseAmount}\``;
}

const TAX: Readonly<Record<NonNullable<LedgerRules['tax']>['model'], string>> = {
  as_lines: 'comes in as lines with items of its own, at the amounts of the document; NetSuite\'s tax tables do not see it',
  by_tax_code: 'is posted by a tax code on each line (legacy tax)',
  suitetax_details: 'is posted as tax details that take the place of what SuiteTax computes',
  none: 'the record posts none',
};

const CLOSED: Readonly<Record<NonNullable<LedgerRules['postingDate']>['whenClosed'], string>> = {
  park: 'the document waits until it is open', review: 'the document goes to review', first_open_day: 'it is posted on the first open day after it',
};

/** Codes of the sales order's status field (Oracle help: Sales Order, orderstatus). */
const ORDER_STATUS: Readonly<Record<string, string>> = {
  A: 'Pending Approval', B: 'Pending Fulfillment', C: 'Cancelled', D: 'Partially Fulfilled', E: 'Pending Billing/Partially Fulfilled', F: 'Pending Billing', G: 'Billed', H: 'Closed',
};

/** How the record comes about. */
export function actionText(map: MapFile): string {
  const { action } = map;
  if (action === undefined || action.kind === 'write') return '';
  const from = recordLabel(action.from);
  const found = action.source.by === 'rule' ? `that the ${action.source.documentType} document of the id at \`${action.path}\` has made` : `whose \`${action.source.field}\` is \`${action.path}\``;
  const absent = action.whenAbsent === 'create' ? 'Where the document names none, it is created on its own.' : 'Where the document names none, it goes to review.';
  return ` It is made from the ${from} ${found}, by NetSuite's own transformation, which copies what the ${from} says. ${absent}`;
}

/** `a sales order`. */
export function aTarget(map: MapFile): string {
  return withArticle(targetName(map));
}

function places(paths: readonly string[]): readonly string[] {
  return paths.map((path) => placeText({ each: '', path }));
}
