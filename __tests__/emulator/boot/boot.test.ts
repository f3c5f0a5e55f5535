import { bootTestEmulator, createCaller, serve, restletPath, JSON_HEADERS } from '../../support/emulator';

it('a booted account answers a RESTlet call in process', async () => {
  const emulator = await bootTestEmulator();
  const { employeeId } = createCaller(emulator, 'customrole_clerk');
  const reply = emulator.callRestlet({
    scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', method: 'post', argument: { a: [1, 'x'] }, actor: emulator.actor(employeeId, 'customrole_clerk'),
  });
  expect(reply).toEqual({ kind: 'returned', value: { a: [1, 'x'] }, units: 0 });
});

it('a booted account answers a signed call over HTTP', async () => {
  const { client } = await serve(await bootTestEmulator());
  const reply = await client.call({ method: 'POST', path: restletPath(), body: '{"a":1}', headers: JSON_HEADERS });
  expect([reply.status, reply.text]).toEqual([200, '{"a":1}']);
});
