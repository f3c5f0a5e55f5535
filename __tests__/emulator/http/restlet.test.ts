import { JSON_HEADERS, bootTestEmulator, closeAfterTest, createCaller, restletPath, serve, TEST_TIME, type ServedEmulator } from '../../support/emulator';
import { createSignedClient, send } from '../../support/oauth1-client';
import { LAB_FILES } from '../../support/restlet-lab';

const TEXT_HEADERS = { 'content-type': 'text/plain' };

async function serveLab(role?: string): Promise<ServedEmulator> {
  return serve(await bootTestEmulator({ files: LAB_FILES }), role);
}

function post(lab: ServedEmulator, act: string, more: Readonly<Record<string, unknown>> = {}) {
  return lab.client.call({ method: 'POST', path: restletPath(), body: JSON.stringify({ act, ...more }), headers: JSON_HEADERS });
}

describe('what a RESTlet is handed', () => {
  it('JSON arrives as an object, and digits past 2^53 are lost on the way', async () => {
    const { client } = await serveLab();
    const reply = await client.call({ method: 'POST', path: restletPath(), body: '{"act":"echo","id":820982911946154508}', headers: JSON_HEADERS });
    expect(reply.text).toBe('{"act":"echo","id":820982911946154500}');
  });

  it('text/plain arrives as text and is answered as text', async () => {
    const { client } = await serveLab();
    const reply = await client.call({ method: 'POST', path: restletPath(), body: '{"a":1}', headers: TEXT_HEADERS });
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([200, 'got {"a":1}', 'text/plain;charset=utf-8']);
  });

  it('GET hands over the query without script and deploy, all as texts', async () => {
    const { client } = await serveLab();
    const reply = await client.call({ method: 'GET', path: restletPath(undefined, undefined, '&n=1&text=%C3%BC%2B%20x') });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([200, { n: '1', text: 'ü+ x' }]);
  });

  it('the script runs as the caller', async () => {
    const lab = await serveLab();
    expect((await post(lab, 'user')).json()).toEqual({ id: lab.caller.employeeId, role: 'customrole_clerk' });
  });

  it('a script and a deployment are named by id or by number', async () => {
    const { client } = await serveLab();
    const reply = await client.call({ method: 'POST', path: restletPath('101', '1'), body: '{"act":"text"}', headers: JSON_HEADERS });
    expect([reply.status, reply.text]).toEqual([200, 'plain']);
  });
});

describe('what a RESTlet returns', () => {
  it.each([
    ['a number under JSON', 'number', 'Invalid data format. You should return a JavaScript object.'],
    ['nothing under JSON', 'nothing', 'Invalid data format. You should return a JavaScript object.'],
  ])('%s is refused', async (_title, act, message) => {
    const reply = await post(await serveLab(), act);
    expect([reply.status, reply.json()]).toEqual([400, { error: { code: 'INVALID_RETURN_DATA_FORMAT', message } }]);
  });

  it('an object to a caller without a content type is refused, in text', async () => {
    const { client } = await serveLab();
    const reply = await client.call({ method: 'GET', path: restletPath(undefined, undefined, '&as=object') });
    expect([reply.status, reply.text]).toEqual([400, 'error code: INVALID_RETURN_DATA_FORMAT\nerror message: Invalid data format. You should return text.']);
  });

  it('an object to a GET that asks for JSON is JSON', async () => {
    const { client } = await serveLab();
    const reply = await client.call({ method: 'GET', path: restletPath(undefined, undefined, '&as=object'), headers: JSON_HEADERS });
    expect([reply.status, reply.json(), reply.headers['content-type']]).toEqual([200, { as: 'object' }, 'application/json;charset=utf-8']);
  });
});

describe('what a RESTlet throws', () => {
  it('an error of error.create is a 400 with its name and message', async () => {
    const reply = await post(await serveLab(), 'created');
    expect([reply.status, reply.json()]).toEqual([400, { error: { code: 'MY_CODE', message: 'my message' } }]);
  });

  it.each(['plain', 'typed', 'thrownText'])('any other error (%s) is a 400 with UNEXPECTED_ERROR', async (act) => {
    const reply = await post(await serveLab(), act);
    expect([reply.status, reply.json()]).toEqual([400, { error: { code: 'UNEXPECTED_ERROR', message: expect.any(String) } }]);
  });

  it('what is not emulated is told even where the script swallows it', async () => {
    const reply = await post(await serveLab(), 'refused');
    expect([reply.status, reply.json()]).toEqual([500, { error: { code: 'EMULATOR_NOT_IMPLEMENTED', message: expect.stringContaining('preference LANGUAGE') } }]);
  });

  it('a killed script closes the connection without an answer', async () => {
    const lab = await serveLab();
    lab.emulator.onCall(() => ({ kind: 'kill-before' }));
    await expect(post(lab, 'log', { title: 't', details: 'd' })).rejects.toThrow(/socket hang up|ECONNRESET/);
  });
});

