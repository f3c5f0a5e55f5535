import { JSON_HEADERS, bootTestEmulator, restletPath, serve } from '../../support/emulator';
import { LAB_FILES } from '../../support/restlet-lab';
import { scriptFile } from '../../support/sdf-project';

const SCRIPT = scriptFile('Restlet', `return { post: (body) => {
  const ticket = record.create({ type: 'customrecord_ticket' });
  ticket.setValue({ fieldId: 'name', value: body.name });
  ticket.setValue({ fieldId: 'custrecord_ticket_code', value: body.code });
  ticket.setValue({ fieldId: 'externalid', value: body.external });
  const id = ticket.save();
  const found = query.runSuiteQL({ query: 'SELECT name FROM customrecord_ticket WHERE externalid = ?', params: [body.external] }).asMappedResults();
  const looked = search.lookupFields({ type: 'customrecord_ticket', id, columns: ['custrecord_ticket_code'] });
  log.audit({ title: 'made', details: String(id) });
  return { id, found, looked, left: runtime.getCurrentScript().getRemainingUsage(), limit: runtime.getCurrentScript().getParameter({ name: 'custscript_inbound_limit' }) };
} };`, ['N/record', 'N/query', 'N/search', 'N/runtime']);

it('a script creates a record, finds it by SuiteQL and by search, and pays for each', async () => {
  const lab = await serve(await bootTestEmulator({ files: { ...LAB_FILES, 'FileCabinet/SuiteScripts/sample/inbound.js': SCRIPT } }));
  const post = (code: string) => lab.client.call({ method: 'POST', path: restletPath(), body: JSON.stringify({ name: 'T', code, external: 'E-1' }), headers: JSON_HEADERS });
  const reply = await post('C-1');
  expect([reply.status, reply.json()]).toEqual([200, {
    id: expect.any(Number), found: [{ name: 'T' }], looked: { custrecord_ticket_code: 'C-1' }, left: 5000 - 2 - 4 - 10 - 1, limit: 7,
  }]);

  const again = await post('C-2');
  expect([again.status, again.json()]).toEqual([400, { error: { code: 'DUP_CSTM_RCRD_ENTRY', message: expect.any(String) } }]);
  expect(lab.emulator.query("SELECT custrecord_ticket_code AS code FROM customrecord_ticket WHERE externalid = 'E-1'")).toEqual([{ code: 'C-1' }]);
});
