import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootTestEmulator, closeAfterTest, serve, type ServedEmulator } from '../support/emulator';
import { LAB_FILES } from '../support/restlet-lab';
import { scriptFile } from '../support/sdf-project';
import { selfSignedCertificate } from '../support/self-signed-certificate';
import { openTlsFront } from '../support/tls-front';

const HOSTS = ['rest.netsuite.com', '1234567-sb1.restlets.api.netsuite.com', '1234567-sb1.suitetalk.api.netsuite.com'];

const SCRIPT = scriptFile('Restlet', `
  const save = (body) => {
    const ticket = record.create({ type: 'customrecord_ticket' });
    ticket.setValue({ fieldId: 'name', value: body.name });
    ticket.setValue({ fieldId: 'custrecord_ticket_code', value: body.code });
    ticket.setValue({ fieldId: 'externalid', value: body.code });
    return { id: ticket.save(), name: body.name };
  };
  return { get: (asked) => asked, post: save };`, ['N/record']);

interface Lab extends ServedEmulator {
  /** Runs a client program in a process of its own whose network ends at this test. */
  run(program: string): Promise<unknown>;
  readonly hosts: readonly string[];
}

async function openLab(): Promise<Lab> {
  const emulator = await bootTestEmulator({ files: { ...LAB_FILES, 'FileCabinet/SuiteScripts/sample/inbound.js': SCRIPT }, hostMs: () => Date.now() });
  const lab = await serve(emulator);
  const identity = selfSignedCertificate(HOSTS, Date.now());
  const front = closeAfterTest(await openTlsFront(identity, new URL(lab.baseUrl)));
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  closeAfterTest({ close: () => { rmSync(folder, { recursive: true, force: true }); } });
  const certificatePath = join(folder, 'ca.pem');
  writeFileSync(certificatePath, identity.certificate);
  const input = { accountId: emulator.accountId, credentials: lab.caller.credentials, script: 'customscript_inbound', deployment: 'customdeploy_inbound' };
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificatePath, NETSUITE_FRONT_PORT: String(front.port), CLIENT_INPUT: JSON.stringify(input) };
  return { ...lab, hosts: front.hosts, run: (program) => runProgram(join(__dirname, program), env) };
}

function runProgram(program: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-deprecation', '--require', join(__dirname, 'interception.cjs'), program], { env });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString('utf8'); });
    child.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString('utf8'); });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && output.stdout !== '') resolve(JSON.parse(output.stdout));
      else reject(new Error(`The client ended with ${String(code)}: ${output.stderr}`));
    });
  });
}

it('nsrestlet, unmodified, finds its account, posts, reads and is refused', async () => {
  const lab = await openLab();
  expect(await lab.run('nsrestlet-program.cjs')).toEqual({
    posted: { id: expect.any(Number), name: 'Grüße & more' }, read: { code: 'C-1', note: 'a b+c&d=é' }, refused: 'DUP_CSTM_RCRD_ENTRY',
  });
  expect(lab.emulator.query("SELECT name FROM customrecord_ticket WHERE externalid = 'C-1'")).toEqual([{ name: 'Grüße & more' }]);
  expect(new Set(lab.hosts)).toEqual(new Set(['rest.netsuite.com', '1234567-sb1.restlets.api.netsuite.com']));
});

it('netsuite-rest, unmodified, queries SuiteQL page by page', async () => {
  const lab = await openLab();
  lab.emulator.createRecord({ type: 'customrecord_ticket', values: { name: 'Third', custrecord_ticket_code: 'A-3' } });
  expect(await lab.run('netsuite-rest-program.cjs')).toEqual({ codes: ['A-1', 'A-2', 'A-3'], hasMore: [true, false], total: 3, refused: 400 });
  expect(new Set(lab.hosts)).toEqual(new Set(['1234567-sb1.suitetalk.api.netsuite.com']));
});