describe('what the platform refuses before a script runs', () => {
  it.each<[string, { method: string; path: string; body?: string; headers?: Record<string, string> }, number, string]>([
    ['a POST without content type', { method: 'POST', path: restletPath(), body: '{}' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a POST of XML', { method: 'POST', path: restletPath(), body: '<a/>', headers: { 'content-type': 'application/xml' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', { method: 'POST', path: restletPath(), body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a verb the script does not export', { method: 'DELETE', path: restletPath(), headers: JSON_HEADERS }, 405, 'METHOD_NOT_ALLOWED'],
    ['a verb RESTlets do not have', { method: 'PATCH', path: restletPath(), body: '{}', headers: JSON_HEADERS }, 405, 'METHOD_NOT_ALLOWED'],
    ['a body that is no JSON', { method: 'POST', path: restletPath(), body: '{"a":', headers: JSON_HEADERS }, 400, 'SYNTAX_ERROR'],
    ['an empty JSON body', { method: 'POST', path: restletPath(), headers: JSON_HEADERS }, 400, 'SYNTAX_ERROR'],
    ['a GET with a body', { method: 'GET', path: restletPath(), body: '{}', headers: JSON_HEADERS }, 400, 'INVALID_REQUEST'],
    ['an unknown script', { method: 'POST', path: restletPath('customscript_none'), body: '{}', headers: JSON_HEADERS }, 404, 'SSS_INVALID_SCRIPTLET_ID'],
    ['an unknown deployment', { method: 'POST', path: restletPath(undefined, 'customdeploy_none'), body: '{}', headers: JSON_HEADERS }, 404, 'SSS_INVALID_SCRIPTLET_ID'],
    ['a Map/Reduce script', { method: 'POST', path: restletPath('customscript_sweep', 'customdeploy_sweep'), body: '{}', headers: JSON_HEADERS }, 404, 'SSS_INVALID_SCRIPTLET_ID'],
    ['a deployment in testing', { method: 'POST', path: restletPath(undefined, 'customdeploy_testing'), body: '{}', headers: JSON_HEADERS }, 404, 'SSS_INVALID_SCRIPTLET_ID'],
    ['one that is not deployed', { method: 'POST', path: restletPath(undefined, 'customdeploy_undeployed'), body: '{}', headers: JSON_HEADERS }, 404, 'SSS_INVALID_SCRIPTLET_ID'],
    ['one for its owner alone', { method: 'POST', path: restletPath(undefined, 'customdeploy_owner'), body: '{}', headers: JSON_HEADERS }, 403, 'INSUFFICIENT_PERMISSION'],
    ['a path nobody serves', { method: 'GET', path: '/app/site/hosting/other.nl' }, 404, 'NOT_FOUND'],
  ])('%s', async (_title, call, status, code) => {
    const { client, emulator } = await serveLab();
    const calls: string[] = [];
    emulator.onCall((gate) => { calls.push(gate.member); return undefined; });
    const reply = await client.call(call);
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(code)]);
    expect(calls).toEqual([]);
  });

  it('a body over 10 MB', async () => {
    const { client } = await serveLab();
    const body = JSON.stringify({ act: 'echo', filler: 'x'.repeat(10 * 1024 * 1024) });
    expect((await client.call({ method: 'POST', path: restletPath(), body, headers: JSON_HEADERS })).status).toBe(413);
  });

  it('a body just under 10 MB is taken', async () => {
    const { client } = await serveLab();
    const body = JSON.stringify({ act: 'text', filler: 'x'.repeat(10 * 1024 * 1024 - 40) });
    expect((await client.call({ method: 'POST', path: restletPath(), body, headers: JSON_HEADERS })).text).toBe('plain');
  });

  it('a role outside the audience', async () => {
    const reply = await post(await serveLab('customrole_outsider'), 'text');
    expect([reply.status, reply.json()]).toEqual([403, { error: { code: 'INSUFFICIENT_PERMISSION', message: 'You do not have privileges to view this page.' } }]);
  });
});

describe('who is not let in', () => {
  const REFUSED = { error: { code: 'INVALID_LOGIN_ATTEMPT', message: 'Invalid login attempt.' } };
  const call = { method: 'POST', path: restletPath(), body: '{"act":"text"}', headers: JSON_HEADERS };

  it('a call without a signature', async () => {
    const { baseUrl } = await serveLab();
    const reply = await send(new URL(call.path, baseUrl), call);
    expect([reply.status, reply.json()]).toEqual([401, REFUSED]);
  });

  it('a wrong secret, and the answer names the account and the reason', async () => {
    const lab = await serveLab();
    const reply = await lab.clientWith({ credentials: { ...lab.caller.credentials, tokenSecret: 'wrong' } }).call(call);
    expect([reply.status, reply.json()]).toEqual([401, REFUSED]);
    expect(reply.headers['www-authenticate']).toBe('OAuth realm="1234567_SB1", error="signature_invalid", error_description="Invalid login attempt."');
  });

  it.each([
    ['another account', { accountId: '7654321' }],
    ['a stale timestamp', { nowMs: () => TEST_TIME - 301_000 }],
    ['HMAC-SHA1', { forced: { oauth_signature_method: 'HMAC-SHA1' } }],
  ])('%s', async (_title, changes) => {
    const lab = await serveLab();
    expect((await lab.clientWith(changes).call(call)).status).toBe(401);
  });

  it('a nonce that was used', async () => {
    const lab = await serveLab();
    const client = lab.clientWith({ forced: { oauth_nonce: 'once' } });
    expect((await client.call(call)).status).toBe(200);
    const again = await client.call(call);
    expect([again.status, again.headers['www-authenticate']]).toEqual([401, expect.stringContaining('nonce_used')]);
  });

  it('a role without permission to log in by token', async () => {
    const lab = await serveLab('customrole_nologin');
    expect((await lab.client.call(call)).status).toBe(401);
  });

  it('the answer to a text call is text', async () => {
    const { baseUrl } = await serveLab();
    const reply = await send(new URL(restletPath(), baseUrl), { method: 'GET', path: restletPath() });
    expect([reply.status, reply.text]).toEqual([401, 'error code: INVALID_LOGIN_ATTEMPT\nerror message: Invalid login attempt.']);
  });
});

describe('hosts and origins', () => {
  it.each(['example.com', '127.0.0.1.example.com', '7654321.restlets.api.netsuite.com'])('a call to host %j is refused', async (host) => {
    const { client } = await serveLab();
    expect((await client.call({ method: 'GET', path: '/', headers: { host } })).status).toBe(421);
  });

  it.each(['http://example.com', 'null', 'https://127.0.0.1'])('a call from origin %s is refused', async (origin) => {
    const { client } = await serveLab();
    expect((await client.call({ method: 'GET', path: '/', headers: { origin } })).status).toBe(403);
  });

  it('the account\'s own NetSuite name is served', async () => {
    const { client } = await serveLab();
    const headers = { host: '1234567-sb1.restlets.api.netsuite.com' };
    expect((await client.call({ method: 'GET', path: '/rest/datacenterurls?account=1234567_SB1', headers })).json()).toEqual({
      restDomain: 'https://1234567-sb1.restlets.api.netsuite.com', webservicesDomain: 'https://1234567-sb1.suitetalk.api.netsuite.com',
      systemDomain: 'https://1234567-sb1.app.netsuite.com',
    });
  });
});

describe('calls in flight', () => {
  const call = { method: 'POST', path: restletPath(), body: '{"act":"text"}', headers: JSON_HEADERS };

  it('of ten calls sent at once five are answered and five are told so', async () => {
    const { client } = await serveLab();
    const replies = await Promise.all(Array.from({ length: 10 }, () => client.call(call)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 200, 200, 200, 400, 400, 400, 400, 400]);
    const refused = replies.find((reply) => reply.status === 400);
    expect(refused?.json()).toEqual({ error: { code: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request Limit Exceeded!' } });
  });

  it('a refused call never runs', async () => {
    const lab = await serve(await bootTestEmulator({ files: LAB_FILES, concurrencyLimit: 1 }));
    const replies = await Promise.all([1, 2, 3].map(() => lab.client.call({ ...call, body: '{"act":"log","title":"ran","details":""}' })));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    const log = (await lab.client.call({ method: 'GET', path: '/emulator/log' })).json() as { lines: unknown[]; executions: unknown[] };
    expect([log.lines.length, log.executions.length]).toEqual([1, 1]);
  });

  it('a place is free again after each reply', async () => {
    const lab = await serve(await bootTestEmulator({ files: LAB_FILES, concurrencyLimit: 1 }));
    for (let index = 0; index < 5; index += 1) expect((await lab.client.call(call)).status).toBe(200);
  });

  it('a killed call gives its place back', async () => {
    const lab = await serve(await bootTestEmulator({ files: LAB_FILES, concurrencyLimit: 1 }));
    const remove = lab.emulator.onCall(() => ({ kind: 'kill-after' }));
    await expect(post(lab, 'log', { title: 't', details: 'd' })).rejects.toThrow();
    remove();
    expect((await lab.client.call(call)).status).toBe(200);
  });

  it('two callers share the account\'s limit', async () => {
    const lab = await serve(await bootTestEmulator({ files: LAB_FILES, concurrencyLimit: 2 }));
    const second = createCaller(lab.emulator, 'customrole_clerk', 'Bob');
    const other = closeAfterTest(createSignedClient({ baseUrl: lab.baseUrl, accountId: lab.emulator.accountId, credentials: second.credentials, nowMs: () => TEST_TIME }));
    const replies = await Promise.all([lab.client, other, lab.client, other].map((client) => client.call(call)));
    expect(replies.filter((reply) => reply.status === 400)).toHaveLength(2);
  });
});
