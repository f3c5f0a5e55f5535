import type { GateOrder } from '../../../emulator/runtime/types';
import type { Emulator } from '../../../emulator/types';
import { createCaller } from '../../support/emulator';
import { scriptFile } from '../../support/sdf-project';
import { bootWithUserEvents, codeValue, runCode, toldBy, type UserEventDeployment } from '../../support/user-event-project';

const NEW = "const one = record.create({ type: 'customrecord_ticket' }); one.setValue('name', 'N'); one.setValue('custrecord_ticket_code', 'C-1');";
const CREATE = `${NEW} return one.save();`;
const LOAD = "const one = record.load({ type: 'customrecord_ticket', id: ids.ticket });";
const EDIT = `${LOAD} one.setValue('custrecord_ticket_count', 9); return one.save();`;
const XEDIT = "return record.submitFields({ type: 'customrecord_ticket', id: ids.ticket, values: { custrecord_ticket_count: 9 } });";
const DELETE = "return record.delete({ type: 'customrecord_ticket', id: ids.ticket });";
const CATCH = (code: string) => `try { ${code} } catch (e) { return { type: e.type, name: e.name, message: e.message, eventType: e.eventType, recordId: e.recordId }; }`;

const SWEEP = scriptFile('MapReduceScript', `return { getInputData: () => [1], map: () => { ${CREATE.replace('return one.save();', 'one.save();')} } };`, ['N/record']);

/** Tells entry point, type, and the count of both records. */
const SEE = `const count = (one) => one && [one.id, one.getValue('custrecord_ticket_count'), one.getValue('custrecord_ticket_code')];
  const see = (at) => (context) => tell([at, context.type, count(context.newRecord), count(context.oldRecord)]);`;
const SEE_SUBMITS = `${SEE} return { beforeSubmit: see('before'), afterSubmit: see('after') };`;

const ticketOf = (emulator: Emulator) => Number(emulator.query('SELECT MIN(id) AS id FROM customrecord_ticket')[0]?.['id']);
const countOf = (emulator: Emulator) => Number(emulator.query('SELECT COUNT(*) AS n FROM customrecord_ticket')[0]?.['n']);
const boot = (body: string, more: Partial<UserEventDeployment> = {}) => bootWithUserEvents({ watch: { body, ...more } });
const run = (emulator: Emulator, code: string) => codeValue(emulator, code, { ids: { ticket: ticketOf(emulator) } });

describe('what an entry point is shown', () => {
  it.each([
    ['a created record: no id before, its id after, nothing old', CREATE, (id: number) => [['before', 'create', [null, 0, 'C-1'], null], ['after', 'create', [id, 0, 'C-1'], null]]],
    ['an edited record whole, and as it was', EDIT, (id: number) => [['before', 'edit', [id, 9, 'A-1'], [id, 3, 'A-1']], ['after', 'edit', [id, 9, 'A-1'], [id, 3, 'A-1']]]],
    ['of single fields only these, and the record as it was', XEDIT, (id: number) => [['before', 'xedit', [id, 9, ''], [id, 3, 'A-1']], ['after', 'xedit', [id, 9, ''], [id, 3, 'A-1']]]],
    ['a deleted record', DELETE, (id: number) => [['before', 'delete', [id, 3, 'A-1'], [id, 3, 'A-1']], ['after', 'delete', [id, 3, 'A-1'], [id, 3, 'A-1']]]],
  ])('%s', async (_title, code, expected) => {
    const emulator = await boot(SEE_SUBMITS);
    const id = run(emulator, code);
    expect(await toldBy(emulator)).toEqual(expected(Number(id)));
  });

  it('the enumeration of event types', async () => {
    const emulator = await boot('return { afterSubmit: (context) => tell([context.UserEventType.XEDIT, context.UserEventType.SPECIALORDER, Object.keys(context.UserEventType).length]) };');
    run(emulator, CREATE);
    expect(await toldBy(emulator)).toEqual([['xedit', 'specialorder', 23]]);
  });

  it.each([
    ['create', NEW, 'create'], ['load', LOAD, 'edit'],
  ])('beforeLoad runs on record.%s, without a request', async (_title, code, type) => {
    const emulator = await boot('return { beforeLoad: (context) => tell([context.type, context.request === undefined, context.newRecord.type]) };');
    run(emulator, code);
    expect(await toldBy(emulator)).toEqual([[type, true, 'customrecord_ticket']]);
  });

  it('a saved record has been written when afterSubmit runs', async () => {
    const emulator = await boot("return { afterSubmit: ({ newRecord }) => tell(record.load({ type: newRecord.type, id: newRecord.id }).getValue('custrecord_ticket_count')) };");
    run(emulator, EDIT);
    expect(await toldBy(emulator)).toEqual([9]);
  });
});

