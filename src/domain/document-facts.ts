import { dateOfDay } from './calendar';
import { currencyExponent, majorUnits } from './currency-exponents';
import { parseDecimal } from './decimal';
import { resolvePointer, scalarText } from './document';
import type { DocumentValue } from './document';
import type { ObjectRule } from './map';
import { epochMs } from './scalar-transform';

/** What the queue shows of a document: amounts in major units as received, never rounded; epoch dates as UTC dates. */
export interface DocumentFacts {
  readonly amount: string | undefined;
  readonly currency: string | undefined;
  readonly baseAmount?: string | undefined;
  readonly party: string | undefined;
  readonly date: string | undefined;
  readonly number: string | undefined;
  readonly version: string | undefined;
}

/** Reads the facts that the rule names paths for. What cannot be read in its kind is shown as received; a party stands without white space around it, as likeness compares it. */
export function documentFacts(rule: ObjectRule, object: DocumentValue): DocumentFacts {
  const at = (pointer: string | undefined) => (pointer === undefined ? undefined : scalarText(resolvePointer(object, pointer)));
  const { amount, currency, baseAmount, party, date, number, version } = rule.paths;
  const base = at(baseAmount ?? rule.parts.ledger?.currency?.baseAmount);
  return {
    amount: inMajorUnits(rule, at(amount), at(currency)),
    currency: at(currency),
    ...(base === undefined ? {} : { baseAmount: base }),
    party: at(party)?.trim(),
    date: asDate(rule, at(date)),
    number: at(number),
    version: at(version),
  };
}

function inMajorUnits(rule: ObjectRule, amount: string | undefined, currency: string | undefined): string | undefined {
  if (amount === undefined || currency === undefined || rule.paths.amountUnits !== 'minor') return amount;
  const decimal = parseDecimal(amount);
  const exponent = currencyExponent(currency, rule.parts.currencyExponents?.exponents ?? {});
  return decimal === undefined || exponent === undefined ? amount : majorUnits(decimal, exponent);
}

function asDate({ paths }: ObjectRule, date: string | undefined): string | undefined {
  if (date === undefined || paths.dateKind === undefined || paths.dateKind === 'iso') return date;
  const moment = epochMs(date, paths.dateKind === 'epoch_seconds' ? 'seconds' : 'milliseconds');
  return moment === undefined ? date : dateOfDay(Math.floor(moment / 86_400_000));
}
