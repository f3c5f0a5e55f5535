import { JSON_HEADERS, bootTestEmulator, createCaller, restletPath, serve, type ServedEmulator } from '../../support/emulator';
import { LAB_FILES } from '../../support/restlet-lab';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function serveLab(): Promise<ServedEmulator> {
  return serve(await bootTestEmulator({ files: LAB_FILES }));
}

const get = async (lab: ServedEmulator, path: string) => (await lab.client.call({ method: 'GET', path })).json();
const page = async (lab: ServedEmulator, path: string) => (await lab.client.call({ method: 'GET', path })).text;

describe('as JSON', () => {
  it('the status tells account, both clocks and the next schedule', async () => {
    expect(await get(await serveLab(), '/emulator/status')).toEqual({
      accountId: '1234567_SB1', projectName: 'Sample', netSuiteMs: Date.UTC(2026, 10, 23, 12), hostMs: Date.UTC(2026, 10, 23, 12),
      timeZone: 'America/Los_Angeles', nextScheduledMs: Date.UTC(2026, 10, 23, 12, 15), callsInFlight: 0, concurrencyLimit: 5,
    });
  });

  it('every deployment is listed, RESTlets with the address that answers', async () => {
    const lab = await serveLab();
    const { deployments } = await get(lab, '/emulator/deployments') as { deployments: { deployment: string; path?: string; nextMs?: number; runnable: boolean }[] };
    const inbound = deployments.find((one) => one.deployment === 'customdeploy_inbound');
    expect((await lab.client.call({ method: 'POST', path: inbound?.path ?? '', body: '{"act":"text"}', headers: JSON_HEADERS })).text).toBe('plain');
    expect(deployments.find((one) => one.deployment === 'customdeploy_sweep')).toMatchObject({ runnable: true, nextMs: Date.UTC(2026, 10, 23, 12, 15) });
  });

  it('the log shows what scripts logged and what each execution cost, and no payload', async () => {
    const lab = await serveLab();
    await lab.client.call({ method: 'POST', path: restletPath(), body: '{"act":"log","title":"T","details":{"a":1},"secret":"s3cr3t"}', headers: JSON_HEADERS });
    const log = await lab.client.call({ method: 'GET', path: '/emulator/log?script=customscript_inbound' });
    expect(log.json()).toEqual({
      lines: [expect.objectContaining({ level: 'AUDIT', title: 'T', details: '{"a":1}', executionId: 1, atMs: Date.UTC(2026, 10, 23, 12) })],
      executions: [expect.objectContaining({ id: 1, entryPoint: 'post', units: 0, calls: 1, outcome: 'returned', userId: lab.caller.employeeId })],
    });
    expect(log.text).not.toContain('s3cr3t');
  });

  it('records are listed by type, and one is shown whole', async () => {
    const lab = await serveLab();
    const types = await get(lab, '/emulator/records') as { recordTypes: { id: string; count: number }[] };
    expect(types.recordTypes.find((type) => type.id === 'customrecord_ticket')?.count).toBe(2);
    const { records } = await get(lab, '/emulator/records?type=customrecord_ticket') as { records: { id: string; name: string }[] };
    expect(records.map((record) => record.name)).toEqual(['Second', 'First']);
    expect(await get(lab, `/emulator/record?type=customrecord_ticket&id=${records[1]?.id ?? ''}`)).toMatchObject({ type: 'customrecord_ticket', values: { custrecord_ticket_code: 'A-1' } });
  });

  it.each(['/emulator/records?type=nosuch', '/emulator/record?type=customrecord_ticket&id=999', '/emulator/record?type=customrecord_ticket&id=x', '/emulator/nothing', '/?view=nothing', '/?view=record&type=nosuch&id=1'])('%s is a 404', async (path) => {
    expect((await (await serveLab()).client.call({ method: 'GET', path })).status).toBe(404);
  });

  it('the clock is moved on and what falls due runs', async () => {
    const lab = await serveLab();
    const reply = await lab.client.call({ method: 'POST', path: '/emulator/advance', body: '{"ms":1800000}', headers: JSON_HEADERS });
    expect(reply.json()).toEqual({ netSuiteMs: Date.UTC(2026, 10, 23, 12, 30), reports: [expect.objectContaining({ status: 'COMPLETE' }), expect.objectContaining({ status: 'COMPLETE' })] });
  });

  it('a Map/Reduce deployment is run now', async () => {
    const lab = await serveLab();
    const run = (deployment: string) => lab.client.call({ method: 'POST', path: '/emulator/run', body: JSON.stringify({ script: 'customscript_sweep', deployment }), headers: JSON_HEADERS });
    const reply = await run('customdeploy_sweep_now');
    expect([reply.status, reply.json()]).toEqual([200, expect.objectContaining({ status: 'COMPLETE', pairs: { map: 0, reduce: 0 } })]);
    expect((await run('customdeploy_none')).status).toBe(404);
  });
});