describe('changes', () => {
  it.each([
    ['beforeSubmit on create', "({ beforeSubmit: ({ newRecord }) => newRecord.setValue('custrecord_ticket_count', 77) })", CREATE, 77],
    ['beforeSubmit on edit', "({ beforeSubmit: ({ newRecord }) => newRecord.setValue('custrecord_ticket_count', 77) })", EDIT, 77],
    ['beforeSubmit on an edit of single fields', "({ beforeSubmit: ({ newRecord }) => newRecord.setValue('custrecord_ticket_count', 77) })", XEDIT, 77],
    ['beforeLoad on create', "({ beforeLoad: ({ newRecord }) => newRecord.setValue('custrecord_ticket_count', 77) })", CREATE, 77],
  ])('of %s are saved', async (_title, body, code, count) => {
    const emulator = await boot(`return ${body};`);
    const id = Number(run(emulator, code));
    expect(emulator.readRecord('customrecord_ticket', id).values['custrecord_ticket_count']).toBe(count);
  });

  it('of beforeLoad on a loaded record are ignored', async () => {
    const emulator = await boot("return { beforeLoad: ({ type, newRecord }) => { if (type === 'edit') newRecord.setValue('custrecord_ticket_code', 'X'); } };");
    expect(run(emulator, `${LOAD} return one.getValue('custrecord_ticket_code');`)).toBe('A-1');
  });

  it.each([
    ['newRecord in afterSubmit', "({ afterSubmit: ({ newRecord }) => newRecord.setValue('custrecord_ticket_count', 77) })"],
    ['oldRecord', "({ beforeSubmit: ({ oldRecord }) => oldRecord.setValue('custrecord_ticket_count', 77) })"],
    ['newRecord by saving it', '({ beforeSubmit: ({ newRecord }) => newRecord.save() })'],
    ['the form', '({ beforeLoad: ({ form }) => form })'],
  ])('of %s are refused by name, also where the script swallows that', async (_title, body) => {
    const emulator = await boot(`const entries = ${body};
      return Object.fromEntries(Object.entries(entries).map(([name, body]) => [name, (context) => { try { body(context); } catch (e) { } }]));`);
    expect(runCode(emulator, EDIT, { ids: { ticket: ticketOf(emulator) } })).toMatchObject({ kind: 'failed', code: 'EMULATOR_NOT_IMPLEMENTED' });
  });
});

