import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Condition } from '../../src/domain/condition';
import type { EmptyRules } from '../../src/domain/map';
import type { MapFile, MapFileRow } from '../../src/domain/map-file';
import type { Transform } from '../../src/domain/map-transform';
import { explainMap } from '../../tools/map-explain';
import { rowText } from '../../tools/map-explain-fields';
import { conditionsText, emptyText, nameOf, transformText } from '../../tools/map-words';
import { PROJECT_MAPS, readMaps } from '../../tools/read-maps';

const ROOT = resolve(__dirname, '../..');

const FROM = { each: '', path: '/a' };

describe('a transform in words', () => {
  it.each<readonly [transform: Transform, text: string]>([
    [{ kind: 'text' }, '`/a`'],
    [{ kind: 'text', max: 254, case: 'lower' }, '`/a`, in small letters, up to 254 characters'],
    [{ kind: 'text', max: 1, case: 'upper', tooLong: 'cut' }, '`/a`, in capitals, up to 1 character (what is longer is cut, and the cut noted)'],
    [{ kind: 'decimal' }, '`/a`'],
    [{ kind: 'decimal', negate: true, scale: 2 }, '`/a`, with the sign turned, at most 2 places behind the point'],
    [{ kind: 'decimal', absolute: true, scale: 1 }, '`/a`, without its sign, at most 1 place behind the point'],
    [{ kind: 'integer' }, '`/a`, a whole number'],
    [{ kind: 'boolean' }, '`/a`, yes or no'],
    [{ kind: 'boolean', true: ['on', 'ja'], false: ['off'] }, '`/a`, yes or no, yes is "on" or "ja", no is "off"'],
    [{ kind: 'date' }, '`/a`, the calendar date as written'],
    [{ kind: 'date', zone: 'America/New_York' }, '`/a`, the date of that moment in America/New_York'],
    [{ kind: 'epoch', unit: 'seconds', zone: 'Etc/UTC' }, '`/a`, seconds since 1970, as the date in Etc/UTC'],
    [{ kind: 'constant', value: 'T' }, 'always "T"'],
    [{ kind: 'constant', value: 1 }, 'always 1'],
    [{ kind: 'constant', value: false }, 'always no'],
    [{ kind: 'binding', name: 'subsidiary' }, 'the subsidiary that the source\'s binding in the settings names'],
    [{ kind: 'value_map', map: 'terms' }, '`/a`, translated by the value map `terms`'],
    [{ kind: 'minor_units', currency: '/currency', negate: true }, '`/a`, from the smallest unit of its currency (`/currency`), with the sign turned'],
    [{ kind: 'concat', parts: [{ path: '/b' }, { text: '-' }, { path: '/c' }], separator: ' ', max: 9 }, '`/b` + "-" + `/c`, joined by " ", up to 9 characters'],
    [{ kind: 'concat', parts: [{ path: '/b' }, { path: '/c' }] }, '`/b` + `/c`, joined'],
    [{ kind: 'when', when: [{ path: '/b', present: true }], then: { transform: { kind: 'integer' } } }, 'where `/b` is filled: `/a`, a whole number; else nothing'],
    [
      { kind: 'when', when: [{ path: '/b', equals: 1 }], then: { path: '/c', transform: { kind: 'text' } }, else: { transform: { kind: 'constant', value: 'x' } } },
      'where `/b` is 1: `/c`; else always "x"',
    ],
    [{ kind: 'reference', record: 'item', by: 'field', field: 'itemid' }, 'the item whose item name/number is `/a`'],
    [{ kind: 'reference', record: 'item', by: 'field', field: 'itemid', value: 'TAX' }, 'the item whose item name/number is "TAX"'],
    [{ kind: 'reference', record: 'currency', by: 'field', field: 'symbol', case: 'upper' }, 'the currency whose ISO Code is `/a`, in capitals'],
    [{ kind: 'reference', record: 'customer', by: 'field', field: 'externalid' }, 'the customer whose external id is `/a`'],
    [{ kind: 'reference', record: 'customrecord_x', by: 'field', field: 'custrecord_y' }, 'the customrecord_x whose `custrecord_y` is `/a`'],
    [{ kind: 'reference', record: 'customer', by: 'value_map', map: 'buyers' }, 'the customer that the value map `buyers` names for `/a`'],
    [{ kind: 'reference', record: 'salesorder', by: 'rule', documentType: 'order' }, 'the sales order that an order document brings, which `/a` holds or names by its id'],
    [
      { kind: 'reference', record: 'salesorder', by: 'rule', documentType: 'order', take: { field: 'entity', record: 'customer' } },
      'the customer (`entity`) of the sales order that an order document brings, which `/a` holds or names by its id',
    ],
  ])('%j', (transform, text) => {
    expect(transformText(transform, FROM)).toBe(text);
  });

  it('names a place below the elements of a list by a star', () => {
    expect(transformText({ kind: 'integer' }, { each: '/lines', path: '/quantity' })).toBe('`/lines/*/quantity`, a whole number');
  });
});

