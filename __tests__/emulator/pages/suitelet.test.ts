import type { Emulator } from '../../../emulator/types';
import { createCaller } from '../../support/emulator';
import { bootWithSuitelet, failureOf, openPage, pageValue, suiteletFiles } from '../../support/suitelet-project';

let emulator: Emulator;
beforeEach(async () => { emulator = await bootWithSuitelet(); });

const clerk = (one: Emulator) => one.actor(createCaller(one, 'customrole_clerk').employeeId, 'customrole_clerk');

describe('who may open a Suitelet', () => {
  it.each([
    ['everybody in its audience', {}, 'written'],
    ['nobody outside of it', { tags: '<audslctrole>ADMINISTRATOR</audslctrole>' }, 'failed'],
    ['its owner alone where no audience is named (chapter_N2999041)', { tags: '' }, 'failed'],
    ['its owner alone while it is in testing (chapter_N2997500)', { status: 'TESTING' as const }, 'failed'],
    ['nobody while it is not deployed', { isDeployed: false }, 'failed'],
  ])('%s', async (_title, script, kind) => {
    const one = await bootWithSuitelet({}, script);
    expect(openPage(one, '', { actor: clerk(one) }).kind).toBe(kind);
  });

  it.each([['outside the audience', 'page', { tags: '' }, 403], ['where there is none', 'none', {}, 404]])('the refusal %s has its status', async (_title, name, script, status) => {
    const one = await bootWithSuitelet({}, script);
    const reply = one.callSuitelet({ scriptId: `customscript_${name}`, deploymentId: `customdeploy_${name}`, actor: clerk(one), request: { method: 'GET', url: '/', headers: {}, parameters: { code: '' }, body: '' } });
    expect(reply).toMatchObject({ kind: 'failed', status, units: 0 });
  });
});

describe('a Suitelet runs', () => {
  const WHO = "const user = runtime.getCurrentUser(); return [user.id, user.roleId, user.name];";

  it('as the person who is logged in, in their role', () => {
    const actor = clerk(emulator);
    expect(pageValue(emulator, WHO, { actor })).toEqual([actor.userId, 'customrole_clerk', actor.userName]);
  });

  it('as the same person with the rights of the role it executes as (chapter_N2997500)', async () => {
    const one = await bootWithSuitelet({}, { tags: '<allroles>T</allroles><runasrole>ADMINISTRATOR</runasrole>' });
    const actor = clerk(one);
    expect(pageValue(one, WHO, { actor })).toEqual([actor.userId, 'administrator', actor.userName]);
    expect(pageValue(one, "return runtime.getCurrentUser().getPermission({ name: 'TRAN_CUSTINVC' });", { actor })).toBe(4);
  });

  it('within 1,000 units, in its own context, with its parameters', () => {
    expect(pageValue(emulator, "const me = runtime.getCurrentScript(); return [me.getRemainingUsage(), me.id, me.getParameter({ name: 'custscript_page_limit' }), runtime.executionContext];"))
      .toEqual([1000, 'customscript_page', 50, 'SUITELET']);
  });

  it('until its units are used up', () => {
    expect(failureOf(emulator, "for (let i = 0; i < 600; i += 1) record.load({ type: 'customrecord_ticket', id: 1 });")).toBe('SSS_USAGE_LIMIT_EXCEEDED');
  });

  it.each([
    [{ kind: 'kill-before' } as const, 'died'], [{ kind: 'error-before', name: 'UNEXPECTED_ERROR', message: 'x' } as const, 'failed'],
  ])('past the same gate as every script: %j', (order, kind) => {
    const remove = emulator.onCall(({ member }) => (member === 'N/record.load' ? order : undefined));
    expect(openPage(emulator, "record.load({ type: 'customrecord_ticket', id: 1 });").kind).toBe(kind);
    remove();
  });

  it('and its failure is the page', () => {
    expect(openPage(emulator, "throw error.create({ name: 'STALE', message: 'Somebody was faster.' });")).toMatchObject({ kind: 'failed', status: 400, code: 'STALE', message: 'Somebody was faster.' });
  });

  it('with a session that lasts from one request to the next', () => {
    const session = new Map<string, string>();
    pageValue(emulator, "runtime.getCurrentSession().set({ name: 'filter', value: 'mine' });", { session });
    expect(pageValue(emulator, "const s = runtime.getCurrentSession(); return [s.get({ name: 'filter' }), s.get({ name: 'none' })];", { session })).toEqual(['mine', null]);
    expect(pageValue(emulator, "return runtime.getCurrentSession().get({ name: 'filter' });")).toBeNull();
  });
});

