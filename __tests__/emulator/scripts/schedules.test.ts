import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator, EmulatorOptions } from '../../../emulator/types';
import { TEST_TIME, bootTestEmulator } from '../../support/emulator';
import { SWEEP_MAPREDUCE, sampleProject, writeSdfProject } from '../../support/sdf-project';

const MINUTE = 60_000;
const at = (minutes: number) => TEST_TIME + minutes * MINUTE;

const folders: string[] = [];
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'account-'));
  folders.push(folder);
  return folder;
}

/** NetSuite times at which getInputData started, minutes after the test's start. */
function runs(emulator: Emulator): () => readonly number[] {
  const times: number[] = [];
  emulator.onCall((call) => {
    if (call.execution.entryPoint === 'getInputData') times.push((call.execution.startedMs - TEST_TIME) / MINUTE);
    return undefined;
  });
  return () => times;
}

const SWEEP = `/**
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 */
define(['N/log'], (log) => ({ getInputData: () => { log.audit({ title: 'sweep', details: '' }); return []; }, map: () => undefined }));
`;
const FILES = { 'FileCabinet/SuiteScripts/sample/sweep.js': SWEEP };

const boot = (options: Partial<EmulatorOptions> = {}) => bootTestEmulator({ files: FILES, ...options });

describe('time in a test account', () => {
  it('stands still until it is moved', async () => {
    const emulator = await boot();
    expect(emulator.nowMs()).toBe(TEST_TIME);
    emulator.advanceTime(5 * MINUTE);
    expect(emulator.nowMs()).toBe(at(5));
  });

  it('passes by the cost of each N/* call', async () => {
    const emulator = await boot({ callCostMs: 40 });
    emulator.runMapReduce('customscript_sweep', 'customdeploy_sweep_now');
    expect(emulator.nowMs()).toBe(TEST_TIME + 40);
  });

  it('never moves backwards', async () => {
    const emulator = await boot();
    expect(() => emulator.advanceTime(-1)).toThrow(RangeError);
  });
});

describe('schedules', () => {
  it('say when the next is due', async () => {
    expect((await boot()).nextScheduledMs()).toBe(at(15));
  });

  it('run at every due time that the clock passes, each at its time', async () => {
    const emulator = await boot();
    const times = runs(emulator);
    expect(emulator.advanceTime(50 * MINUTE)).toHaveLength(3);
    expect(times()).toEqual([15, 30, 45]);
    expect([emulator.nowMs(), emulator.nextScheduledMs()]).toEqual([at(50), at(60)]);
  });

  it('do not run before they are due', async () => {
    const emulator = await boot();
    expect(emulator.advanceTime(14 * MINUTE)).toEqual([]);
    expect(emulator.advanceTime(MINUTE)).toHaveLength(1);
  });

  it.each(['NOTSCHEDULED', 'TESTING'])('a deployment with status %s is not scheduled', async (status) => {
    const emulator = await boot({ projectFolder: writeSdfProject(sampleProject({ ...FILES, 'Objects/scripts/customscript_sweep.xml': SWEEP_MAPREDUCE.replace('SCHEDULED', status).replace(/<recurrence>[\s\S]*<\/recurrence>/, '') })) });
    expect(emulator.nextScheduledMs()).toBeUndefined();
  });

  it('a checkpoint takes back time and schedules with everything else', async () => {
    const emulator = await boot();
    const point = emulator.checkpoint();
    emulator.advanceTime(40 * MINUTE);
    point.restore();
    expect([emulator.nowMs(), emulator.nextScheduledMs()]).toEqual([TEST_TIME, at(15)]);
  });
});

describe('over a restart', () => {
  it('the offset of NetSuite time stays', async () => {
    const options = { dataFolder: dataFolder(), projectFolder: writeSdfProject(sampleProject(FILES)) };
    const first = await boot(options);
    first.advanceTime(100 * MINUTE);
    first.close();
    expect((await boot(options)).nowMs()).toBe(at(100));
  });

  it('no due time is lost and none repeated', async () => {
    const options = { dataFolder: dataFolder(), projectFolder: writeSdfProject(sampleProject(FILES)) };
    const first = await boot(options);
    first.advanceTime(20 * MINUTE);
    first.close();
    const second = await boot(options);
    const times = runs(second);
    second.advanceTime(20 * MINUTE);
    expect(times()).toEqual([30]);
  });

  it('what was missed while the account was off runs once, then on time', async () => {
    const options = { dataFolder: dataFolder(), projectFolder: writeSdfProject(sampleProject(FILES)) };
    (await boot(options)).close();
    const second = await boot({ ...options, hostMs: () => at(70) });
    const times = runs(second);
    expect(second.nextScheduledMs()).toBe(at(15));
    second.advanceTime(10 * MINUTE);
    expect(times()).toEqual([70, 75]);
  });

  it('a schedule that a deploy changed starts anew', async () => {
    const folder = dataFolder();
    (await boot({ dataFolder: folder, projectFolder: writeSdfProject(sampleProject(FILES)) })).close();
    const changed = { ...FILES, 'Objects/scripts/customscript_sweep.xml': SWEEP_MAPREDUCE.replace('PT15M', 'PT1H') };
    const second = await boot({ dataFolder: folder, projectFolder: writeSdfProject(sampleProject(changed)) });
    expect(second.nextScheduledMs()).toBe(at(60));
  });
});