describe('a script that throws', () => {
  const throwing = (entry: string, what = "error.create({ name: 'NO', message: 'not today' })") => `return { ${entry}: () => { tell('was here'); throw ${what}; } };`;

  it.each([
    ['creating', CREATE], ['editing', EDIT], ['editing single fields', XEDIT], ['deleting', DELETE],
  ])('in beforeSubmit stops %s, with its own name and message, and leaves its log behind', async (_title, code) => {
    const emulator = await boot(throwing('beforeSubmit'));
    const before = emulator.query('SELECT * FROM customrecord_ticket');
    expect(run(emulator, CATCH(code))).toMatchObject({ type: 'error.UserEventError', name: 'NO', message: 'not today', eventType: 'beforeSubmit' });
    expect(emulator.query('SELECT * FROM customrecord_ticket')).toEqual(before);
    expect(await toldBy(emulator)).toEqual(['was here']);
  });

  it('in afterSubmit reaches the saver, though the record is saved', async () => {
    const emulator = await boot(throwing('afterSubmit'));
    const told = run(emulator, CATCH(CREATE)) as Record<string, unknown>;
    const id = emulator.query("SELECT id FROM customrecord_ticket WHERE custrecord_ticket_code = 'C-1'")[0]?.['id'];
    expect(told).toMatchObject({ type: 'error.UserEventError', name: 'NO', eventType: 'afterSubmit', recordId: String(id) });
  });

  it('in afterSubmit of a delete reaches the saver, though the record is gone', async () => {
    const emulator = await boot(throwing('afterSubmit'));
    const before = countOf(emulator);
    expect(run(emulator, CATCH(DELETE))).toMatchObject({ name: 'NO' });
    expect(countOf(emulator)).toBe(before - 1);
  });

  it('in beforeLoad reaches the reader', async () => {
    const emulator = await boot(throwing('beforeLoad'));
    expect(run(emulator, CATCH(LOAD))).toMatchObject({ name: 'NO', eventType: 'beforeLoad' });
  });

  it('what is no SuiteScript error is told as unexpected', async () => {
    const emulator = await boot(throwing('beforeSubmit', "new TypeError('odd')"));
    expect(run(emulator, CATCH(CREATE))).toMatchObject({ name: 'UNEXPECTED_ERROR' });
  });

  it('undoes what beforeSubmit itself saved', async () => {
    const emulator = await boot("return { beforeSubmit: () => { record.submitFields({ type: 'customrecord_ticket', id: record.load({ type: 'customrecord_ticket', id: 2 }).id, values: { custrecord_ticket_count: 50 } }); throw error.create({ name: 'NO', message: 'm' }); } };");
    run(emulator, CATCH(CREATE));
    expect(emulator.query('SELECT id FROM customrecord_ticket WHERE custrecord_ticket_count = 50')).toEqual([]);
  });

  it('numbers no execution twice', async () => {
    const emulator = await boot("return { beforeSubmit: ({ newRecord }) => { if (newRecord.getValue('name') === 'bad') throw error.create({ name: 'NO', message: 'm' }); tell('fine'); } };");
    run(emulator, `for (const name of ['bad', 'bad', 'good']) { ${CATCH(`${NEW.replace("'N'", 'name')} one.save();`).replace(/return \{.*?\};/, '')} }`);
    expect(run(emulator, 'return 1;')).toBe(1);
    expect(await toldBy(emulator)).toEqual(['fine']);
  });
});

describe('which deployments run', () => {
  const told = async (more: Partial<UserEventDeployment>, code = CREATE) => {
    const emulator = await boot("return { afterSubmit: ({ type }) => tell(type) };", more);
    run(emulator, code);
    return toldBy(emulator);
  };

  it.each([
    ['on another record type', { recordType: 'SALESORDER' }, []],
    ['on all records', { recordType: 'ALL_RECORDS' }, ['create']],
    ['not deployed', { isDeployed: false }, []],
    ['in testing, for its owner', { status: 'TESTING' }, ['create']],
    ['for its own event type', { tags: '<eventtype>CREATE</eventtype>' }, ['create']],
    ['not for another event type', { tags: '<eventtype>EDIT</eventtype>' }, []],
    ['in its own contexts', { tags: '<executioncontext>USERINTERFACE|RESTLET</executioncontext>' }, ['create']],
    ['not in another context', { tags: '<executioncontext>USERINTERFACE|CSVIMPORT</executioncontext>' }, []],
  ] as const)('%s', async (_title, more, expected) => {
    expect(await told(more)).toEqual(expected);
  });

  it.each([
    ['in testing', { status: 'TESTING' }, []],
    ['without an audience', { audience: '<allroles>F</allroles>' }, []],
    ['for the role', { audience: '<allroles>F</allroles><audslctrole>[scriptid=customrole_clerk]</audslctrole>' }, ['customrole_clerk']],
    ['as the role it executes as', { tags: '<runasrole>ADMINISTRATOR</runasrole>' }, ['administrator']],
  ] as const)('%s, when a clerk saves', async (_title, more, expected) => {
    const emulator = await boot('return { afterSubmit: () => tell(runtime.getCurrentUser().roleId) };', more);
    const { employeeId } = createCaller(emulator, 'customrole_clerk');
    codeValue(emulator, CREATE, { actor: emulator.actor(employeeId, 'customrole_clerk') });
    expect(await toldBy(emulator)).toEqual(expected);
  });

  it('several, in the order of the project, each on what the one before left', async () => {
    const add = "return { beforeSubmit: ({ newRecord }) => newRecord.setValue('custrecord_ticket_count', newRecord.getValue('custrecord_ticket_count') * 10 + STEP) };";
    const emulator = await bootWithUserEvents({ first: { body: add.replace('STEP', '1') }, second: { body: add.replace('STEP', '2') } });
    expect(emulator.readRecord('customrecord_ticket', Number(run(emulator, CREATE))).values['custrecord_ticket_count']).toBe(12);
  });

  it('none for what a user event script itself does', async () => {
    const emulator = await boot(`return { afterSubmit: ({ newRecord }) => { tell(newRecord.getValue('name')); const one = record.create({ type: 'customrecord_ticket' });
      one.setValue('name', 'chained'); one.setValue('custrecord_ticket_code', 'C-2'); one.save(); } };`);
    run(emulator, CREATE);
    expect(await toldBy(emulator)).toEqual(['N']);
    expect(emulator.query("SELECT name FROM customrecord_ticket WHERE name = 'chained'")).toHaveLength(1);
  });

  it('none for an actor who may not save at all', async () => {
    const emulator = await boot(SEE_SUBMITS);
    const { employeeId } = createCaller(emulator, 'customrole_clerk');
    expect(runCode(emulator, DELETE, { ids: { ticket: ticketOf(emulator) }, actor: emulator.actor(employeeId, 'customrole_clerk') })).toMatchObject({ code: 'INSUFFICIENT_PERMISSION' });
    expect(await toldBy(emulator)).toEqual([]);
  });
});

