import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bootEmulator } from '../emulator/boot';
import { authorizationHeader, type SigningCredentials } from '../examples/oauth1.mjs';

/**
 * How many signed RESTlet calls a second the emulator answers over HTTP with keep-alive: one process serves a trivial
 * project, another sends. `tsx bench/throughput.ts [seconds]`.
 */
const SECONDS = Number(process.argv[2] ?? '5');
const WORK = process.env['THROUGHPUT_WORK'];
/** The account's calls in flight: one more sender would only be told so. */
const SENDERS = 5;
const ACCOUNT = '1234567';

interface Work {
  readonly url: string;
  readonly credentials: SigningCredentials;
}

interface Figures {
  readonly callsPerSecond: number;
  readonly medianMs: number;
  readonly slowest1PercentMs: number;
}

const PROJECT: Readonly<Record<string, string>> = {
  'manifest.xml': `<manifest projecttype="ACCOUNTCUSTOMIZATION">
  <projectname>Throughput</projectname>
  <frameworkversion>1.0</frameworkversion>
  <dependencies><features><feature required="true">SERVERSIDESCRIPTING</feature></features></dependencies>
</manifest>`,
  'deploy.xml': `<deploy>
  <files><path>~/FileCabinet/SuiteScripts/bench/*</path></files>
  <objects><path>~/Objects/*</path></objects>
</deploy>`,
  'Objects/customscript_bench.xml': `<restlet scriptid="customscript_bench">
  <name>Bench</name>
  <scriptfile>[/SuiteScripts/bench/bench.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_bench">
      <status>RELEASED</status> <title>Bench</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>T</allroles>
    </scriptdeployment>
  </scriptdeployments>
</restlet>`,
  'FileCabinet/SuiteScripts/bench/bench.js': `/**
 * @NApiVersion 2.1
 * @NScriptType Restlet
 */
define([], () => ({ post: (body) => ({ got: body.number }) }));
`,
};

function writeProject(folder: string): void {
  for (const [path, text] of Object.entries(PROJECT)) {
    const diskPath = join(folder, path);
    mkdirSync(dirname(diskPath), { recursive: true });
    writeFileSync(diskPath, text);
  }
}

async function serveAndMeasure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'throughput-'));
  writeProject(folder);
  const bootedAt = performance.now();
  const emulator = await bootEmulator({ projectFolder: folder, dataFolder: join(folder, 'data'), accountId: ACCOUNT, seed: 1, hostMs: () => Date.now() });
  const server = await emulator.listen(0);
  console.log(`booted and listening in ${(performance.now() - bootedAt).toFixed(0)} ms`);
  try {
    const currency = emulator.createRecord({ type: 'currency', values: { name: 'US Dollar', symbol: 'USD', exchangerate: 1 } });
    const subsidiary = emulator.createRecord({ type: 'subsidiary', values: { name: 'Bench', currency } });
    const employee = emulator.createRecord({ type: 'employee', values: { firstname: 'Ada', lastname: 'Example', email: 'ada@example.com', subsidiary } });
    emulator.grantRole(employee, 'administrator');
    const credentials = { accountId: ACCOUNT, ...emulator.issueToken(employee, 'administrator', 'Bench') };
    const url = `${server.baseUrl}/app/site/hosting/restlet.nl?script=customscript_bench&deploy=customdeploy_bench`;
    const figures = await measureInChild({ url, credentials });
    console.log(`${figures.callsPerSecond.toFixed(0)} calls a second; median ${figures.medianMs.toFixed(1)} ms, slowest 1 % over ${figures.slowest1PercentMs.toFixed(1)} ms`);
    console.log(`${String(SENDERS)} senders, ${String(SECONDS)} s, ${String(cpus().length)} cores, Node ${process.versions.node}`);
  } finally {
    emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureInChild(work: Work): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', __filename, String(SECONDS)], {
      env: { ...process.env, THROUGHPUT_WORK: JSON.stringify(work) }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString('utf8'); });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Figures);
      else reject(new Error(`The sender ended with ${String(code)}.`));
    });
  });
}

async function sendForAWhile(work: Work): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const durations: number[] = [];
  const until = performance.now() + SECONDS * 1000;
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, async () => {
    while (performance.now() < until) durations.push(await sendOne(work, agent));
  }));
  const elapsedS = (performance.now() - startedAt) / 1000;
  agent.destroy();
  durations.sort((a, b) => a - b);
  const at = (share: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0;
  return { callsPerSecond: durations.length / elapsedS, medianMs: at(0.5), slowest1PercentMs: at(0.99) };
}

function sendOne({ url, credentials }: Work, agent: Agent): Promise<number> {
  const sentAt = performance.now();
  const headers = { 'authorization': authorizationHeader(credentials, { method: 'POST', url }), 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => {
        if (incoming.statusCode === 200) resolve(performance.now() - sentAt);
        else reject(new Error(`A call was answered with ${String(incoming.statusCode)}.`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end('{"number":1}');
  });
}

async function main(): Promise<void> {
  if (WORK === undefined) await serveAndMeasure();
  else process.stdout.write(JSON.stringify(await sendForAWhile(JSON.parse(WORK) as Work)));
}

void main();
