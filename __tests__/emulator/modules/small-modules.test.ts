import { createHash } from 'node:crypto';

import { ScriptLab, START_MS } from '../runtime/script-lab';

let lab: ScriptLab;
beforeEach(() => { lab = new ScriptLab({ parameters: { custscript_size: 25, custscript_flag: true } }); });
afterEach(() => { lab.close(); });

const nameOf = (body: string): string => `try { ${body} } catch (error) { return error.name; } return 'no error';`;

describe('N/runtime', () => {
  const RUNTIME = { runtime: 'N/runtime' };

  test('tells script, deployment, account and caller', () => {
    expect(lab.value(`const script = runtime.getCurrentScript(); const user = runtime.getCurrentUser();
      return [script.id, script.deploymentId, script.logLevel, user.id, user.name, user.email, user.role, user.roleId,
        runtime.accountId, runtime.envType === runtime.EnvType.SANDBOX, runtime.executionContext === runtime.ContextType.RESTLET, runtime.version, runtime.processorCount];`, RUNTIME))
      .toEqual(['customscript_lab', 'customdeploy_lab', 'DEBUG', 7, 'Ina Tegration', 'ina@example.com', 1001, 'customrole_lab', '1234567_SB1', true, true, '2026.2', 2]);
  });

  test('remaining usage falls with each call', () => {
    expect(lab.value("const left = () => runtime.getCurrentScript().getRemainingUsage(); const before = left(); lab.mark({ text: 'x', units: 30 }); return [before, left()];", RUNTIME))
      .toEqual([5_000, 4_970]);
  });

  test('parameters come with their type, and null where there is none', () => {
    expect(lab.value("const get = (name) => runtime.getCurrentScript().getParameter({ name }); return [get('custscript_size'), get('custscript_flag'), get('custscript_none')];", RUNTIME))
      .toEqual([25, true, null]);
  });

  test('permissions are the levels of the role', () => {
    expect(lab.value("return ['TRAN_SALESORD', 'LIST_ITEM'].map((name) => runtime.getCurrentUser().getPermission({ name }));", RUNTIME)).toEqual([3, 0]);
  });

  test('features are those of the account', () => {
    expect(lab.value("return ['serversidescripting', 'MULTIBOOK'].map((feature) => runtime.isFeatureInEffect({ feature }));", RUNTIME)).toEqual([true, false]);
  });

  const faults = [
    ['runtime.getCurrentScript().getParameter({});', 'SSS_MISSING_REQD_ARGUMENT'],
    ['runtime.getCurrentScript().getParameter({ name: 5 });', 'WRONG_PARAMETER_NAME'],
    ['runtime.isFeatureInEffect({ feature: 5 });', 'WRONG_PARAMETER_TYPE'],
    ['runtime.getCurrentUser().getPermission();', 'SSS_MISSING_REQD_ARGUMENT'],
    ["runtime.getCurrentScript().id = 'other';", 'READ_ONLY_PROPERTY'],
    ["runtime.accountId = 'other';", 'READ_ONLY_PROPERTY'],
    ['runtime.getCurrentUser().getPreference({ name: "x" });', 'EMULATOR_NOT_IMPLEMENTED'],
    ['runtime.getCurrentUser().department;', 'EMULATOR_NOT_IMPLEMENTED'],
    ['runtime.queueCount;', 'EMULATOR_NOT_IMPLEMENTED'],
  ] as const;
  test.each(faults)('%s throws %s', (body, expected) => {
    expect(lab.value(nameOf(body), RUNTIME)).toBe(expected);
  });
});

describe('N/log', () => {
  test('writes both forms, with level, script and NetSuite time', () => {
    lab.value("log.debug({ title: 'T', details: { a: 1 } }); log.audit('short', [1, 2]); log.error('no details'); log.emergency({ title: 'E', details: null });");
    expect(lab.log.map(({ level, title, details }) => [level, title, details])).toEqual([
      ['DEBUG', 'T', '{"a":1}'], ['AUDIT', 'short', '[1,2]'], ['ERROR', 'no details', ''], ['EMERGENCY', 'E', 'null'],
    ]);
    expect(lab.log[0]).toMatchObject({ executionId: 1, scriptId: 'customscript_lab', deploymentId: 'customdeploy_lab', atMs: START_MS });
  });

  test('takes values that JSON has no text for', () => {
    lab.value("log.error('f', () => 1); log.error('s', Symbol('x')); log.error('j', { toJSON() { return undefined; } });");
    expect(lab.log.map(({ details }) => details)).toEqual(['undefined', 'undefined', 'undefined']);
  });

  test('cuts title and details to the platform\'s lengths', () => {
    lab.value("log.error('t'.repeat(200), 'd'.repeat(5000));");
    expect(lab.log.map(({ title, details }) => [title.length, details.length])).toEqual([[99, 3_999]]);
  });

  const levels = [['DEBUG', 4], ['AUDIT', 3], ['ERROR', 2], ['EMERGENCY', 1]] as const;
  test.each(levels)('a deployment at %s lets %i of four levels through', (level, count) => {
    lab.logLevel = level;
    lab.value("log.debug('x'); log.audit('x'); log.error('x'); log.emergency('x');");
    expect(lab.log).toHaveLength(count);
  });

  test('past 100,000 entries an hour the deployment\'s level is raised and the script goes on', () => {
    lab.earlierLogEntries = 99_999;
    expect(lab.value("log.error('last'); log.error('too many'); log.error('silent'); return 'went on';")).toBe('went on');
    expect(lab.log.map((entry) => entry.title)).toEqual(['last']);
    expect(lab.logLevel).toBe('EMERGENCY');
  });
});

