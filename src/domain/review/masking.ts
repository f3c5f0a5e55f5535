/** What a person sees in place of a value that is not theirs to see. */
const MASK = '••••';

/** Kinds of values that are hidden by default. */
export type Sensitivity = 'bank' | 'tax' | 'personal';

/** A name of one of these words, at a border of words. */
const named = (words: string): RegExp => new RegExp(`(?:^|_)(?:${words})(?:_|\\d|$)`);

const KINDS: readonly (readonly [Sensitivity, RegExp])[] = [
  ['bank', named('iban|bic|swift|routing|sort_?code|bank|account_?number|account_?no|account_?holder|card|pan|cvc|cvv|last4|clabe|bsb|payment_method_details')],
  ['tax', named('tax_?ids?|tax_?number|tax_?registration|vat_?id|vat_?number|vat_?reg|ssn|social_security|tin|ein|cnpj|cpf|fiscal')],
  ['personal', named('e?mails?|phones?|telephone|fax|mobile|first_?name|last_?name|full_?name|given_?name|surname|birth|birthday|gender|address|addresses|addressbook|street|zip|postal|postcode|latitude|longitude|ip|user_agent|passport|recipient|attention|addressee|contact')],
];

/** Names within such parts that say nothing of a person: a country, a currency, an id of the source. */
const OPEN = /^(country|country_code|currency|id|type|kind|object|verified)$/;

/**
 * What a path holds, by the names in it; undefined: nothing that is hidden. A map may say otherwise for a field of its own; this is the default for every
 * path, mapped or not, so that what nobody thought of is hidden rather than shown.
 */
export function sensitivityOf(pointer: string): Sensitivity | undefined {
  const names = pointer.split('/').filter((name) => name !== '' && !/^\d+$/.test(name)).map((name) => snakeCase(name));
  const last = names.at(-1) ?? '';
  if (OPEN.test(last)) return undefined;
  return KINDS.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0];
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[\s.-]+/g, '_');
}

/** A value as somebody sees it who may not see it: that there is one, and how it ends where it is long enough to be told apart by that. */
export function masked(value: string): string {
  if (value === '') return '';
  const characters = [...value];
  return characters.length < 9 ? MASK : `${MASK}${characters.slice(-2).join('')}`;
}
