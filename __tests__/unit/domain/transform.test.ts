import fc from 'fast-check';
import type { OwnershipRow, Transform } from '../../../src/domain/map';
import { proposeValue } from '../../../src/domain/transform';
import type { Proposal } from '../../../src/domain/transform';
import { decimals, document, row } from '../../support/builders';

/** What a transform makes of `value` at `/v` of a line that stands at `/lines/3`. */
function propose(transform: Transform, value?: unknown, changes: Partial<OwnershipRow> = {}): Proposal {
  const element = document(value === undefined ? {} : { v: value });
  return proposeValue(row({ transform, path: '/v', ...changes }), { element, elementPointer: '/lines/3', binding: { subsidiary: 5, channel: 'web' } });
}

const value = (kind: string, inner: string | number | boolean) => ({ kind: 'value', value: { kind, [kind]: inner } });
const problem = (code: string) => ({ kind: 'problem', problem: { pointer: '/lines/3/v', code, message: expect.any(String) as string } });

describe('a transform of a value', () => {
  it.each<[Transform, unknown, unknown]>([
    [{ kind: 'text' }, ' Bob ', value('text', 'Bob')],
    [{ kind: 'text' }, 820982911946154, value('text', '820982911946154')],
    [{ kind: 'text' }, true, value('text', 'true')],
    [{ kind: 'text', max: 3 }, 'abc', value('text', 'abc')],
    [{ kind: 'decimal' }, '199.00', value('decimal', '199')],
    [{ kind: 'decimal' }, 12.5, value('decimal', '12.5')],
    [{ kind: 'decimal', negate: true }, '10.00', value('decimal', '-10')],
    [{ kind: 'decimal', negate: true }, '0.00', value('decimal', '0')],
    [{ kind: 'decimal', negate: false }, '-1', value('decimal', '-1')],
    [{ kind: 'integer' }, 3, value('integer', 3)],
    [{ kind: 'integer' }, '-12', value('integer', -12)],
    [{ kind: 'integer' }, '-0', value('integer', 0)],
    [{ kind: 'date' }, '2021-12-31T19:00:00-05:00', value('date', '2021-12-31')],
    [{ kind: 'date' }, '2021-12-31', value('date', '2021-12-31')],
  ])('%j takes %j', (transform, sent, proposal) => {
    expect(propose(transform, sent)).toEqual(proposal);
  });

  it.each<[Transform, unknown, string]>([
    [{ kind: 'text', max: 3 }, 'abcd', 'value_too_long'],
    [{ kind: 'text' }, 'x'.repeat(301), 'value_too_long'],
    [{ kind: 'decimal' }, '1,50', 'value_invalid'],
    [{ kind: 'decimal' }, 'free', 'value_invalid'],
    [{ kind: 'decimal' }, true, 'value_invalid'],
    [{ kind: 'integer' }, '1.5', 'value_invalid'],
    [{ kind: 'integer' }, '1234567890123456', 'value_invalid'],
    [{ kind: 'integer' }, 'x'.repeat(100), 'value_invalid'],
    [{ kind: 'date' }, '2021-02-30', 'value_invalid'],
    [{ kind: 'date' }, 'tomorrow', 'value_invalid'],
    [{ kind: 'text' }, { first: 'Bob' }, 'value_invalid'],
    [{ kind: 'text' }, ['Bob'], 'value_invalid'],
    [{ kind: 'decimal' }, [1], 'value_invalid'],
    [{ kind: 'reference', record: 'item', by: 'field', field: 'itemid' }, ['A'], 'value_invalid'],
    [{ kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' }, '17', 'value_invalid'],
    [{ kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' }, [{ id: 1 }], 'value_invalid'],
  ])('%j refuses %j as %s', (transform, sent, code) => {
    expect(propose(transform, sent)).toEqual(problem(code));
  });

  it.each<Transform>([
    { kind: 'text' }, { kind: 'decimal' }, { kind: 'integer' }, { kind: 'date' }, { kind: 'reference', record: 'item', by: 'field', field: 'itemid' },
    { kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' },
  ])('%j finds nothing where nothing, or null, stands', (transform) => {
    expect(propose(transform)).toEqual({ kind: 'empty' });
    expect(propose(transform, null)).toEqual({ kind: 'empty' });
  });

  it.each<Transform>([{ kind: 'text' }, { kind: 'decimal' }, { kind: 'integer' }, { kind: 'date' }, { kind: 'reference', record: 'item', by: 'field', field: 'itemid' }])(
    '%j finds nothing in white space',
    (transform) => {
      expect(propose(transform, ' \t')).toEqual({ kind: 'empty' });
    },
  );

  it('shows at most 60 characters of what was sent', () => {
    expect(propose({ kind: 'integer' }, 'x'.repeat(100))).toMatchObject({ problem: { message: `"${'x'.repeat(57)}..." is not an integer.` } });
  });
});

describe('a constant', () => {
  it.each<[string | number | boolean, unknown]>([[true, value('boolean', true)], [1, value('decimal', '1')], [-2.5, value('decimal', '-2.5')], ['T', value('text', 'T')]])('%p is written', (constant, proposal) => {
    expect(propose({ kind: 'constant', value: constant })).toEqual(proposal);
  });
});

describe('a value of the binding', () => {
  it('that is a number names a record, another is text', () => {
    expect(propose({ kind: 'binding', name: 'subsidiary' })).toEqual({ kind: 'value', value: { kind: 'record', recordType: 'subsidiary', internalId: 5 } });
    expect(propose({ kind: 'binding', name: 'channel' })).toEqual(value('text', 'web'));
  });

  it.each(['location', 'toString', '__proto__', 'constructor'])('that is not there is a problem: %s', (name) => {
    expect(propose({ kind: 'binding', name })).toEqual({ kind: 'problem', problem: { pointer: '', code: 'value_invalid', message: `The source's binding in the settings has no "${name}".` } });
  });
});

describe('a reference', () => {
  it('by a field asks for the record that holds the value', () => {
    expect(propose({ kind: 'reference', record: 'item', by: 'field', field: 'itemid' }, ' SKU-1 ')).toEqual({
      kind: 'reference', need: { by: 'field', record: 'item', field: 'itemid', value: 'SKU-1', pointer: '/lines/3/v' },
    });
  });

  it('by a field may ask for a constant value', () => {
    expect(propose({ kind: 'reference', record: 'item', by: 'field', field: 'itemid', value: 'SHIPPING' })).toMatchObject({ need: { value: 'SHIPPING' } });
  });

  it('by a rule asks for the record that the embedded document becomes', () => {
    expect(propose({ kind: 'reference', record: 'customer', by: 'rule', documentType: 'customer' }, { id: 7 })).toEqual({
      kind: 'reference', need: { by: 'rule', record: 'customer', documentType: 'customer', document: document({ id: 7 }), pointer: '/lines/3/v' },
    });
  });
});

it('every decimal comes through exactly, and negated it is the other side of zero', () => {
  fc.assert(fc.property(decimals(), ({ text, scaled }) => {
    const unit = (proposal: Proposal) => {
      if (proposal.kind !== 'value' || proposal.value.kind !== 'decimal') throw new Error('no decimal');
      const [whole = '', fraction = ''] = proposal.value.decimal.split('.');
      return BigInt(`${whole}${fraction.padEnd(9, '0')}`);
    };
    expect(unit(propose({ kind: 'decimal' }, text))).toBe(scaled);
    expect(unit(propose({ kind: 'decimal', negate: true }, text))).toBe(-scaled);
  }));
});
