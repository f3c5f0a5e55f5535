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

/** Characters of a text that are looked through for values that tell what they are: the rest of a longer one is as open as its path says. */
const MOST_LOOKED_THROUGH = 100_000;

const MAIL = /[^\s@<>"]{1,64}@[a-z0-9.-]{1,200}\.[a-z]{2,}/i;
const IBAN_LIKE = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g;
const CARD_LIKE = /(?<!\d\.?)[3-6](?:[ -]?\d){14,15}(?!\.?\d)/g;

/** What a text holds, by how it is written: an address of mail, the number of an account (ISO 13616) or of a card (ISO/IEC 7812); undefined: nothing that shows by itself. */
export function sensitivityOfText(value: string): Sensitivity | undefined {
  const text = value.slice(0, MOST_LOOKED_THROUGH);
  if ((text.match(IBAN_LIKE) ?? []).some((found) => hasIban(found.replaceAll(' ', ''))) || (text.match(CARD_LIKE) ?? []).some((found) => isCard(found.replace(/[ -]/g, '')))) return 'bank';
  return MAIL.test(text) ? 'personal' : undefined;
}

/** True where an account's number begins the text: words may follow it, so each length is tried. */
function hasIban(text: string): boolean {
  return Array.from({ length: Math.max(0, text.length - SHORTEST_IBAN + 1) }, (_, index) => text.slice(0, SHORTEST_IBAN + index)).some(isIban);
}

const SHORTEST_IBAN = 15;

/** The remainder by 97 of the number that the letters stand for, country and check digits last, is 1. */
function isIban(text: string): boolean {
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((character) => parseInt(character, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Luhn's check; American Express has 15 digits, most others 16. */
function isCard(digits: string): boolean {
  if (digits.startsWith('3') !== (digits.length === 15)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
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