describe('the request', () => {
  const request = {
    method: 'POST' as const, parameters: { custpage_note: 'hello' }, headers: { 'X-Custom-Thing': 'v' }, body: 'b',
    sublists: { lines: [{ mark: 'T', amount: '5' }, { mark: 'F' }] }, clientIpAddress: '10.0.0.1',
    files: { upload: { name: 'a.csv', contentType: 'text/csv', bytes: Buffer.from('x,y\n') } },
  };

  it.each([
    ['section_4314807135', 'its method', 'return request.method;', 'POST'],
    ['section_4314803781', 'its parameters', 'return request.parameters.custpage_note;', 'hello'],
    ['section_4314803549', 'its headers in two spellings', "return [request.headers['x-custom-thing'], request.headers['X-Custom-Thing']];", ['v', 'v']],
    ['section_4314806583', 'its body', 'return request.body;', 'b'],
    ['section_158232403519', 'its sender', 'return request.clientIpAddress;', '10.0.0.1'],
    ['section_4314805947', 'its files', 'const f = request.files.upload; return [f.name, f.fileType, f.getContents()];', ['a.csv', 'CSV', 'x,y\n']],
    ['section_4314815897', 'the lines of a sublist, -1 of none', "return [request.getLineCount({ group: 'lines' }), request.getLineCount({ group: 'none' })];", [2, -1]],
    ['section_4314828231', 'cells as text, lines from 0', "return [request.getSublistValue({ group: 'lines', name: 'mark', line: 0 }), request.getSublistValue({ group: 'lines', name: 'amount', line: '1' })];", ['T', null]],
  ])('%s: shows %s', (_page, _title, code, value) => {
    expect(pageValue(emulator, code, { request })).toEqual(value);
  });

  it.each([
    ['section_4314815897', 'request.getLineCount({})', 'SSS_MISSING_REQD_ARGUMENT'],
    ['section_4314828231', "request.getSublistValue({ group: 'lines', name: 'mark' })", 'SSS_MISSING_REQD_ARGUMENT'],
    ['section_4314807784', "request.url = 'x'", 'READ_ONLY_PROPERTY'],
  ])('%s: %s is refused', (_page, code, name) => {
    expect(failureOf(emulator, code, { request })).toBe(name);
  });
});

describe('the response', () => {
  it('is text as it was written, HTML unless told otherwise', () => {
    expect(openPage(emulator, "response.write('a'); response.writeLine({ output: 'b' }); response.write({ output: 'c' });")).toMatchObject({ kind: 'written', status: 200, contentType: 'text/html; charset=utf-8', content: 'ab\nc' });
  });

  it('has the content type and the headers that were set', () => {
    expect(openPage(emulator, "response.setHeader({ name: 'Content-Type', value: 'application/json' }); response.addHeader({ name: 'Vary', value: 'A' }); response.addHeader({ name: 'Vary', value: 'B' }); response.setHeader({ name: 'X-One', value: '1' }); response.setHeader({ name: 'x-one', value: '2' });"))
      .toMatchObject({ contentType: 'application/json', headers: [['Vary', 'A'], ['Vary', 'B'], ['x-one', '2']] });
  });

  it('reads headers back: several as a list', () => {
    expect(pageValue(emulator, "response.addHeader({ name: 'Vary', value: 'A' }); response.addHeader({ name: 'Vary', value: 'B' }); return [response.getHeader({ name: 'vary' }), response.headers.Vary, response.getHeader({ name: 'none' })];"))
      .toEqual([['A', 'B'], ['A', 'B'], null]);
  });

  it('is a file to save, or to see', () => {
    const csv = "file.create({ name: 'q\"1.csv', fileType: file.Type.CSV, contents: 'a,b' })";
    const reply = openPage(emulator, `response.writeFile({ file: ${csv}.appendLine({ value: ',c' }) });`);
    expect(reply).toMatchObject({ kind: 'written', contentType: 'text/csv; charset=utf-8', headers: [['Content-Disposition', 'attachment; filename="q_1.csv"']] });
    expect(reply.kind === 'written' && Buffer.from(reply.content).toString()).toBe('a,b,c\n');
    expect(openPage(emulator, `response.writeFile(${csv}, true);`)).toMatchObject({ headers: [['Content-Disposition', 'inline; filename="q_1.csv"']] });
  });

  it.each(['Connection', 'Content-Length', 'Host', 'JSESSIONID', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'Via'])('drops the header %s (section_4296361104)', (name) => {
    expect(openPage(emulator, `response.setHeader({ name: '${name}', value: 'x' });`)).toMatchObject({ kind: 'written', headers: [] });
  });

  it.each(['Allow', 'Content-Location', 'Content-MD5', 'Content-Range', 'Date', 'Location', 'Proxy-Authenticate', 'Public-Key-Pins', 'Public-Key-Pins-Report-Only', 'Retry-After',
    'Server', 'Strict-Transport-Security', 'Upgrade-Insecure-Requests', 'Warning', 'WWW-Authenticate', 'a b', 'X\\r\\nY'])('refuses the header %s (section_4296361104)', (name) => {
    expect(failureOf(emulator, `response.addHeader({ name: '${name}', value: 'x' });`)).toBe('SSS_INVALID_HEADER');
  });

  it.each([
    ['a line break in a header', "response.setHeader({ name: 'X', value: 'a\\nb' })", 'SSS_INVALID_HEADER'],
    ['a header without a value', "response.setHeader({ name: 'X' })", 'SSS_MISSING_REQD_ARGUMENT'],
    ['a page that is none', 'response.writePage({ pageObject: {} })', 'WRONG_PARAMETER_TYPE'],
    ['a page after text', "response.write('x'); response.writePage(form);", 'refused: a page or file written to a response that has something already'],
    ['text after a page', "response.writePage(form); response.write('x');", 'refused: text written to a response beside a page or a file'],
    ['a rendered PDF', "response.renderPdf({ xmlString: '<x/>' })", 'refused: N/http.ServerResponse.renderPdf'],
  ])('does not take %s', (_title, code, name) => {
    expect(failureOf(emulator, code)).toBe(name);
  });
});

