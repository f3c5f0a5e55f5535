import { createCacheStore } from '../../../emulator/modules/cache-store';
import { ScriptLab } from '../runtime/script-lab';

let lab: ScriptLab;
beforeEach(() => { lab = new ScriptLab(); });
afterEach(() => { lab.close(); });

const CACHE = { cache: 'N/cache' };
const shelf = "const shelf = cache.getCache({ name: 'maps' });";
const name = (body: string): string => `try { ${body} } catch (error) { return error.name; } return 'no error';`;

describe('what a call costs', () => {
  const costs = [
    ['a hit', "shelf.put({ key: 'k', value: 'v' }); shelf.get({ key: 'k' });", 2],
    ['a miss without a loader', "shelf.get({ key: 'k' });", 2],
    ['a miss that loads', "shelf.get({ key: 'k', loader: () => 'v' });", 2],
    ['a miss that loads, then a hit', "shelf.get({ key: 'k', loader: () => 'v' }); shelf.get({ key: 'k' });", 3],
    ['a put', "shelf.put({ key: 'k', value: 'v' });", 1],
    ['a remove', "shelf.remove({ key: 'k' });", 1],
    ['opening a cache', '', 0],
  ] as const;
  test.each(costs)('%s', (_call, body, units) => {
    expect(lab.restlet(shelf + body, CACHE).run()).toMatchObject({ kind: 'returned', units });
  });
});

describe('what is kept', () => {
  test('a value comes back as text, in another execution too', () => {
    lab.value(`${shelf} shelf.put({ key: 'k', value: { a: [1] } });`, CACHE);
    expect(lab.value(`${shelf} return [shelf.get({ key: 'k' }), shelf.get({ key: 'other' })];`, CACHE)).toEqual(['{"a":[1]}', null]);
  });

  test('the loader is asked once, with the key, and its value kept', () => {
    expect(lab.value(`${shelf} const asked = []; const loader = ({ key }) => { asked.push(key); return { for: key }; };
      return [shelf.get({ key: 'k', loader }), shelf.get({ key: 'k', loader }), asked];`, CACHE)).toEqual(['{"for":"k"}', '{"for":"k"}', ['k']]);
  });

  test('a loader that gives nothing keeps nothing', () => {
    expect(lab.value(`${shelf} return [shelf.get({ key: 'k', loader: () => null }), shelf.get({ key: 'k' })];`, CACHE)).toEqual([null, null]);
  });

  test('an entry leaves when its time is over, in NetSuite time', () => {
    lab.value(`${shelf} shelf.put({ key: 'k', value: 'v', ttl: 300 }); shelf.put({ key: 'forever', value: 'v' });`, CACHE);
    const look = (): unknown => lab.value(`${shelf} return [shelf.get({ key: 'k' }), shelf.get({ key: 'forever' })];`, CACHE);
    lab.nowMs += 299_999;
    expect(look()).toEqual(['v', 'v']);
    lab.nowMs += 1;
    expect(look()).toEqual([null, 'v']);
  });

  test('a removed entry is gone', () => {
    expect(lab.value(`${shelf} shelf.put({ key: 'k', value: 'v' }); shelf.remove({ key: 'k' }); return shelf.get({ key: 'k' });`, CACHE)).toBeNull();
  });

  test('scopes and names are kept apart', () => {
    expect(lab.value(`
      const scopes = ['PRIVATE', 'PROTECTED', 'PUBLIC'].map((scope) => cache.getCache({ name: 'n', scope: cache.Scope[scope] }));
      scopes.forEach((each) => each.put({ key: 'k', value: each.scope }));
      return [...scopes.map((each) => each.get({ key: 'k' })), cache.getCache({ name: 'other' }).get({ key: 'k' })];`, CACHE))
      .toEqual(['PRIVATE', 'PROTECTED', 'PUBLIC', null]);
  });
});

