import { mapObject } from '../../../src/domain/mapping';
import { fieldsNamed, observedDetails } from '../../../src/domain/observed-fields';
import { compiled, document, lineSource, row } from '../../support/builders';

const MAP = compiled(
  [row({ target: 'entity', path: '/customer' }), row(), row({ target: 'memo', path: '/other' }), row({ lines: 'items', target: 'item', path: '/sku' }), row({ lines: 'items', target: 'quantity', path: '/quantity', transform: { kind: 'integer' } })],
  { lines: [lineSource()] },
);
const mapped = mapObject(MAP, document({ id: 1, customer: 'Bob', note: 'n', other: 'o', lines: [{ id: 'a', sku: 'A', quantity: 1 }, { id: 'b', sku: 'B', quantity: 2 }] }), {});
const missing = (fields: string) => ({ name: 'USER_ERROR', message: `Please enter value(s) for: ${fields}` });
const details = (fields: string) => observedDetails(missing(fields), 'netsuite_value_missing', mapped).map(({ pointer, field }) => [pointer, field]);

describe('a field that NetSuite names', () => {
  it.each([['entity', '/customer', 'entity'], ['Entity', '/customer', 'entity'], ['Customer', '/customer', 'entity'], ['Customer:Project', '/customer', 'entity']])('as "%s" is found where the document gives it: %s', (named, pointer, field) => {
    expect(details(named)).toEqual([[pointer, field]]);
  });

  it.each([
    ['Customer', 'entity'], ['Customer : Project', 'entity'], ['Vendor', 'entity'], ['Name', 'entity'], ['Date', 'trandate'], ['Transaction Date', 'trandate'], ['Period', 'postingperiod'],
    ['Document Number', 'tranid'], ['Reference No.', 'tranid'], ['External ID', 'externalid'], ['PO/Reference', 'otherrefnum'], ['Customer/Company Name', 'companyname'], ['Last Name', 'lastname'],
  ])('by the label "%s" is %s', (label, target) => {
    const one = mapObject(compiled([row({ path: '/other' }), row({ target, path: '/here' })]), document({ other: 'o', here: 'h' }), {});
    expect(fieldsNamed(one, label).map(({ pointer }) => pointer)).toEqual(['/here']);
  });

  it('and that no row of the map fills is told without a place', () => {
    expect(details('Department')).toEqual([['', 'Department']]);
  });

  it('and that lines fill is found in each of them', () => {
    expect(details('Item')).toEqual([['/lines/0/sku', 'item'], ['/lines/1/sku', 'item']]);
    expect(fieldsNamed(mapped, 'quantity').map(({ pointer }) => pointer)).toEqual(['/lines/0/quantity', '/lines/1/quantity']);
  });

  it('and that several rows fill is found in each place', () => {
    expect(details('memo')).toEqual([['/note', 'memo'], ['/other', 'memo']]);
  });

  it('among others is told one by one, with the reason and the words that were used', () => {
    expect(observedDetails(missing('Customer, Class'), 'netsuite_value_missing', mapped)).toEqual([
      { pointer: '/customer', field: 'entity', code: 'netsuite_value_missing', message: 'NetSuite names the field "Customer", which is "entity".' },
      { pointer: '', field: 'Class', code: 'netsuite_value_missing', message: 'NetSuite names the field "Class".' },
    ]);
  });

  it('in at most twenty places of the document is listed', () => {
    const long = mapObject(MAP, document({ id: 1, lines: Array.from({ length: 30 }, (_, at) => ({ id: `l${String(at)}`, sku: 'A', quantity: 1 })) }), {});
    expect(observedDetails(missing('item'), 'netsuite_value_missing', long)).toHaveLength(20);
  });
});

it('an error that names no field has no places', () => {
  expect(observedDetails({ name: 'USER_ERROR', message: 'No.' }, 'netsuite_refused', mapped)).toEqual([]);
});
