import { TEST_TIME } from '../support/emulator';
import { errorCode, errorMessage, footprint, INBOUND, OUTSIDER_ROLE, sharedAccount, soundCall } from './support';
import type { Account } from './support';

const opened = sharedAccount();

const JSON_TYPE = { 'content-type': 'application/json' };

/** One nested array more than the limit of 64 levels, inside the document's own object. */
const TOO_DEEP = `{"id":1,"deep":${'['.repeat(64)}${']'.repeat(64)}}`;

const AT_THE_DOOR: readonly (readonly [title: string, code: string, place: string, body: () => unknown])[] = [
  ['a body that is an array', 'not_an_object', '', () => [soundCall('k')]],
  ['a body that is a text', 'not_an_object', '', () => '"order"'],
  ['an unknown top-level member', 'unknown_member', '/priority', () => ({ ...soundCall('k'), priority: 1 })],
  ['a prototype-named member', 'unknown_member', '/__proto__', () => JSON.stringify(soundCall('k')).replace(/^\{/, '{"__proto__":{"source":"x"},')],
  ['another major contract', 'contract_unsupported', '/contract', () => ({ ...soundCall('k'), contract: '2' })],
  ['no contract', 'contract_unsupported', '/contract', () => ({ ...soundCall('k'), contract: undefined })],
  ['a missing key', 'key_missing', '/idempotencyKey', () => ({ ...soundCall('k'), idempotencyKey: undefined })],
  ['an empty key', 'key_missing', '/idempotencyKey', () => soundCall('')],
  ['a key of 256 characters', 'key_invalid', '/idempotencyKey', () => soundCall('k'.repeat(256))],
  ['a key that is a number', 'key_invalid', '/idempotencyKey', () => ({ ...soundCall('k'), idempotencyKey: 12 })],
  ['a key beyond ASCII', 'key_invalid', '/idempotencyKey', () => soundCall('bestellung-ü')],
  ['an unknown source', 'source_unknown', '/source', () => ({ ...soundCall('k'), source: 'magento' })],
  ['an unknown document type', 'document_type_unknown', '/documentType', () => ({ ...soundCall('k'), documentType: 'gift_card' })],
  ['no document', 'document_missing', '/documentText', () => ({ ...soundCall('k'), documentText: undefined })],
  ['two documents', 'document_ambiguous', '/document', () => ({ ...soundCall('k'), document: {} })],
  ['a document that is an array', 'document_not_an_object', '/documentText', () => ({ ...soundCall('k'), documentText: '[1]' })],
  ['a document that is cut off', 'document_unparsable', '/documentText', () => ({ ...soundCall('k'), documentText: '{"id": 1' })],
  ['a document that names a member twice', 'document_unparsable', '/documentText', () => ({ ...soundCall('k'), documentText: '{"id":1,"id":2}' })],
  ['an integer past 2^53 inside an object document', 'integer_unsafe', '/document/customer/id', () => JSON.stringify({ ...soundCall('k'), documentText: undefined, document: { id: 7, customer: { id: 0 } } }).replace('"id":0', '"id":115310627314723954')],
  ['a document of 500,001 characters', 'document_too_long', '/documentText', () => ({ ...soundCall('k'), documentText: `{"id":1,"note":"${'x'.repeat(500_001 - 17)}"}` })],
  ['a document that nests past the limit', 'document_too_deep', '/documentText', () => ({ ...soundCall('k'), documentText: TOO_DEEP })],
  ['an unknown intent', 'member_invalid', '/intent', () => ({ ...soundCall('k'), intent: 'replace' })],
  ['an unknown mode', 'member_invalid', '/mode', () => ({ ...soundCall('k'), mode: 'later' })],
  ['a correlation id that is an object', 'member_invalid', '/correlationId', () => ({ ...soundCall('k'), correlationId: {} })],
];

describe('a call that is turned away at the door', () => {
  it.each(AT_THE_DOOR)('%s is answered 400 %s at "%s", and nothing is kept', async (_title, code, place, body) => {
    const account = opened();
    const before = footprint(account.emulator);
    const answer = await account.post(body());
    expect([answer.status, errorCode(answer)]).toEqual([400, code]);
    expect(errorMessage(answer).startsWith(place)).toBe(true);
    expect(footprint(account.emulator)).toEqual(before);
  });

  it("a source that is not the caller's is answered 400 source_not_yours on POST and GET", async () => {
    const account = opened();
    account.emulator.createRecord({ type: 'customrecord_dkt_setting', values: {
      externalid: 'binding:erp', custrecord_dkt_set_name: 'binding:erp', custrecord_dkt_set_value: '{"roles":[],"users":[999999]}',
    } });
    const before = footprint(account.emulator);
    const post = await account.post({ ...soundCall('k'), source: 'erp' });
    const get = await account.get('source=erp&idempotencyKey=k');
    expect([post.status, errorCode(post), get.status, errorCode(get)]).toEqual([400, 'source_not_yours', 400, 'source_not_yours']);
    expect(footprint(account.emulator)).toEqual(before);
  });

  it('an operation that is not there is answered 400 operation_not_found', async () => {
    const account = opened();
    const answer = await account.get(`operationId=${'0'.repeat(64)}`);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'operation_not_found']);
  });
});