describe('a redirect', () => {
  const SUITELET = '/app/site/hosting/scriptlet.nl?script=101&deploy=1';
  const toNumbers = (url: string) => url.replace(/script=\d+/, 'script=101');

  it.each([
    ['redirect.toSuitelet', "redirect.toSuitelet({ scriptId: 'customscript_page', deploymentId: 'customdeploy_page', parameters: { custparam_a: 'x y', n: 1 } })", 'SUITELET', `${SUITELET}&custparam_a=x%20y&n=1`],
    ['redirect.toRecord', "redirect.toRecord({ type: 'customrecord_ticket', id: 1 })", 'RECORD', '/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=1'],
    ['redirect.toRecord to edit', "redirect.toRecord({ type: 'salesorder', id: 7, isEditMode: true })", 'RECORD', '/app/accounting/transactions/salesord.nl?id=7&e=T'],
    ['redirect.redirect', "redirect.redirect({ url: '/x?a=1', parameters: { b: 2 } })", 'URL', '/x?a=1&b=2'],
    ['sendRedirect to a Suitelet', "response.sendRedirect({ type: http.RedirectType.SUITELET, identifier: 'customscript_page', id: 'customdeploy_page' })", 'SUITELET', SUITELET],
    ['sendRedirect to a new record', "response.sendRedirect({ type: 'RECORD', identifier: 'salesorder', parameters: { entity: 6 } })", 'RECORD', '/app/accounting/transactions/salesord.nl?entity=6'],
  ])('%s sends on, whatever was written', (_title, code, redirect, url) => {
    const reply = openPage(emulator, `response.write('x'); ${code};`);
    expect({ ...reply, url: reply.kind === 'redirect' ? toNumbers(reply.url) : '' }).toMatchObject({ kind: 'redirect', redirect, url });
  });

  it.each([
    ['an array as a parameter', "redirect.toSuitelet({ scriptId: 'customscript_page', deploymentId: 'customdeploy_page', parameters: { a: [1] } })", 'arrays and objects'],
    ['a Suitelet that is not there', "redirect.toSuitelet({ scriptId: 'customscript_none', deploymentId: 'x' })", 'not there'],
    ['a task link', "redirect.toTaskLink({ id: 'LIST_CUST' })", 'N/redirect.toTaskLink'],
    ['a transform', "redirect.toRecordTransform({ fromType: 'a', fromId: 1, toType: 'b' })", 'N/redirect.toRecordTransform'],
    ['an external Suitelet', "redirect.toSuitelet({ scriptId: 'customscript_page', deploymentId: 'customdeploy_page', isExternal: true })", 'external'],
  ])('to %s is refused', (_title, code, part) => {
    expect(failureOf(emulator, code)).toMatch(new RegExp(`^refused: .*${part}`));
  });
});

describe('an address', () => {
  it.each([
    ['of a Suitelet (section_4358672433)', "url.resolveScript({ scriptId: 'customscript_other', deploymentId: 'customdeploy_other', params: { op: 5 } })", /^\/app\/site\/hosting\/scriptlet\.nl\?script=\d+&deploy=1&op=5$/],
    ['of a RESTlet', "url.resolveScript({ scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound' })", /^\/app\/site\/hosting\/restlet\.nl\?script=\d+&deploy=1$/],
    ['of a RESTlet from outside', "url.resolveScript({ scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', returnExternalUrl: true })", /^https:\/\/1234567-sb1\.restlets\.api\.netsuite\.com\/app\/site\/hosting\/restlet\.nl/],
    ['of a record', "url.resolveRecord({ recordType: 'vendorbill', recordId: 9, isEditMode: true })", /^\/app\/accounting\/transactions\/vendbill\.nl\?id=9&e=T$/],
    ['of the account', "url.resolveDomain({ hostType: url.HostType.APPLICATION })", /^1234567-sb1\.app\.netsuite\.com$/],
    ['with a query', "url.format({ domain: 'https://x.example/a', params: { b: 'c&d' } })", /^https:\/\/x\.example\/a\?b=c%26d$/],
  ])('%s', async (_title, code, expected) => {
    const one = await bootWithSuitelet({ files: suiteletFiles('other', { body: 'return { onRequest: () => undefined };' }) });
    expect(pageValue(one, `return ${code};`)).toMatch(expected);
  });

  it('in text is made safe by xml.escape', () => {
    expect(pageValue(emulator, "return xml.escape({ xmlText: '<a href=\"x\">\\'&' });")).toBe('&lt;a href=&quot;x&quot;&gt;&apos;&amp;');
  });
});