describe('the private scope', () => {
  test('belongs to one script', () => {
    lab.value("cache.getCache({ name: 'n' }).put({ key: 'k', value: 'v' });", CACHE);
    lab.restlet("return cache.getCache({ name: 'n' }).get({ key: 'k' });", CACHE);
    expect(lab.run({ execution: { ...lab.open(), scriptId: 'customscript_other' } })).toMatchObject({ value: null });
    expect(lab.run()).toMatchObject({ value: 'v' });
  });
});

describe('what is refused', () => {
  const faults = [
    ['no name', 'cache.getCache({});', 'SSS_MISSING_REQD_ARGUMENT'],
    ['no key', `${shelf} shelf.get({});`, 'SSS_MISSING_REQD_ARGUMENT'],
    ['no value', `${shelf} shelf.put({ key: 'k' });`, 'SSS_MISSING_REQD_ARGUMENT'],
    ['an unknown scope', "cache.getCache({ name: 'n', scope: 'ALL' });", 'SSS_INVALID_TYPE_ARG'],
    ['less than five minutes', `${shelf} shelf.put({ key: 'k', value: 'v', ttl: 299 });`, 'SSS_INVALID_TYPE_ARG'],
    ['a name over 1 KB', "cache.getCache({ name: 'é'.repeat(513) });", 'SSS_INVALID_TYPE_ARG'],
    ['a key over 4 KB', `${shelf} shelf.get({ key: 'é'.repeat(2049) });`, 'SSS_INVALID_TYPE_ARG'],
    ['a value over 500 KB', `${shelf} shelf.put({ key: 'k', value: 'é'.repeat(256001) });`, 'SSS_INVALID_TYPE_ARG'],
    ['a key that is no text', `${shelf} shelf.get({ key: 5 });`, 'WRONG_PARAMETER_TYPE'],
    ['a loader given by name', `${shelf} shelf.get({ key: 'k', loader: 'load' });`, 'EMULATOR_NOT_IMPLEMENTED'],
    ['a write to its name', `${shelf} shelf.name = 'other';`, 'READ_ONLY_PROPERTY'],
  ] as const;
  test.each(faults)('%s', (_fault, body, expected) => {
    expect(lab.value(name(body), CACHE)).toBe(expected);
  });

  test('the largest name, key and value are taken', () => {
    expect(lab.value(name(`const big = cache.getCache({ name: 'é'.repeat(512) }); big.put({ key: 'é'.repeat(2048), value: 'é'.repeat(256000), ttl: 300 });`), CACHE)).toBe('no error');
  });
});

describe('a script that dies between load and keep', () => {
  test('has kept nothing', () => {
    lab.restlet(`${shelf} return shelf.get({ key: 'k', loader: () => 'v' });`, CACHE).runtime.onCall((call) => (call.index === 1 && call.execution.id === 1 ? { kind: 'kill-before' } : undefined));
    expect(lab.run()).toMatchObject({ kind: 'died', units: 2 });
    expect(lab.value(`${shelf} return shelf.get({ key: 'k' });`, CACHE)).toBeNull();
  });
});

describe('the store', () => {
  test('a snapshot is restored, whatever was written since', () => {
    const store = createCacheStore();
    const keep = (key: string, value: string): void => { store.put('PUBLIC', 'c', key, { value, expiresMs: undefined }); };
    const read = (): (string | undefined)[] => ['a', 'b'].map((key) => store.get('PUBLIC', 'c', key, 0));
    keep('a', '1');
    const outer = store.snapshot();
    keep('b', '2');
    const inner = store.snapshot();
    store.remove('PUBLIC', 'c', 'a');
    expect(read()).toEqual([undefined, '2']);
    store.restore(inner);
    expect(read()).toEqual(['1', '2']);
    store.restore(outer);
    expect(read()).toEqual(['1', undefined]);
    keep('b', '3');
    store.restore(outer);
    expect(read()).toEqual(['1', undefined]);
  });
});