interface PlatformRefusal {
  readonly title: string;
  readonly status: number;
  readonly code?: string;
  readonly send: (account: Account) => Promise<{ readonly status: number; readonly text: string }>;
}

const sound = JSON.stringify(soundCall('k'));

const BY_THE_PLATFORM: readonly PlatformRefusal[] = [
  { title: 'an unreadable body', status: 400, send: ({ client }) => client.call({ method: 'POST', path: INBOUND, body: '{"contract":', headers: JSON_TYPE }) },
  { title: 'a body over 10 MB', status: 413, send: ({ client }) => client.call({ method: 'POST', path: INBOUND, body: JSON.stringify({ contract: 'x'.repeat(11 * 1024 * 1024) }), headers: JSON_TYPE }) },
  { title: 'a wrong secret', status: 401, code: 'INVALID_LOGIN_ATTEMPT', send: ({ clientWith, credentials }) => clientWith({ credentials: { ...credentials, tokenSecret: 'wrong' } }).call({ method: 'POST', path: INBOUND, body: sound, headers: JSON_TYPE }) },
  { title: 'no signature', status: 401, send: ({ client }) => client.call({ method: 'POST', path: INBOUND, body: sound, headers: { ...JSON_TYPE, authorization: '' } }) },
  { title: 'a signature from an hour ago', status: 401, code: 'INVALID_LOGIN_ATTEMPT', send: ({ clientWith }) => clientWith({ nowMs: () => TEST_TIME - 3_600_000 }).call({ method: 'POST', path: INBOUND, body: sound, headers: JSON_TYPE }) },
  { title: 'a verb that is not there', status: 405, send: ({ client }) => client.call({ method: 'PATCH', path: INBOUND, headers: JSON_TYPE }) },
  { title: 'a wrong content type', status: 415, send: ({ client }) => client.call({ method: 'POST', path: INBOUND, body: sound, headers: { 'content-type': 'text/csv' } }) },
  { title: 'a reused nonce', status: 401, code: 'INVALID_LOGIN_ATTEMPT', send: reuseNonce },
  { title: 'a role without access', status: 403, send: withoutAccess },
];

async function reuseNonce({ clientWith }: Account): Promise<{ readonly status: number; readonly text: string }> {
  const client = clientWith({ forced: { oauth_nonce: 'used-once-before' } });
  const first = await client.call({ method: 'GET', path: `${INBOUND}&operationId=x`, headers: JSON_TYPE });
  expect(first.status).toBe(400);
  return client.call({ method: 'GET', path: `${INBOUND}&operationId=x`, headers: JSON_TYPE });
}

/** The connector's own user in another role, which may log in but is not in the deployment's audience. */
function withoutAccess({ emulator, clientWith }: Account): Promise<{ readonly status: number; readonly text: string }> {
  const [employee] = emulator.query("SELECT id FROM employee WHERE externalid = 'demo_employee_connector'");
  emulator.grantRole(Number(employee?.['id']), OUTSIDER_ROLE);
  const outsider = emulator.issueToken(Number(employee?.['id']), OUTSIDER_ROLE, 'Outsider');
  return clientWith({ credentials: outsider }).call({ method: 'POST', path: INBOUND, body: sound, headers: JSON_TYPE });
}

describe('a call that the platform turns away', () => {
  it.each(BY_THE_PLATFORM)('$title is answered $status, and nothing is kept', async ({ status, code, send }) => {
    const account = opened();
    const before = footprint(account.emulator);
    const reply = await send(account);
    expect(reply.status).toBe(status);
    if (code !== undefined) expect(reply.text).toContain(code);
    expect(footprint(account.emulator)).toEqual(before);
  });
});
