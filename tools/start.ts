import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

import { DEMO_SENDS } from '../demo/send';
import { bindSource, issueConnectorToken, seedCompany } from '../demo/seed-company';
import { bootEmulator } from '../emulator/boot';
import type { Emulator, TokenCredentials } from '../emulator/types';
import type { Connection } from '../examples/inbound-client.mjs';
import { buildProject } from './build';
import { clockText, moveTimeOn } from './start-clock';
import { connectionPath, readKeys, writeConnection } from './start-connection';
import { askAgain, sendExample, type ExampleResult } from './start-examples';
import { faultText, StartFault } from './start-fault';
import { lockFolder } from './start-lock';
import { HELP, readOptions, type StartOptions } from './start-options';

const ROOT = resolve(__dirname, '..');

/** The demo account; sandboxes of it would be `7104283_SB1`. */
const ACCOUNT_ID = '7104283';

const TIME_ZONE = 'America/New_York';

/** Threads that run scripts; more than two would not be quicker on a small machine. */
const WORKERS = 2;

/** Tried first where no port was asked for. */
const USUAL_PORT = 8080;

/** Where the small client looks for its keys by itself. */
const USUAL_CONNECTION = '.emulator/connection.json';

interface Stop {
  readonly asked: () => boolean;
  readonly whenAsked: Promise<void>;
}

/** Runs one start; resolves to the exit code. */
async function start(options: StartOptions, stop: Stop): Promise<number> {
  say('Building the project');
  await buildProject({ root: ROOT, say: (line) => { say(`  ${line}`); } });
  const release = lockFolder(options.dataFolder);
  try {
    return await runAccount(options, stop);
  } finally {
    release();
  }
}