describe('state changes', () => {
  it.each(['0', '-1', '1.5', '"x"', '99999999999999', 'null'])('an advance by %s is refused', async (ms) => {
    const reply = await (await serveLab()).client.call({ method: 'POST', path: '/emulator/advance', body: `{"ms":${ms}}`, headers: JSON_HEADERS });
    expect(reply.status).toBe(400);
  });

  it.each(['/emulator/advance', '/emulator/run'])('GET %s changes nothing', async (path) => {
    expect((await (await serveLab()).client.call({ method: 'GET', path })).status).toBe(405);
  });

  it.each([
    ['a text body', { 'content-type': 'text/plain' }, '{"ms":60000}', 415],
    ['a form without token', FORM, 'minutes=15', 403],
    ['a form with a made-up token', { ...FORM, cookie: 'emulator_page=x' }, 'minutes=15&page_token=x', 403],
    ['JSON from another origin', { ...JSON_HEADERS, origin: 'http://example.com' }, '{"ms":60000}', 403],
  ])('%s is refused', async (_title, headers, body, status) => {
    const lab = await serveLab();
    expect((await lab.client.call({ method: 'POST', path: '/emulator/advance', body, headers })).status).toBe(status);
    expect(lab.emulator.nowMs()).toBe(Date.UTC(2026, 10, 23, 12));
  });

  it('a form of the page is taken once cookie and field carry its token', async () => {
    const lab = await serveLab();
    const shown = await lab.client.call({ method: 'GET', path: '/' });
    const cookie = String(shown.headers['set-cookie']).split(';')[0] ?? '';
    const token = /name="page_token" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    expect(cookie).toBe(`emulator_page=${token}`);
    const withoutCookie = await lab.client.call({ method: 'POST', path: '/emulator/advance', body: `minutes=15&page_token=${token}`, headers: FORM });
    expect(withoutCookie.status).toBe(403);
    const reply = await lab.client.call({ method: 'POST', path: '/emulator/advance', body: `minutes=15&page_token=${token}`, headers: { ...FORM, cookie } });
    expect([reply.status, reply.headers['location'], lab.emulator.nowMs()]).toEqual([303, '/', Date.UTC(2026, 10, 23, 12, 15)]);
  });
});

describe('as a page', () => {
  it.each(['/', '/?view=log', '/?view=records', '/?view=records&type=customrecord_ticket', '/?view=record&type=customrecord_ticket&id=1'])('%s is one document with a title, a main part and no script', async (path) => {
    const text = await page(await serveLab(), path);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text).toContain('<title>1234567_SB1 – local NetSuite</title>');
    expect(text.match(/<main /g)).toHaveLength(1);
    expect(text).not.toMatch(/<script/i);
  });

  it('what people wrote is escaped', async () => {
    const lab = await serveLab();
    createCaller(lab.emulator, 'customrole_clerk', '<b>Eve</b>"\'&');
    lab.emulator.createRecord({ type: 'customrecord_ticket', values: { name: '<img src=x onerror=alert(1)>', custrecord_ticket_code: 'X' } });
    await lab.client.call({ method: 'POST', path: restletPath(), body: '{"act":"log","title":"<i>","details":"</td><b>"}', headers: JSON_HEADERS });
    for (const path of ['/?view=log', '/?view=records&type=customrecord_ticket', '/?view=records&type=employee']) {
      const text = await page(lab, path);
      expect(text).not.toMatch(/<img|<i>|<b>/);
    }
    expect(await page(lab, '/?view=log')).toContain('&#60;i&#62;');
  });

  it('may not be framed and loads nothing from elsewhere', async () => {
    const reply = await (await serveLab()).client.call({ method: 'GET', path: '/' });
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
