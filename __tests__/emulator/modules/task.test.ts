import type { Emulator } from '../../../emulator/types';
import { createCaller } from '../../support/emulator';
import { CLERK_ROLE, scriptFile } from '../../support/sdf-project';
import { bootWithUserEvents, codeValue, runCode } from '../../support/user-event-project';

const SUBMIT = "task.create({ taskType: task.TaskType.MAP_REDUCE, scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep_now' }).submit()";
const STATUS = `const { status, stage, scriptId, deploymentId } = task.checkStatus({ taskId: ids.task }); return [status, stage, scriptId, deploymentId];`;

/** A Map/Reduce script that leaves a ticket named after the user it runs as. */
const SWEEP = `return { getInputData: () => [1], map: () => {
  const one = record.create({ type: 'customrecord_ticket' });
  one.setValue('name', 'swept by ' + runtime.getCurrentUser().roleId);
  one.setValue('custrecord_ticket_code', 'S');
  one.save();
} };`;

const boot = (body = SWEEP, files: Readonly<Record<string, string>> = {}) => bootWithUserEvents({}, {
  files: { 'FileCabinet/SuiteScripts/sample/sweep.js': scriptFile('MapReduceScript', body, ['N/record', 'N/runtime', 'N/task', 'N/error']), ...files },
});
const swept = (emulator: Emulator) => emulator.query("SELECT name FROM customrecord_ticket WHERE name LIKE 'swept%'").map(({ name }) => name);

