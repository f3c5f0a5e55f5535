import { executionRandom, randomUuid } from '../../../emulator/runtime/random';
import { RESTLET_HEADER, ScriptLab, START_MS } from './script-lab';

let lab: ScriptLab;
beforeEach(() => { lab = new ScriptLab(); });
afterEach(() => { lab.close(); });

describe('values handed to a script are of its own realm', () => {
  const checks = [
    ['the argument', 'request instanceof Object'],
    ['a list', 'request.list instanceof Array'],
    ['an object in a list', 'request.list[1] instanceof Object'],
    ['a Date', 'request.at instanceof Date && request.at.getTime() === 1000'],
    ['what N/* returns', "runtime.getCurrentScript() instanceof Object"],
    ['a function of N/*', 'runtime.getCurrentScript instanceof Function'],
    ['bytes', 'random.generateBytes({ size: 4 }) instanceof Uint8Array'],
    ['what a thrown SuiteScriptError carries', "(() => { try { runtime.isFeatureInEffect({}); } catch (error) { return error.stack instanceof Array; } })()"],
  ] as const;

  test.each(checks)('%s', (_what, expression) => {
    lab.restlet(`return ${expression};`, { runtime: 'N/runtime', random: 'N/crypto/random' });
    expect(lab.run({ args: [{ list: [1, { a: 1 }], at: new Date(1_000) }] })).toMatchObject({ kind: 'returned', value: true });
  });

  test('a member named __proto__ stays a member', () => {
    lab.restlet('return [Object.keys(request), Object.getPrototypeOf(request) === Object.prototype];');
    expect(lab.run({ args: [JSON.parse('{"__proto__": {"polluted": true}}')] })).toMatchObject({ value: [['__proto__'], true] });
  });
});

describe('no way leads from a script to the process', () => {
  const values = [
    'globalThis', 'request', 'define', 'require', 'log', 'log.debug', 'runtime', 'runtime.getCurrentUser', 'runtime.getCurrentUser()', 'Date', 'Date.now', 'Math.random',
    'record.attach', '(() => { try { runtime.isFeatureInEffect(); } catch (error) { return error; } })()', '(() => { try { record.attach(); } catch (error) { return error; } })()',
    '(() => { try { return Intl; } catch (error) { return error; } })()',
  ];
  test.each(values)('not through %s', (expression) => {
    lab.restlet(`const start = ${expression}; return [start.constructor, start.constructor.constructor].map((make) => {
      try { return make('return typeof process')(); } catch (error) { return error.name; }
    }).filter((found) => found === 'object');`, { runtime: 'N/runtime', record: 'N/record' });
    expect(lab.run()).toMatchObject({ kind: 'returned', value: [] });
  });

  test('not through an error thrown by the loader', () => {
    expect(lab.value("try { require('/SuiteScripts/absent'); } catch (error) { return error.constructor.constructor('return typeof process')(); }")).toBe('undefined');
  });
});

describe('time', () => {
  test('is the account clock\'s, in Pacific time', () => {
    expect(lab.value('return [Date.now(), new Date().getTime(), new Date().getHours(), new Date(2026, 6, 1).toISOString(), Date().slice(0, 24)];'))
      .toEqual([START_MS, START_MS, 4, '2026-07-01T07:00:00.000Z', 'Mon Nov 23 2026 04:00:00']);
  });

  test('Date is itself in every other way', () => {
    expect(lab.value(`class Later extends Date {} const later = new Later(5); return [
      new Date(0) instanceof Date, later instanceof Later, later instanceof Date, later.getTime(), Date.UTC(1970, 0, 2), Date.parse('1970-01-01T00:00:01Z'), Date.length, Date.name,
      typeof Date(), new Date(0).constructor === Date, Object.prototype.toString.call(new Date(0)) ];`))
      .toEqual([true, true, true, 5, 86_400_000, 1_000, 7, 'Date', 'string', true, '[object Date]']);
  });
});