async function runAccount(options: StartOptions, stop: Stop): Promise<number> {
  const began = performance.now();
  const known = readKeys(options.dataFolder, ACCOUNT_ID);
  const emulator = await bootEmulator({
    projectFolder: resolve(ROOT, 'dist'), dataFolder: options.dataFolder, accountId: ACCOUNT_ID, timeZone: TIME_ZONE,
    // The same numbers must not come again on the same data, so each start has a seed of its own.
    seed: randomInt(2 ** 31), hostMs: () => Date.now(), workers: WORKERS,
  });
  try {
    say(emulator.existed ? `Going on with the account in ${shown(options.dataFolder)}; the project was deployed to it again` : `A new account in ${shown(options.dataFolder)}`);
    const keys = known ?? openCompany(emulator);
    refuseUnknownSources(options.bind);
    for (const source of options.bind) say(bindSource(emulator, source) ? `The connector may speak for ${source} now` : `${source} has somebody who speaks for it already`);
    const server = await listen(emulator, options.port);
    try {
      const connection = writeConnection(options.dataFolder, { accountId: ACCOUNT_ID, baseUrl: server.baseUrl, keys });
      await fetch(`${server.baseUrl}/emulator/status`);
      say(`NetSuite answers at ${server.baseUrl} after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
      return await serve(emulator, { connection, options, stop });
    } finally {
      await server.close();
    }
  } finally {
    emulator.close();
  }
}

/** Seeds the demo company, or completes it where an earlier start was cut off, and issues the connector's keys. */
function openCompany(emulator: Emulator): TokenCredentials {
  const { created, found } = seedCompany(emulator);
  say(found === 0 ? `The demo company has ${created} records` : `The demo company was completed: ${found} records were there, ${created} were missing`);
  return issueConnectorToken(emulator);
}

async function listen(emulator: Emulator, port: number | undefined): ReturnType<Emulator['listen']> {
  try {
    return await emulator.listen(port ?? USUAL_PORT);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    if (port === undefined) return emulator.listen(0);
    throw new StartFault(
      code === 'EACCES' ? `This user may not serve on port ${port}.` : `Port ${port} is in use by another program.`,
      'The account is ready and its data is kept.',
      'Free the port, or take another: npm start -- --port N (without --port a free one is found)',
    );
  }
}

interface Serving {
  readonly connection: Connection;
  readonly options: StartOptions;
  readonly stop: Stop;
}

async function serve(emulator: Emulator, { connection, options, stop }: Serving): Promise<number> {
  const results = options.empty ? [] : await sendExamples(connection, { again: emulator.existed, stop });
  const clock = moveTimeOn(emulator);
  say(clockText(clock));
  const settled: ExampleResult[] = [];
  for (const result of results) settled.push(result.waits ? await askAgain(connection, result) : result);
  const late = settled.filter((result, index) => result !== results[index]);
  for (const { send, lines, differences } of late) tell(send.story, lines, differences);
  const wrong = settled.filter(({ differences }) => differences.length > 0);
  const cutOff = !options.empty && settled.length < DEMO_SENDS.length;
  if (!options.empty) say(summary(settled.length, wrong, cutOff));
  if (!options.once && !stop.asked()) {
    say(whereToGo(connection, options));
    await stop.whenAsked;
  }
  say('Stopped. The data is kept; the next start goes on with it.');
  return wrong.length > 0 || (options.once && cutOff) ? 1 : 0;
}

async function sendExamples(connection: Connection, { again, stop }: { readonly again: boolean; readonly stop: Stop }): Promise<readonly ExampleResult[]> {
  say(`Sending ${DEMO_SENDS.length} example documents as the connectors would${again ? '; what an earlier start has sent is known by its key and does not run again' : ''}\n`);
  const results: ExampleResult[] = [];
  for (const [index, send] of DEMO_SENDS.entries()) {
    if (stop.asked()) break;
    const result = await sendExample(connection, { send, folder: resolve(ROOT, 'demo/documents') });
    tell(`${index + 1}/${DEMO_SENDS.length}  ${send.story}`, result.lines, result.waits ? [] : result.differences, send.expectation);
    results.push(result);
  }
  return results;
}

function tell(story: string, lines: readonly string[], differences: readonly string[], expectation?: string): void {
  say(story);
  for (const line of lines) say(`     ${line}`);
  if (expectation !== undefined && differences.length === 0) say(`     As it should be: ${expectation}.`);
  for (const difference of differences) say(`     NOT AS EXPECTED: ${difference}.`);
  say('');
}

function summary(sent: number, wrong: readonly ExampleResult[], cutOff: boolean): string {
  if (wrong.length > 0) return `${wrong.length} of ${sent} examples did not come out as expected: ${wrong.map(({ send }) => send.document).join(', ')}.`;
  return cutOff ? `${sent} of ${DEMO_SENDS.length} examples were sent before the stop; each came out as expected.` : `All ${sent} examples came out as expected.`;
}

/** A name that no map has would only be missed by the first document that is sent. */
function refuseUnknownSources(sources: readonly string[]): void {
  const known = readdirSync(resolve(ROOT, 'src/maps'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const unknown = sources.find((source) => !known.includes(source));
  if (unknown === undefined) return;
  throw new StartFault(`No map of a source ${unknown} stands in src/maps.`, 'The account is ready and its data is kept.', `Take one of these, or add its map first: ${known.join(', ')}`);
}

function whereToGo({ baseUrl, inboundUrl }: Connection, { dataFolder }: StartOptions): string {
  const keys = shown(connectionPath(dataFolder));
  const named = keys === USUAL_CONNECTION ? '' : ` --connection ${keys}`;
  return [
    '',
    `Records, logs, deployments, clock   ${baseUrl}/`,
    `Log in as a person of the company   ${baseUrl}/app/login/secure/login.nl`,
    `Where documents are taken in        ${inboundUrl}`,
    `Keys for a client of your own       ${keys}`,
    `Send one yourself                   node examples/sign-and-send.mjs --document demo/documents/order-first.json --key my-key-1${named}`,
    'Ctrl-C stops; the data is kept.',
  ].join('\n');
}

function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

function say(line: string): void {
  console.log(line);
}

/** Ctrl-C and a polite kill end the run in order; a second one ends it at once. */
function listenForStop(): Stop {
  let asked = false;
  const whenAsked = new Promise<void>((done) => {
    const ask = (): void => {
      if (asked) process.exit(130);
      asked = true;
      done();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
  return { asked: () => asked, whenAsked };
}

async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2), process.cwd());
  if (read.kind === 'help') {
    say(HELP);
  } else if (read.kind === 'wrong') {
    console.error(`${read.message}\n\n${HELP}`);
    process.exitCode = 2;
  } else {
    process.exitCode = await start(read.options, listenForStop()).catch((error: unknown) => {
      console.error(faultText(error));
      return 1;
    });
  }
}

if (require.main === module) void main();