describe('its execution', () => {
  it('is its own, in the context of the save, with 1,000 units; the saver pays for the save alone', async () => {
    const emulator = await boot(`return { afterSubmit: () => { record.load({ type: 'customrecord_ticket', id: 2 }); const script = runtime.getCurrentScript();
      tell([script.id, runtime.executionContext, script.getRemainingUsage()]); } };`);
    expect(run(emulator, `${NEW} one.save(); return runtime.getCurrentScript().getRemainingUsage();`)).toBe(5000 - 2 - 4);
    expect(await toldBy(emulator)).toEqual([['customscript_watch', 'RESTLET', 998]]);
  });

  it('that runs out of units fails the save, and the saver goes on', async () => {
    const emulator = await boot("return { afterSubmit: () => { for (;;) record.load({ type: 'customrecord_ticket', id: 2 }); } };");
    expect(run(emulator, CATCH(CREATE))).toMatchObject({ name: 'SSS_USAGE_LIMIT_EXCEEDED' });
    expect(countOf(emulator)).toBe(3);
  });

  it.each([
    ['beforeSubmit', 'kill-before', 2], ['beforeSubmit', 'kill-after', 2], ['afterSubmit', 'kill-before', 3],
  ] as const)('killed in %s (%s) ends the whole chain', async (entryPoint, kind, count) => {
    const emulator = await boot(`return { ${entryPoint}: () => { tell(1); } };`);
    emulator.onCall((call): GateOrder | undefined => (call.execution.entryPoint === entryPoint ? { kind } : undefined));
    expect(runCode(emulator, `try { ${CREATE} } catch (e) { return 'went on'; }`)).toMatchObject({ kind: 'died' });
    expect(countOf(emulator)).toBe(count);
  });

  it('passes the gate: a hook may fail its calls', async () => {
    const emulator = await boot("return { afterSubmit: () => { record.load({ type: 'customrecord_ticket', id: 2 }); } };");
    emulator.onCall((call) => (call.execution.scriptType === 'userevent' ? { kind: 'error-before', name: 'OUTAGE', message: 'm' } : undefined));
    expect(run(emulator, CATCH(CREATE))).toMatchObject({ name: 'OUTAGE', eventType: 'afterSubmit' });
  });
});

