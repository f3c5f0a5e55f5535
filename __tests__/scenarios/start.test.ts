import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { DEMO_SENDS } from '../../demo/send';

const ROOT = resolve(__dirname, '../..');

/** A start may have to build first. */
jest.setTimeout(120_000);

/** A start as a person runs it: its own process, its own folder. */
class Started {
  private text = '';
  private readonly watchers = new Set<() => void>();
  readonly child: ChildProcess;
  readonly exit: Promise<number | string>;

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'tools/start.ts'), ...args], { cwd: ROOT });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        this.text += part;
        for (const watch of this.watchers) watch();
      });
    }
    this.exit = new Promise((done) => { this.child.once('close', (code, signal) => { done(code ?? signal ?? 'gone'); }); });
  }

  /** Resolves once the output holds the text; rejects where the process ends without it. */
  async says(part: string): Promise<void> {
    const seen = new Promise<void>((done) => {
      const watch = (): void => { if (this.text.includes(part)) done(); };
      this.watchers.add(watch);
      watch();
    });
    const ended = this.exit.then((code) => { if (!this.text.includes(part)) throw new Error(`ended with ${code} before saying '${part}':\n${this.text}`); });
    await Promise.race([seen, ended]);
  }

  get output(): string { return this.text; }
}

let folder: string;
const running: Started[] = [];

function start(...args: readonly string[]): Started {
  const started = new Started('--port', '0', '--data', folder, ...args);
  running.push(started);
  return started;
}

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'start-')); });

afterEach(async () => {
  for (const { child, exit } of running.splice(0)) {
    child.kill('SIGKILL');
    await exit;
  }
  rmSync(folder, { recursive: true });
});

const NUMBER = DEMO_SENDS.length;

describe('npm start', () => {
  it('brings every example to its expected end, and a second start runs none of them again', async () => {
    const first = start('--once');
    expect([await first.exit, first.output]).toEqual([0, expect.stringContaining(`All ${NUMBER} examples came out as expected.`)]);
    expect(first.output).toContain('external id shopify_order_820982911946154508');
    const second = start('--once');
    expect([await second.exit, second.output]).toEqual([0, expect.stringContaining(`All ${NUMBER} examples came out as expected.`)]);
    expect(second.output).toContain('Going on with the account');
    expect(second.output.match(/known already; nothing ran again/g)).toHaveLength(NUMBER - 1);
    // What waited is told last by the first start, and in its place by the second.
    expect([...numbersOf(second.output)].sort()).toEqual([...numbersOf(first.output)].sort());
  });

  it.each(['The demo company', 'NetSuite answers', `1/${NUMBER}`, `3/${NUMBER}`, `22/${NUMBER}`])(
    'killed when it says "%s", it comes to the same end when started again', async (moment) => {
      const killed = start();
      await killed.says(moment);
      killed.child.kill('SIGKILL');
      expect(await killed.exit).toBe('SIGKILL');
      const next = start('--once');
      expect([await next.exit, next.output]).toEqual([0, expect.stringContaining(`All ${NUMBER} examples came out as expected.`)]);
    });

  it('serves what connection.json says until it is interrupted, and then ends in order', async () => {
    const started = start('--empty');
    await started.says('Ctrl-C stops');
    const { baseUrl } = JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8')) as { readonly baseUrl: string };
    expect((await fetch(`${baseUrl}/`)).status).toBe(200);
    started.child.kill('SIGINT');
    expect([await started.exit, started.output]).toEqual([0, expect.stringContaining('Stopped. The data is kept')]);
  });

  it('lets the example client send a document, send it again, and ask what became of it', async () => {
    const started = start('--empty');
    await started.says('Ctrl-C stops');
    const sent = await client('--document', 'demo/documents/order-tax-and-discount.json', '--type', 'order', '--key', 'client-1');
    expect(sent).toMatchObject({ custody: true, outcome: 'applied', replayed: false, result: { externalId: 'shopify_order_6092847193045127168' } });
    const again = await client('--document', 'demo/documents/order-tax-and-discount.json', '--type', 'order', '--key', 'client-1');
    expect(again).toMatchObject({ outcome: 'applied', replayed: true, operationId: sent['operationId'], result: sent['result'] });
    expect(await client('--status', String(sent['operationId']))).toMatchObject({ outcome: 'applied', result: sent['result'] });
  });

  it('refuses a folder on which another start runs, and leaves that one alone', async () => {
    const first = start('--empty');
    await first.says('Ctrl-C stops');
    const second = start('--empty');
    expect([await second.exit, second.output]).toEqual([1, expect.stringContaining(`Another start is running on ${folder} (process ${first.child.pid})`)]);
    const { baseUrl } = JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8')) as { readonly baseUrl: string };
    expect((await fetch(`${baseUrl}/emulator/status`)).status).toBe(200);
  });

  it('says which port is taken and what to do', async () => {
    const server = createServer();
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    const { port } = server.address() as AddressInfo;
    const started = start('--port', String(port));
    expect([await started.exit, started.output]).toEqual([1, expect.stringMatching(new RegExp(`Port ${port} is in use[\\s\\S]*data is kept[\\s\\S]*--port N`))]);
    await closed(server);
  });

  it('refuses an option it does not know, and shows those it does', async () => {
    const started = start('--prot', '9000');
    expect([await started.exit, started.output]).toEqual([2, expect.stringMatching(/--prot[\s\S]*--port N/)]);
  });
});

/** What the example client prints as the answer. */
async function client(...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await promisify(execFile)(process.execPath, ['examples/sign-and-send.mjs', '--connection', join(folder, 'connection.json'), ...args], { cwd: ROOT });
  expect(stdout).toMatch(/^HTTP 200\n/);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Readonly<Record<string, unknown>>;
}

/** Records by link, without host and port. */
function numbersOf(output: string): readonly string[] {
  return output.match(/view=record&type=\w+&id=\d+/g) ?? [];
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => { server.close(() => { done(); }); });
}