describe('one seed is one run', () => {
  const body = 'return [Math.random(), Math.random(), random.generateUUID(), random.generateInt({ max: 1000000 }), [...random.generateBytes({ size: 4 })]];';
  const draw = (seed: number): unknown[] => {
    const own = new ScriptLab({ seed });
    own.restlet(body, { random: 'N/crypto/random' });
    const outcomes = [own.run(), own.run()];
    own.close();
    return outcomes.map((outcome) => (outcome.kind === 'returned' ? outcome.value : outcome));
  };

  test('the same seed draws the same', () => {
    expect(draw(5)).toEqual(draw(5));
  });

  test('another seed, and another execution, draw otherwise', () => {
    const [first, second] = draw(5);
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(draw(6)[0]);
  });

  test('streams of one execution do not run alike', () => {
    const streams = ['a', 'b', 'c'].map((purpose) => executionRandom(1, 1, purpose)());
    expect(new Set(streams).size).toBe(3);
  });

  test('numbers spread evenly over [0, 1)', () => {
    const random = executionRandom(1, 1, 'spread');
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 20_000; n += 1) tenths[Math.floor(random() * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  test('ids do not repeat over many executions', () => {
    const ids = Array.from({ length: 5_000 }, (_value, id) => randomUuid(executionRandom(1, id, 'ids')));
    expect(new Set(ids).size).toBe(5_000);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('what a script lets out', () => {
  const errors = [
    ['a SuiteScriptError', "throw error.create({ name: 'MY_CODE', message: 'my words' });", 'MY_CODE', 'my words'],
    ['an Error', "throw new TypeError('wrong');", 'TypeError', 'wrong'],
    ['an object of its own', "throw { name: 'OWN', message: 'words' };", 'OWN', 'words'],
    ['text', "throw 'just text';", 'UNEXPECTED_ERROR', 'just text'],
    ['nothing', 'throw undefined;', 'UNEXPECTED_ERROR', 'undefined'],
    ['a value that cannot be printed', 'const ring = {}; ring.ring = ring; throw ring;', 'UNEXPECTED_ERROR', '[object Object]'],
    ['a value whose text fails', "throw { toString() { throw new Error('no text'); } };", 'UNEXPECTED_ERROR', 'an error that has no text'],
  ] as const;
  test.each(errors)('%s', (_what, body, name, message) => {
    const outcome = lab.restlet(body, { error: 'N/error' }).run();
    expect(outcome).toMatchObject({ kind: 'threw', phase: 'run', name, message });
  });

  test('a SuiteScriptError prints as the platform prints it', () => {
    const outcome = lab.restlet("throw error.create({ name: 'MY_CODE', message: 'my words', notifyOff: true });", { error: 'N/error' }).run();
    const printed = outcome.kind === 'threw' ? JSON.parse(outcome.json) as Record<string, unknown> : {};
    expect(printed).toMatchObject({ type: 'error.SuiteScriptError', name: 'MY_CODE', message: 'my words', notifyOff: true, cause: { type: 'internal error', code: 'MY_CODE' } });
    expect(printed['stack']).toEqual([expect.stringMatching(/post \(\/SuiteScripts\/main.js:6:/)]);
  });

  const returned = [
    ['an object', 'return { a: [1, undefined, () => 1], b: undefined, c: new Date(0) };', { a: [1, null, null], c: '1970-01-01T00:00:00.000Z' }],
    ['text', "return 'text';", 'text'],
    ['nothing', 'return;', undefined],
    ['null', 'return null;', null],
  ] as const;
  test.each(returned)('%s is returned as JSON carries it', (_what, body, value) => {
    expect(lab.restlet(body).run()).toMatchObject({ kind: 'returned', value });
  });

  test('a thenable is refused: entry points are synchronous', () => {
    expect(lab.restlet('return { then: () => 1 };').run()).toMatchObject({ kind: 'threw', name: 'EMULATOR_NOT_IMPLEMENTED', refusals: ['asynchronous entry points'] });
  });
});

describe('arguments built in the script\'s realm', () => {
  test('may carry functions whose calls pass the gate', () => {
    const written: unknown[] = [];
    lab.restlet("return request.write('key', { a: 1 });");
    const outcome = lab.run({
      args: (host) => [host.realm.object({
        methods: { write: (key, value) => host.call({ member: 'context.write', units: 0, detail: String(key) }, () => written.push(value)) },
      })],
    });
    expect(outcome).toMatchObject({ kind: 'returned', value: 1, calls: 1 });
    expect(written).toEqual([{ a: 1 }]);
  });
});

test('the header of an entry script can be read without running it', () => {
  lab.file('/SuiteScripts/main.js', `${RESTLET_HEADER}throw new Error('ran');`);
  expect(lab.runtime.inspect('/SuiteScripts/main.js')).toEqual({ apiVersion: '2.1', scriptType: 'restlet' });
});