describe('saves from elsewhere', () => {
  it('a Map/Reduce script saves in its own context, and its restart replays what a killed user event left', async () => {
    const emulator = await bootWithUserEvents({ watch: { body: 'return { afterSubmit: () => tell(runtime.executionContext) };' } }, { files: { 'FileCabinet/SuiteScripts/sample/sweep.js': SWEEP } });
    let killed = false;
    emulator.onCall((call) => {
      if (killed || call.execution.entryPoint !== 'afterSubmit') return undefined;
      killed = true;
      return { kind: 'kill-before' };
    });
    expect(emulator.runMapReduce('customscript_sweep', 'customdeploy_sweep_now')).toMatchObject({ status: 'COMPLETE', errors: [{ name: 'SSS_APP_SERVER_RESTART' }] });
    expect(await toldBy(emulator)).toEqual(['MAPREDUCE']);
    expect(countOf(emulator)).toBe(4);
  });

  it('a run from a checkpoint is the same run again', async () => {
    const emulator = await boot("return { beforeSubmit: ({ newRecord }) => { newRecord.setValue('custrecord_ticket_count', Math.floor(Math.random() * 1e9)); if (newRecord.getValue('name') === 'bad') throw error.create({ name: 'NO', message: 'm' }); } };");
    const once = () => {
      const point = emulator.checkpoint();
      run(emulator, CATCH(`${NEW.replace("'N'", "'bad'")} one.save();`));
      const id = Number(run(emulator, CREATE));
      const { custrecord_ticket_count: count } = emulator.readRecord('customrecord_ticket', id).values;
      point.restore();
      return [id, count];
    };
    const first = once();
    expect(first[1]).not.toBe(0);
    expect(once()).toEqual(first);
  });

  it.each(['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'WORKFLOW'] as const)('a person saves from %s', async (context) => {
    const emulator = await boot("return { afterSubmit: ({ type, newRecord }) => tell([type, runtime.executionContext, newRecord.getValue('custrecord_ticket_count')]) };");
    const actor = emulator.administratorActor();
    const made = emulator.saveAs({ actor, context, type: 'customrecord_ticket', values: { name: 'N', custrecord_ticket_code: 'C', custrecord_ticket_count: 1 } });
    if (made.kind !== 'saved') throw new Error(JSON.stringify(made));
    expect(emulator.saveAs({ actor, context, type: 'customrecord_ticket', id: made.id, values: { custrecord_ticket_count: 2 } })).toEqual(made);
    expect(await toldBy(emulator)).toEqual([['create', context, 1], ['edit', context, 2]]);
  });

  it('the administrator keys in from the user interface', async () => {
    const emulator = await boot('return { afterSubmit: () => tell(runtime.executionContext) };');
    emulator.createRecord({ type: 'customrecord_ticket', values: { name: 'N', custrecord_ticket_code: 'C' } });
    expect(await toldBy(emulator)).toEqual(['USERINTERFACE']);
  });

  it.each([
    ['is refused with the name of what was thrown', "throw error.create({ name: 'NO', message: 'm' })", 'beforeSubmit', { kind: 'failed', name: 'NO', message: 'm', id: undefined }],
    ['may fail though it is done', "throw error.create({ name: 'NO', message: 'm' })", 'afterSubmit', { kind: 'failed', name: 'NO', message: 'm', id: 3 }],
  ])('such a save %s', async (_title, statement, entryPoint, expected) => {
    const emulator = await boot(`return { ${entryPoint}: () => { ${statement}; } };`);
    expect(emulator.saveAs({ actor: emulator.administratorActor(), context: 'USERINTERFACE', type: 'customrecord_ticket', values: { name: 'N', custrecord_ticket_code: 'C' } })).toEqual(expected);
  });

  it('such a save may be cut off', async () => {
    const emulator = await boot('return { afterSubmit: () => tell(1) };');
    emulator.onCall(() => ({ kind: 'kill-before' }));
    expect(emulator.saveAs({ actor: emulator.administratorActor(), context: 'USERINTERFACE', type: 'customrecord_ticket', values: { name: 'N', custrecord_ticket_code: 'C' } })).toEqual({ kind: 'died' });
  });

  it('a person without permission is refused', async () => {
    const emulator = await boot(SEE_SUBMITS);
    const { employeeId } = createCaller(emulator, 'customrole_clerk');
    expect(emulator.saveAs({ actor: emulator.actor(employeeId, 'customrole_clerk'), context: 'USERINTERFACE', type: 'customer', values: { companyname: 'X' } }))
      .toMatchObject({ kind: 'failed', name: 'INSUFFICIENT_PERMISSION' });
  });
});