describe('a condition in words', () => {
  it.each<readonly [condition: Condition, text: string]>([
    [{ path: '/a', present: false }, '`/l/*/a` is absent or null'],
    [{ path: '/a', of: 'object', present: true }, '`/a` is filled'],
    [{ path: '/a', equals: true }, '`/l/*/a` is yes'],
    [{ path: '/a', notEquals: 'x' }, '`/l/*/a` is not "x"'],
    [{ path: '/a', oneOf: ['x', 2, 'z'] }, '`/l/*/a` is "x", 2 or "z"'],
    [{ path: '/a', sign: 'positive' }, '`/l/*/a` is above zero'],
    [{ path: '/a', sign: 'negative' }, '`/l/*/a` is below zero'],
    [{ path: '/a', sign: 'zero' }, '`/l/*/a` is zero'],
    [{ path: '/a', sign: 'not_zero' }, '`/l/*/a` is not zero'],
  ])('%j', (condition, text) => {
    expect(conditionsText([condition], '/l')).toBe(text);
  });

  it('joins all that must hold', () => {
    expect(conditionsText([{ path: '/a', equals: 1 }, { path: '/b', equals: 2 }], '')).toBe('`/a` is 1 and `/b` is 2');
  });
});

it.each<readonly [rules: EmptyRules, text: string]>([
  ['keep', 'empty keeps what is there'],
  ['clear', 'empty clears the field'],
  ['refuse', 'empty goes to review'],
  [{ absent: 'keep', null: 'clear', blank: 'refuse' }, 'absent keeps what is there, null clears the field, blank goes to review'],
])('an empty value by the rule %j: %s', (rules, text) => {
  expect(emptyText(rules)).toBe(text);
});

it.each([['/total_price', 'total price'], ['/lines/data', 'lines'], ['/transactions/0/amountPaid', 'amount paid'], ['/a~1b', 'a/b'], ['/data', 'data']])('the path %s is called %s', (path, name) => {
  expect(nameOf(path)).toBe(name);
});

const { maps, decisions } = readMaps(PROJECT_MAPS);
const ORDER = maps.find(({ map }) => map.source === 'shopify' && map.documentType === 'order')!;
const CUSTOMER = maps.find(({ map }) => map.source === 'shopify' && map.documentType === 'customer')!;

function row(changes: Partial<MapFileRow>): MapFileRow {
  return { target: 'email', owner: 'shopify', kind: 'authoritative', path: '/email', transform: { kind: 'text', max: 254 }, ...changes };
}

describe('a field in words', () => {
  it.each<readonly [what: string, changes: Partial<MapFileRow>, text: string]>([
    ['its own', {}, 'up to 254 characters; shopify owns it; empty keeps what is there (D-0015).'],
    ['required', { required: true }, 'shopify owns it; required (D-0015).'],
    ['of another owner', { owner: 'crm' }, 'crm owns it; a document that says otherwise goes to review; empty keeps what is there (D-0015).'],
    ['of another owner, left alone', { owner: 'crm', onConflict: 'drop' }, 'a document that says otherwise leaves the field as it is, and the rest goes through'],
    ['shared', { kind: 'shared', onConflict: 'refuse' }, 'shared by shopify and NetSuite: whoever changed it last has its way; a change on both sides refuses the document; empty keeps'],
    ['a copy', { kind: 'copy' }, 'a copy kept for convenience; shopify owns the original'],
    ['a copy from elsewhere', { kind: 'copy', owner: 'crm' }, 'a copy of what crm owns; a document that says otherwise goes to review'],
    ['set once', { kind: 'create_only' }, 'set when the record is created, NetSuite\'s from then on; a later document that says otherwise goes to review (D-0015).'],
    ['never written', { kind: 'never_inbound', owner: 'netsuite' }, '`/email`, up to 254 characters is not taken; NetSuite owns it, and no document writes it (D-0015).'],
    ['by a decision of its own', { decision: 'D-0009' }, '(D-0009).'],
  ])('%s', (_what, changes, text) => {
    const told = rowText(CUSTOMER.map, { row: row(changes), lines: undefined });
    expect(told).toContain('**Email** (`email`) ← ');
    expect(told).toContain(text);
  });

  it('says nothing of later documents where none is taken', () => {
    const once: MapFile = { ...CUSTOMER.map, rights: { create: true, update: false, cancel: false } };
    expect(rowText(once, { row: row({ kind: 'create_only' }), lines: undefined })).toBe('**Email** (`email`) ← `/email`, up to 254 characters (D-0015).');
  });
});

