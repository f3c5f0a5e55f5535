import { generateKeyPairSync } from 'node:crypto';
import { JSON_HEADERS, TEST_TIME, bootTestEmulator, restletPath, serve, type ServedEmulator } from '../../support/emulator';
import { signAssertions } from '../../support/jose-signer';
import { send, type ClientReply } from '../../support/oauth1-client';
import { LAB_FILES } from '../../support/restlet-lab';

const pair = generateKeyPairSync('rsa', { modulusLength: 3072 });
const PUBLIC = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PRIVATE = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const TOKEN_URL = 'https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token';

interface Lab extends ServedEmulator {
  ask(scope: readonly string[], form?: Readonly<Record<string, string>>): Promise<ClientReply>;
  moveHost(ms: number): void;
}

async function serveWithCertificate(role = 'customrole_clerk'): Promise<Lab> {
  let hostMs = TEST_TIME;
  const lab = await serve(await bootTestEmulator({ files: LAB_FILES, hostMs: () => hostMs }), role);
  const { clientId, certificateId } = lab.emulator.registerCertificate(lab.caller.employeeId, role, 'Machine', PUBLIC);
  const ask = (scope: readonly string[], form: Readonly<Record<string, string>> = {}) => {
    const payload = { iss: clientId, aud: TOKEN_URL, scope, iat: hostMs / 1000, exp: hostMs / 1000 + 300 };
    const [assertion] = signAssertions([{ alg: 'PS256', kid: certificateId, privateKeyPem: PRIVATE, payload }]);
    const body = new URLSearchParams({
      grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion ?? '', ...form,
    });
    const path = '/services/rest/auth/oauth2/v1/token';
    return send(new URL(path, lab.baseUrl), { method: 'POST', path, body: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  };
  return { ...lab, ask, moveHost: (ms) => { hostMs += ms; } };
}

function call(lab: Lab, token: string): Promise<ClientReply> {
  const path = restletPath();
  return send(new URL(path, lab.baseUrl), { method: 'POST', path, body: '{"act":"user"}', headers: { ...JSON_HEADERS, authorization: `Bearer ${token}` } });
}

async function tokenOf(lab: Lab, scope: readonly string[]): Promise<string> {
  return ((await lab.ask(scope)).json() as { access_token: string }).access_token;
}

it('an assertion gives a bearer token for an hour, and the RESTlet runs as its user and role', async () => {
  const lab = await serveWithCertificate();
  const granted = await lab.ask(['restlets', 'rest_webservices']);
  expect([granted.status, granted.json()]).toEqual([200, { access_token: expect.any(String), expires_in: '3600', token_type: 'Bearer' }]);
  const reply = await call(lab, (granted.json() as { access_token: string }).access_token);
  expect(reply.json()).toEqual({ id: lab.caller.employeeId, role: 'customrole_clerk' });
});

it('a bearer token ends after 60 minutes of the host clock', async () => {
  const lab = await serveWithCertificate();
  const token = await tokenOf(lab, ['restlets']);
  lab.moveHost(3_599_000);
  expect((await call(lab, token)).status).toBe(200);
  lab.moveHost(1_000);
  const late = await call(lab, token);
  expect([late.status, late.headers['www-authenticate']]).toEqual([401, 'Bearer realm="1234567_SB1", error="invalid_token", error_description="Invalid login attempt."']);
});

it('a token without the scope of the service is refused there', async () => {
  const lab = await serveWithCertificate();
  expect((await call(lab, await tokenOf(lab, ['rest_webservices']))).status).toBe(401);
});

it('an unknown bearer token is refused', async () => {
  expect((await call(await serveWithCertificate(), 'made-up')).status).toBe(401);
});

it('a role without the OAuth 2.0 permission cannot use its token', async () => {
  const lab = await serveWithCertificate('customrole_outsider');
  expect((await call(lab, await tokenOf(lab, ['restlets']))).status).toBe(401);
});

it.each([
  ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
  ['another assertion type', { client_assertion_type: 'none' }, 'invalid_request'],
  ['an assertion that is none', { client_assertion: 'a.b.c' }, 'invalid_grant'],
])('%s is refused at the token endpoint', async (_title, form, error) => {
  const reply = await (await serveWithCertificate()).ask(['restlets'], form);
  expect([reply.status, reply.json()]).toEqual([400, { error }]);
});
