import type { PreferencePage } from '../../../emulator/types';
import { createCaller, mainSubsidiary } from '../../support/emulator';
import { bootWithUserEvents, codeValue, runCode } from '../../support/user-event-project';

const read = (page: string, id: string) => `return config.load({ type: '${page}' }).getValue({ fieldId: '${id}' });`;

describe('N/config', () => {
  it.each([
    ['accountingpreferences', 'REVERSALVOIDING', false],
    ['accountingpreferences', 'reversalvoiding', false],
    ['accountingpreferences', 'ACCOUNTNUMBERS', true],
    ['companyinformation', 'timezone', 'America/Los_Angeles'],
    ['companyinformation', 'companyid', '1234567_SB1'],
    ['companypreferences', 'DATEFORMAT', 'M/D/YYYY'],
  ])('reads %s.%s', async (page, id, value) => {
    expect(codeValue(await bootWithUserEvents({}), read(page, id))).toBe(value);
  });

  it('reads the base currency as the id of the top subsidiary\'s', async () => {
    const emulator = await bootWithUserEvents({});
    const subsidiary = mainSubsidiary(emulator);
    const currency = emulator.readRecord('subsidiary', subsidiary).values['currency'];
    expect(codeValue(emulator, read('companyinformation', 'basecurrency'))).toBe(String(currency));
  });

  it('costs 10 units to load and 10 to save', async () => {
    expect(codeValue(await bootWithUserEvents({}), `const page = config.load({ type: config.Type.ACCOUNTING_PREFERENCES });
      page.setValue({ fieldId: 'REVERSALVOIDING', value: true }); page.save(); return runtime.getCurrentScript().getRemainingUsage();`)).toBe(4980);
  });

  it.each([
    ['saved by a script', undefined],
    ['set as the administrator would', true],
  ])('shows a preference that was %s', async (_title, byControl) => {
    const emulator = await bootWithUserEvents({});
    if (byControl) emulator.setPreference('accountingpreferences', 'REVERSALVOIDING', true);
    else codeValue(emulator, "const page = config.load({ type: 'accountingpreferences' }); page.setValue('REVERSALVOIDING', true); page.save();");
    expect(codeValue(emulator, read('accountingpreferences', 'REVERSALVOIDING'))).toBe(true);
  });

  it('keeps a change to itself until it is saved, and shows it there', async () => {
    const emulator = await bootWithUserEvents({});
    expect(codeValue(emulator, "const page = config.load({ type: 'accountingpreferences' }); page.setValue('REVERSALVOIDING', true); return page.getValue('REVERSALVOIDING');")).toBe(true);
    expect(codeValue(emulator, read('accountingpreferences', 'REVERSALVOIDING'))).toBe(false);
  });

  it('is part of a checkpoint', async () => {
    const emulator = await bootWithUserEvents({});
    const point = emulator.checkpoint();
    emulator.setPreference('accountingpreferences', 'REVERSALVOIDING', true);
    point.restore();
    expect(codeValue(emulator, read('accountingpreferences', 'REVERSALVOIDING'))).toBe(false);
  });

  it.each([
    ['an unknown page', "config.load({ type: 'nothing' })", 'INVALID_RCRD_TYPE'],
    ['no page', 'config.load({})', 'SSS_MISSING_REQD_ARGUMENT'],
    ['a value of another type', "const page = config.load({ type: 'accountingpreferences' }); page.setValue('REVERSALVOIDING', 'T'); page.save()", 'INVALID_FLD_VALUE'],
    ['a page that is not kept', "config.load({ type: 'companyfeatures' })", 'EMULATOR_NOT_IMPLEMENTED'],
    ['a preference that is not kept', read('accountingpreferences', 'AGEFROM'), 'EMULATOR_NOT_IMPLEMENTED'],
    ['an id in other capitals, where they count', read('companyinformation', 'TimeZone'), 'EMULATOR_NOT_IMPLEMENTED'],
    ['a change that would do nothing here', "const page = config.load({ type: 'companypreferences' }); page.setValue('DATEFORMAT', 'D/M/YYYY'); page.save()", 'EMULATOR_NOT_IMPLEMENTED'],
  ])('refuses %s', async (_title, code, name) => {
    expect(runCode(await bootWithUserEvents({}), code)).toMatchObject({ kind: 'failed', code: name });
  });

  it('lets the administrator alone save', async () => {
    const emulator = await bootWithUserEvents({});
    const { employeeId } = createCaller(emulator, 'customrole_clerk');
    const reply = runCode(emulator, "const page = config.load({ type: 'accountingpreferences' }); page.setValue('REVERSALVOIDING', true); page.save();",
      { actor: emulator.actor(employeeId, 'customrole_clerk') });
    expect(reply).toMatchObject({ kind: 'failed', code: 'EMULATOR_NOT_IMPLEMENTED' });
  });

  it.each([
    ['accountingpreferences', 'JOURNALAPPROVALS'], ['companyinformation', 'timezone'],
  ] satisfies [PreferencePage, string][])('the control does not pretend to change %s.%s', async (page, id) => {
    const emulator = await bootWithUserEvents({});
    expect(() => { emulator.setPreference(page, id, true); }).toThrow(/does not emulate changing the preference/);
  });
});