describe('N/error', () => {
  const ERROR = { error: 'N/error' };

  test('makes an error with a name, a message and an id', () => {
    const made = lab.value("const made = error.create({ name: 'N', message: 'M' }); return [made, made.type, made.notifyOff, made.toString() === JSON.stringify(made)];", ERROR);
    expect(made).toEqual([expect.objectContaining({ name: 'N', message: 'M', id: expect.stringMatching(/^[0-9a-f-]{36}$/) }), 'error.SuiteScriptError', false, true]);
  });

  const faults = [
    ['error.create({ message: "M" });', 'SSS_MISSING_REQD_ARGUMENT'],
    ['error.create({ name: "N" });', 'SSS_MISSING_REQD_ARGUMENT'],
    ['error.create();', 'SSS_MISSING_REQD_ARGUMENT'],
    ['error.create({ name: 5, message: "M" });', 'WRONG_PARAMETER_TYPE'],
    ['error.create({ name: "N", message: "M", notifyOff: "yes" });', 'WRONG_PARAMETER_TYPE'],
  ] as const;
  test.each(faults)('%s throws %s', (body, expected) => {
    expect(lab.value(nameOf(body), ERROR)).toBe(expected);
  });
});

describe('N/crypto', () => {
  const CRYPTO = { crypto: 'N/crypto', encode: 'N/encode' };

  test.each(['SHA256', 'SHA512'] as const)('%s digests as anywhere, hexadecimal in upper case', (algorithm) => {
    const digest = lab.value(`const hash = crypto.createHash({ algorithm: crypto.HashAlg.${algorithm} }); hash.update({ input: 'Größe ' }); hash.update({ input: '5' }); return hash.digest();`, CRYPTO);
    expect(digest).toBe(createHash(algorithm.toLowerCase()).update('Größe 5', 'utf8').digest('hex').toUpperCase());
  });

  test('input and output encodings are obeyed', () => {
    const digest = lab.value(`const hash = crypto.createHash({ algorithm: 'SHA256' }); hash.update({ input: 'R3LDtsOfZQ==', inputEncoding: encode.Encoding.BASE_64 });
      return hash.digest({ outputEncoding: encode.Encoding.BASE_64 });`, CRYPTO);
    expect(digest).toBe(createHash('sha256').update(Buffer.from('R3LDtsOfZQ==', 'base64')).digest('base64'));
  });

  const faults = [
    ['crypto.createHash({});', 'MISSING_REQD_ARGUMENT'],
    ["crypto.createHash({ algorithm: 'SHA256' }).update({});", 'MISSING_REQD_ARGUMENT'],
    ["crypto.createHash({ algorithm: 'MD5' });", 'EMULATOR_NOT_IMPLEMENTED'],
    ["crypto.createHmac({ algorithm: 'SHA256', key: 'secret' });", 'EMULATOR_NOT_IMPLEMENTED'],
    ["const hash = crypto.createHash({ algorithm: 'SHA256' }); hash.digest(); hash.digest();", 'UNEXPECTED_ERROR'],
  ] as const;
  test.each(faults)('%s throws %s', (body, expected) => {
    expect(lab.value(nameOf(body), CRYPTO)).toBe(expected);
  });
});

describe('N/crypto/random', () => {
  const RANDOM = { random: 'N/crypto/random' };

  test('gives whole numbers from min up to, not with, max', () => {
    const drawn = lab.value('return Array.from({ length: 300 }, () => random.generateInt({ min: 3, max: 6 }));', RANDOM) as number[];
    expect(new Set(drawn)).toEqual(new Set([3, 4, 5]));
  });

  const faults = [
    ['random.generateInt({});', 'SSS_MISSING_REQD_ARGUMENT'],
    ['random.generateInt({ max: 0 });', 'SSS_INVALID_TYPE_ARG'],
    ['random.generateInt({ max: 1.5 });', 'WRONG_PARAMETER_TYPE'],
    ['random.generateBytes({});', 'SSS_MISSING_REQD_ARGUMENT'],
    ['random.generateBytes({ size: -1 });', 'SSS_INVALID_TYPE_ARG'],
  ] as const;
  test.each(faults)('%s throws %s', (body, expected) => {
    expect(lab.value(nameOf(body), RANDOM)).toBe(expected);
  });
});

