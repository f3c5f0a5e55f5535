import { JSON_HEADERS, bootTestEmulator, mainSubsidiary, serve, type ServedEmulator } from '../../support/emulator';
import { LAB_FILES } from '../../support/restlet-lab';

const HEADERS = { ...JSON_HEADERS, prefer: 'transient' };

async function serveTickets(count: number, role?: string): Promise<ServedEmulator> {
  const emulator = await bootTestEmulator({ files: LAB_FILES });
  mainSubsidiary(emulator);
  for (let index = 0; index < count; index += 1) {
    emulator.createRecord({ type: 'customrecord_ticket', values: { name: `Ticket ${String(index)}`, custrecord_ticket_code: `C-${String(index)}`, custrecord_ticket_count: index } });
  }
  return serve(emulator, role);
}

function ask(lab: ServedEmulator, q: unknown, { query = '', headers = HEADERS, more = {} }: { query?: string; headers?: Record<string, string>; more?: object } = {}) {
  return lab.client.call({ method: 'POST', path: `/services/rest/query/v1/suiteql${query}`, body: JSON.stringify({ q, ...more }), headers });
}

const ALL = "SELECT id, custrecord_ticket_code AS code, custrecord_ticket_state AS state FROM customrecord_ticket WHERE name LIKE 'Ticket%' ORDER BY id";

it('rows come as texts, without links and without empty columns', async () => {
  const lab = await serveTickets(2);
  const body = (await ask(lab, ALL)).json() as { items: { code: string }[] };
  expect(body).toEqual({
    links: [{ rel: 'self', href: `${lab.baseUrl}/services/rest/query/v1/suiteql?limit=1000&offset=0` }],
    count: 2, hasMore: false, offset: 0, totalResults: 2,
    items: [{ links: [], id: expect.stringMatching(/^\d+$/), code: 'C-0' }, { links: [], id: expect.stringMatching(/^\d+$/), code: 'C-1' }],
  });
});

it('a page says what comes before and after it', async () => {
  const body = (await ask(await serveTickets(5), ALL, { query: '?limit=2&offset=2' })).json() as { links: { rel: string; href: string }[]; items: { code: string }[] };
  expect(body).toMatchObject({ count: 2, hasMore: true, offset: 2, totalResults: 5 });
  expect(body.items.map((item) => item.code)).toEqual(['C-2', 'C-3']);
  expect(body.links.map(({ rel, href }) => [rel, href.split('?')[1]])).toEqual([
    ['first', 'limit=2&offset=0'], ['previous', 'limit=2&offset=0'], ['next', 'limit=2&offset=4'], ['last', 'limit=2&offset=4'], ['self', 'limit=2&offset=2'],
  ]);
});

it('parameters are bound', async () => {
  const lab = await serveTickets(3);
  const body = (await ask(lab, 'SELECT name FROM customrecord_ticket WHERE custrecord_ticket_code = ?', { more: { params: ['C-1'] } })).json();
  expect(body).toMatchObject({ count: 1, items: [{ name: 'Ticket 1' }] });
});

it.each<[string, unknown, Parameters<typeof ask>[2], number, string]>([
  ['a call without Prefer: transient', ALL, { headers: JSON_HEADERS }, 400, 'INVALID_HEADER'],
  ['a limit over 1000', ALL, { query: '?limit=1001' }, 400, 'INVALID_PARAMETER'],
  ['an offset that is no multiple of the limit', ALL, { query: '?limit=2&offset=3' }, 400, 'INVALID_PARAMETER'],
  ['a body without q', undefined, {}, 400, 'INVALID_CONTENT'],
  ['a statement NetSuite refuses', 'SELECT id FROM nowhere', {}, 400, 'INVALID_PARAMETER'],
  ['an update', 'UPDATE customrecord_ticket SET name = 1', {}, 400, 'INVALID_PARAMETER'],
])('%s is refused', async (_title, q, options, status, code) => {
  const reply = await ask(await serveTickets(0), q, options);
  expect([reply.status, reply.json()]).toEqual([status, expect.objectContaining({ status, 'o:errorDetails': [expect.objectContaining({ 'o:errorCode': code })] })]);
});

it('a role without the REST permission is refused', async () => {
  expect((await ask(await serveTickets(0, 'customrole_outsider'), ALL)).status).toBe(403);
});

it('a table the role may not view is not there', async () => {
  expect((await ask(await serveTickets(0), 'SELECT id FROM customer')).status).toBe(400);
});

it('a wrong signature is a 401 with the details of REST services', async () => {
  const lab = await serveTickets(0);
  const client = lab.clientWith({ accountId: '7654321' });
  const reply = await client.call({ method: 'POST', path: '/services/rest/query/v1/suiteql', body: '{}', headers: HEADERS });
  expect([reply.status, reply.json()]).toEqual([401, expect.objectContaining({ title: 'Unauthorized', 'o:errorDetails': [expect.objectContaining({ 'o:errorCode': 'INVALID_LOGIN' })] })]);
});

it('calls over the account\'s limit are a 429 and share it with RESTlets', async () => {
  const emulator = await bootTestEmulator({ files: LAB_FILES, concurrencyLimit: 2 });
  const lab = await serve(emulator);
  const replies = await Promise.all([1, 2, 3].map(() => ask(lab, 'SELECT id FROM customrecord_ticket')));
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 429]);
});