describe('the page of a map', () => {
  const page = explainMap({ ...ORDER, decisions });

  it.each([
    '**1. Who creates the sales order?**', '**2. Who may update it, and cancel it?**', '**3. Which fields does NetSuite own?**',
    '**4. Which fields are copies, kept for convenience?**', '**5. Which fields never flow back into NetSuite?**',
    'line items (price × quantity) + shipping lines (price) + total tax (where `/taxes_included` is not yes) − total discounts must equal `/total_price` exactly',
    '`total` of the saved sales order is read back',
    'It waits for the customer document that it names, 72 hours at most',
    'which closes the sales order',
    'Document Number and Status: the documents carry a value for them, and it is never written.',
    'Nothing was decided about these members of the sample documents',
    '](../decisions/0018-one-control-total-per-order.md): An order posts only if its parts make its total',
  ])('says: %s', (text) => {
    expect(page).toContain(text);
  });

  it.each(maps.map((read) => [`${read.map.source} ${read.map.documentType}`, read] as const))('%s: names every decision with its title, every field, and no word of code', (_name, read) => {
    const text = explainMap({ ...read, decisions });
    for (const code of new Set(text.match(/D-\d{4}/g))) expect(text).toContain(`[${code}](../decisions/${decisions.find((one) => one.code === code)!.file})`);
    for (const { target } of [...read.map.fields, ...(read.map.lines ?? []).flatMap(({ columns }) => columns)]) expect(text).toContain(`\`${target}\``);
    expect(text).not.toMatch(/undefined|\[object|NaN|not written yet/);
  });

  it('says every ledger rule of the file', () => {
    const ledger: MapFile['ledger'] = {
      tax: { model: 'by_tax_code', decision: 'D-0018' }, postingDate: { zone: 'Etc/UTC', whenClosed: 'first_open_day', decision: 'D-0018' },
      subsidiary: { from: { path: '/company' }, decision: 'D-0018' }, rounding: { total: 'order-total', sublist: 'item', item: 'ROUND', limit: '0.02', decision: 'D-0018' },
      orderStatus: { atCreate: 'A', decision: 'D-0018' }, currency: { path: '/currency', exchangeRate: '/rate', baseAmount: '/base', decision: 'D-0018' },
    };
    const text = explainMap({ map: { ...ORDER.map, ledger }, samples: [], decisions });
    for (const part of ['legacy tax', 'Etc/UTC; where its period is closed, it is posted on the first open day', 'the one that `/company` names', 'at most 0.02 either way in order-total', 'Pending Approval (A)', 'the rate is the document\'s own, at `/rate`; the amount in base currency stands at `/base`']) {
      expect(text).toContain(part);
    }
  });

  it('says how a record is made from another, and what its lines then mean', () => {
    const action: MapFile['action'] = { kind: 'transform', from: 'salesorder', path: '/order', source: { by: 'field', field: 'externalid' }, whenAbsent: 'create' };
    const text = explainMap({ map: { ...ORDER.map, target: 'invoice', action }, samples: [], decisions });
    expect(text).toContain('makes an invoice');
    expect(text).toContain('It is made from the sales order whose `externalid` is `/order`');
    expect(text).toContain('Where the document names none, it is created on its own.');
    expect(text).toContain('The sales order brings the lines');
  });

  it('says who may do nothing', () => {
    const map: MapFile = { ...CUSTOMER.map, rights: { create: false, update: false, cancel: false } };
    const text = explainMap({ map, samples: [], decisions });
    expect(text).toContain('Not shopify: a document about a customer that NetSuite does not have is refused.');
    expect(text).toContain('Not shopify: a later document about the same customer is refused.');
    expect(text).toContain('Shopify may not cancel it');
  });
});

interface SchemaNode {
  readonly description?: string;
  readonly $ref?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode | boolean>>;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly [member: string]: unknown;
}

const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'src/maps/map.schema.json'), 'utf8')) as SchemaNode;

it('every member of the schema says what it is for, so that an editor can', () => {
  expect(silentMembers(SCHEMA, '')).toEqual([]);
});

/** Members that neither describe themselves nor refer to what does; what discriminates says it by its value. */
function silentMembers(node: unknown, place: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one, index) => silentMembers(one, `${place}/${String(index)}`));
  if (typeof node !== 'object' || node === null) return [];
  // What a condition of the schema itself adds only narrows what is described beside it.
  const { properties = {}, if: _if, then: _then, else: _else, ...rest } = node as SchemaNode;
  const own = Object.entries(properties).flatMap(([name, member]) => (isDescribed(name, member) ? [] : [`${place}/${name}`]));
  return [...own, ...[...Object.entries(properties), ...Object.entries(rest)].flatMap(([name, member]) => silentMembers(member, `${place}/${name}`))];
}

function isDescribed(name: string, member: SchemaNode | boolean): boolean {
  if (typeof member === 'boolean' || member.const !== undefined || member.description !== undefined) return true;
  return name === 'kind' || SCHEMA.$defs?.[member.$ref?.replace('#/$defs/', '') ?? '']?.description !== undefined;
}
