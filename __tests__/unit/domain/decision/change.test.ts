import { changedMap, MAX_CHANGE, readChange } from '../../../../src/domain/decision/change';
import type { MapChange } from '../../../../src/domain/decision/change';
import { proposalFault } from '../../../../src/domain/decision/proposal';
import { mostBytes } from '../../../../src/domain/most-bytes';
import { compiled, row } from '../../../support/builders';

const read = (value: unknown) => readChange(typeof value === 'string' ? value : JSON.stringify(value));

describe('a proposed change', () => {
  it('of a map names its rule and what changes', () => {
    const rows = [{ code: 'r', owner: 'netsuite', kind: 'shared', onConflict: 'drop', transform: { kind: 'text' } }];
    expect(read({ map: 'shop.order', rows, remove: ['x'], whole: true, rule: { onConflict: 'drop' } })).toEqual({ kind: 'read', change: { kind: 'map', map: 'shop.order', whole: true, rule: { onConflict: 'drop' }, rows, remove: ['x'] } });
    expect(read({ map: 'shop.order' })).toEqual({ kind: 'read', change: { kind: 'map', map: 'shop.order', whole: false, rule: {}, rows: [], remove: [] } });
  });

  it('of retry figures names a reason of the catalogue and safe figures', () => {
    expect(read({ reason: 'netsuite_busy', attempts: 3 })).toEqual({ kind: 'read', change: { kind: 'retry', reason: 'netsuite_busy', figures: { attempts: 3 } } });
  });

  it.each<[unknown, string]>([
    ['x'.repeat(MAX_CHANGE + 1), 'at most 50000'], ['[]', 'no JSON object'], [{}, 'neither a "map" nor a "reason"'], [{ map: 'm', more: 1 }, '"more" is no member'],
    [{ map: 'm', rule: [] }, '"rule" is an object'], [{ map: 'm', rows: {} }, '"rule" is an object'], [{ map: 'm', rows: ['r'] }, '"rule" is an object'], [{ map: 'm', remove: 'r' }, '"rule" is an object'], [{ map: 'm', remove: [1] }, '"rule" is an object'],
    [{ map: 'm', whole: 1 }, '"rule" is an object'], [{ map: 'm', rule: { code: 'x' } }, '"code" is nothing that a proposal changes of the rule'], [{ map: 'm', rows: [{}] }, 'names its "code"'], [{ map: 'm', rows: [{ code: '' }] }, 'names its "code"'],
    [{ map: 'm', rows: [{ code: 'r', color: 1 }] }, 'of row r'], [{ map: 'm', rows: [{ code: 'r', kind: 'x' }] }, 'The kind of row r'], [{ map: 'm', rows: [{ code: 'r', onConflict: 'x' }] }, '"onConflict" of row r'],
    [{ map: 'm', rows: [{ code: 'r', transform: 'text' }] }, 'The transform of row r'], [{ reason: 'netsuite_busy', more: 1 }, '"more" is no member'], [{ reason: 'none' }, 'no reason none'], [{ reason: 'netsuite_busy' }, 'as numbers'],
    [{ reason: 'netsuite_busy', attempts: '3' }, 'as numbers'], [{ reason: 'netsuite_busy', attempts: 99 }, 'Most Attempts'],
  ])('%j is refused in words', (value, words) => {
    expect(read(value)).toMatchObject({ kind: 'wrong', why: expect.stringContaining(words) as unknown });
  });
});

describe('the map as it would be', () => {
  const map = compiled([row({ code: 'a' }), row({ code: 'b' })]);
  const change = (patch: Partial<MapChange>): MapChange => ({ kind: 'map', map: 'm', whole: false, rule: {}, rows: [], remove: [], ...patch });
  const made = (patch: Partial<MapChange>) => {
    const after = changedMap(map, change(patch));
    if (typeof after === 'string') throw new Error(after);
    return after;
  };

  it('has the rows that are named with what changes, and the others as they are', () => {
    const after = made({ rows: [{ code: 'b', owner: 'netsuite' }], rule: { onConflict: 'drop' } });
    expect(after.rows).toEqual([map.rows[0], { ...map.rows[1], owner: 'netsuite' }]);
    expect(after.rule).toMatchObject({ onConflict: 'drop', mapVersion: `${map.rule.mapVersion} as proposed` });
  });

  it('loses rows that go, and gets new ones that are whole', () => {
    const { code: _code, ...rest } = row({ code: 'c' });
    expect(made({ remove: ['a'], rows: [{ code: 'c', target: rest.target, owner: rest.owner, kind: rest.kind, transform: rest.transform }] }).rows.map(({ code }) => code)).toEqual(['b', 'c']);
    expect(made({ whole: true, rows: [{ code: 'b' }] }).rows.map(({ code }) => code)).toEqual(['b']);
  });

  it.each([[{ remove: ['z'] }, 'The map has no row z.'], [{ rows: [{ code: 'c', target: 'memo', owner: 'x', kind: 'shared' as const }] }, 'Row c is new and does not say its target, owner, kind and transform.'], [{ rows: [{ code: 'c' }] }, 'Row c is new and does not say its target, owner, kind and transform.']])('%j is refused', (patch, why) => {
    expect(changedMap(map, change(patch))).toBe(why);
  });
});

describe('a proposal', () => {
  const whole = { title: 'T', context: 'a', options: 'b', choice: 'c', consequences: 'd', check: 'e', change: '', supersedes: '' };

  it.each([{}, { supersedes: 'A-1' }, { change: '{"map":"m"}' }, { context: 'ü'.repeat(2000) }])('with %j can be made', (patch) => {
    expect(proposalFault({ ...whole, ...patch })).toBeUndefined();
  });

  it.each<[Partial<typeof whole>, string]>([
    [{ title: ' ' }, 'A title'], [{ title: 'x'.repeat(301) }, 'A title'], [{ title: 'a\nb' }, 'A title'], [{ check: '' }, '"How it is checked" is empty'], [{ context: 'ü'.repeat(2001) }, '"Context" is longer'],
    [{ supersedes: 'D-0001' }, 'ships with the project'], [{ change: '{}' }, 'neither'],
  ])('with %j is refused', (patch, words) => {
    expect(proposalFault({ ...whole, ...patch })).toContain(words);
  });

  it.each([['', 0], ['a', 1], ['ü', 2], ['€', 3], ['😀', 6], ['a😀€', 10]] as const)('counts the bytes of "%s" as a field holds most of: %i', (text, bytes) => {
    expect(mostBytes(text)).toBe(bytes);
  });
});