describe('a submitted task', () => {
  it('waits, runs when time is looked at, and is complete', async () => {
    const emulator = await boot();
    const id = codeValue(emulator, `return ${SUBMIT};`);
    expect(id).toMatch(/^MAPREDUCETASK_\d+$/);
    expect(codeValue(emulator, STATUS, { ids: { task: id } })).toEqual(['PENDING', null, 'customscript_sweep', 'customdeploy_sweep_now']);
    expect(swept(emulator)).toEqual([]);
    expect(emulator.nextScheduledMs()).toBe(emulator.nowMs());
    expect(emulator.advanceTime(0)).toMatchObject([{ status: 'COMPLETE' }]);
    expect(swept(emulator)).toEqual(['swept by administrator']);
    expect(codeValue(emulator, STATUS, { ids: { task: id } })).toEqual(['COMPLETE', 'SUMMARIZE', 'customscript_sweep', 'customdeploy_sweep_now']);
  });

  it('runs once', async () => {
    const emulator = await boot();
    codeValue(emulator, `${SUBMIT};`);
    emulator.advanceTime(0);
    expect(emulator.advanceTime(0)).toEqual([]);
  });

  it('costs 20 units', async () => {
    expect(codeValue(await boot(), `${SUBMIT}; return runtime.getCurrentScript().getRemainingUsage();`)).toBe(4980);
  });

  it('may be any deployment that is idle and not scheduled', async () => {
    const emulator = await boot();
    const id = codeValue(emulator, "return task.create({ taskType: 'MAP_REDUCE', scriptId: 'customscript_sweep' }).submit();");
    expect(codeValue(emulator, STATUS, { ids: { task: id } })).toEqual(['PENDING', null, 'customscript_sweep', 'customdeploy_sweep_now']);
  });

  it('has failed where its run has', async () => {
    const emulator = await boot("return { getInputData: () => { throw error.create({ name: 'NO', message: 'm' }); }, map: () => undefined };");
    const id = codeValue(emulator, `return ${SUBMIT};`);
    emulator.advanceTime(0);
    expect(codeValue(emulator, STATUS, { ids: { task: id } })).toEqual(['FAILED', 'SUMMARIZE', 'customscript_sweep', 'customdeploy_sweep_now']);
  });

  it('is its submitter\'s, in their role', async () => {
    const emulator = await boot(SWEEP, { 'Objects/customrole_clerk.xml': withPermissions('ADMI_CUSTOMSCRIPT', 'ADMI_SS_SCHEDULING') });
    const { employeeId } = createCaller(emulator, 'customrole_clerk');
    codeValue(emulator, `${SUBMIT};`, { actor: emulator.actor(employeeId, 'customrole_clerk') });
    emulator.advanceTime(0);
    expect(swept(emulator)).toEqual(['swept by customrole_clerk']);
  });

  it('may submit its own deployment again, and gets no id for it', async () => {
    const emulator = await boot(`return { getInputData: () => { if (record.load({ type: 'customrecord_ticket', id: 1 }).getValue('name') === 'again') return [];
      record.submitFields({ type: 'customrecord_ticket', id: 1, values: { name: 'again' } });
      if (${SUBMIT} !== null) throw error.create({ name: 'ID', message: 'm' });
      return [1]; }, map: () => undefined };`);
    codeValue(emulator, `${SUBMIT};`);
    expect(emulator.advanceTime(0)).toMatchObject([{ status: 'COMPLETE', pairs: { map: 1 } }, { status: 'COMPLETE', pairs: { map: 0 } }]);
  });

  it('submitted by summarize waits until its run has ended, and runs once however often it is asked for', async () => {
    const emulator = await boot(`return { getInputData: () => [record.load({ type: 'customrecord_ticket', id: 1 }).getValue('name')], map: () => undefined,
      summarize: () => {
        if (record.load({ type: 'customrecord_ticket', id: 1 }).getValue('name') === 'again') return;
        record.submitFields({ type: 'customrecord_ticket', id: 1, values: { name: 'again' } });
        if (${SUBMIT} !== null || ${SUBMIT} !== null) throw error.create({ name: 'ID', message: 'm' });
      } };`);
    expect(emulator.runMapReduce('customscript_sweep', 'customdeploy_sweep_now')).toMatchObject({ status: 'COMPLETE' });
    expect(emulator.runSubmitted()).toMatchObject([{ status: 'COMPLETE', pairs: { map: 1 } }]);
    expect(emulator.runSubmitted()).toEqual([]);
  });

  it('runs without time passing, and without the schedules that are due', async () => {
    const emulator = await boot();
    const atMs = emulator.nowMs();
    codeValue(emulator, `${SUBMIT};`);
    expect(emulator.runSubmitted()).toHaveLength(1);
    expect([emulator.nowMs(), emulator.runSubmitted()]).toEqual([atMs, []]);
  });

  it('submitted by a user event of the deployment\'s own run is refused: it is no run of that deployment', async () => {
    const emulator = await bootWithUserEvents({ onsave: { body: `return { afterSubmit: () => { ${SUBMIT}; } };` } }, {
      files: { 'FileCabinet/SuiteScripts/sample/sweep.js': scriptFile('MapReduceScript', SWEEP, ['N/record', 'N/runtime', 'N/task', 'N/error']) },
    });
    codeValue(emulator, `${SUBMIT};`);
    expect(emulator.runSubmitted()).toMatchObject([{ errors: [{ stage: 'map', name: 'MAP_REDUCE_ALREADY_RUNNING' }] }]);
  });

  it('is kept though its submitter is killed right after', async () => {
    const emulator = await boot();
    const remove = emulator.onCall((call) => (call.member.endsWith('submit') ? { kind: 'kill-after' } : undefined));
    expect(runCode(emulator, `${SUBMIT};`)).toMatchObject({ kind: 'died' });
    remove();
    expect(emulator.advanceTime(0)).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it.each([
    ['a deployment on a schedule', "task.create({ taskType: 'MAP_REDUCE', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep' }).submit()", 'FAILED_TO_SUBMIT_JOB_REQUEST_1'],
    ['a deployment that is not there', "task.create({ taskType: 'MAP_REDUCE', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_no' }).submit()", 'FAILED_TO_SUBMIT_JOB_REQUEST_1'],
    ['a script that is no Map/Reduce', "task.create({ taskType: 'MAP_REDUCE', scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound' }).submit()", 'FAILED_TO_SUBMIT_JOB_REQUEST_1'],
    ['a second instance', `${SUBMIT}; ${SUBMIT}`, 'MAP_REDUCE_ALREADY_RUNNING'],
    ['a task without a type', 'task.create({})', 'SSS_MISSING_REQD_ARGUMENT'],
    ['another kind of task', "task.create({ taskType: 'SCHEDULED_SCRIPT' })", 'EMULATOR_NOT_IMPLEMENTED'],
    ['parameters for one run', "task.create({ taskType: 'MAP_REDUCE', params: {} })", 'EMULATOR_NOT_IMPLEMENTED'],
    ['an unknown task id', "task.checkStatus({ taskId: 'x' })", 'EMULATOR_NOT_IMPLEMENTED'],
  ])('%s', async (_title, code, name) => {
    expect(runCode(await boot(), code)).toMatchObject({ kind: 'failed', code: name });
  });

  it('a submitter without the permissions', async () => {
    const emulator = await boot();
    const { employeeId } = createCaller(emulator, 'customrole_clerk');
    expect(runCode(emulator, `${SUBMIT};`, { actor: emulator.actor(employeeId, 'customrole_clerk') })).toMatchObject({ code: 'INSUFFICIENT_PERMISSION' });
  });
});

function withPermissions(...keys: readonly string[]): string {
  const added = keys.map((key) => `<permission><permkey>${key}</permkey><permlevel>FULL</permlevel></permission>`).join('');
  return CLERK_ROLE.replace('</permissions>', `${added}</permissions>`);
}