describe('N/encode', () => {
  const ENCODE = { encode: 'N/encode' };
  const conversions = [
    ['Größe', 'UTF_8', 'BASE_64', 'R3LDtsOfZQ=='],
    ['R3LDtsOfZQ==', 'BASE_64', 'UTF_8', 'Größe'],
    ['Größe', 'UTF_8', 'HEX', '4772C3B6C39F65'],
    ['4772c3b6c39f65', 'HEX', 'UTF_8', 'Größe'],
    ['4772C3B6C39F65', 'BASE_16', 'BASE_64_URL_SAFE', 'R3LDtsOfZQ=='],
    ['~~~~', 'UTF_8', 'BASE_64_URL_SAFE', 'fn5-fg=='],
    ['fn5-fg', 'BASE_64_URL_SAFE', 'UTF_8', '~~~~'],
    ['fg', 'HEX', 'UTF_8', 'FAILED_TO_DECODE_STRING_ENCODED_BINARY_DATA_USING_1_ENCODING'],
    ['***', 'BASE_64', 'UTF_8', 'FAILED_TO_DECODE_STRING_ENCODED_BINARY_DATA_USING_1_ENCODING'],
    ['x', 'UTF_8', 'BASE_32', 'EMULATOR_NOT_IMPLEMENTED'],
    ['x', 'UTF_8', 'UTF_16', 'SSS_INVALID_TYPE_ARG'],
  ] as const;
  test.each(conversions)('%s from %s to %s is %s', (text, from, to, expected) => {
    const call = `encode.convert({ string: ${JSON.stringify(text)}, inputEncoding: '${from}', outputEncoding: '${to}' })`;
    expect(lab.value(`try { return ${call}; } catch (error) { return error.name; }`, ENCODE)).toBe(expected);
  });
});

describe('N/format', () => {
  const FORMAT = { format: 'N/format' };
  const written = [
    ["{ value: new Date(2026, 10, 3), type: format.Type.DATE }", '11/3/2026'],
    ["{ value: new Date(0), type: format.Type.DATETIME, timezone: format.Timezone.GMT }", '1/1/1970 12:00:00 am'],
    ["{ value: new Date(Date.UTC(2026, 6, 1, 20, 5, 9)), type: 'datetimetz', timezone: format.Timezone.EUROPE_PARIS }", '7/1/2026 10:05:09 pm'],
    ["{ value: 'not a date', type: 'date' }", 'not a date'],
    ["{ value: 1234567.5, type: format.Type.CURRENCY }", '1,234,567.50'],
    ["{ value: -0.004, type: 'currency' }", '0.00'],
    ["{ value: -12.345, type: 'currency' }", '-12.35'],
    ["{ value: 'much', type: 'currency' }", 'much'],
  ] as const;
  test.each(written)('format %s gives %s', (options, expected) => {
    expect(lab.value(`return format.format(${options});`, FORMAT)).toBe(expected);
  });

  const read = [
    ["{ value: '11/3/2026', type: 'date' }", '2026-11-03T08:00:00.000Z'],
    ["{ value: '2/30/2026', type: 'date' }", '2/30/2026'],
    ["{ value: '2026-11-03', type: 'date' }", '2026-11-03'],
    ["{ value: '7/1/2026 10:05:09 pm', type: 'datetime', timezone: 'Europe/Paris' }", '2026-07-01T20:05:09.000Z'],
    ["{ value: '12/1/2026 12:30 am', type: 'datetime', timezone: 'America/New_York' }", '2026-12-01T05:30:00.000Z'],
    ["{ value: '3/8/2026 2:30 am', type: 'datetime', timezone: 'America/New_York' }", '3/8/2026 2:30 am'],
    ["{ value: '1/1/2026 13:30 am', type: 'datetime', timezone: 'GMT' }", '1/1/2026 13:30 am'],
  ] as const;
  test.each(read)('parse %s gives %s, or the text unchanged', (options, expected) => {
    expect(lab.value(`return format.parse(${options});`, FORMAT)).toBe(expected);
  });

  const faults = [
    ['format.parse({ type: "date" });', 'SSS_MISSING_REQD_ARGUMENT'],
    ['format.format({ value: 1 });', 'SSS_MISSING_REQD_ARGUMENT'],
    ['format.parse({ value: "1", type: "currency" });', 'EMULATOR_NOT_IMPLEMENTED'],
    ['format.format({ value: 1, type: "float" });', 'EMULATOR_NOT_IMPLEMENTED'],
    ['format.format({ value: new Date(), type: "datetime" });', 'EMULATOR_NOT_IMPLEMENTED'],
    ['format.format({ value: new Date(), type: "datetime", timezone: "Mars/Olympus" });', 'SSS_INVALID_TYPE_ARG'],
  ] as const;
  test.each(faults)('%s throws %s', (body, expected) => {
    expect(lab.value(nameOf(body), FORMAT)).toBe(expected);
  });
});
