import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { INBOUND_PATH, openCompany, settleOrders, USUAL_WORKERS, withDataFolder } from './company';
import { BATCH_SIZE, type Sent, type SendingOrder, type SendKind } from './sender';

/** Calls in flight that an account without more licences takes (platform facts 2.5). */
const IN_FLIGHT = 5;

export interface ThroughputOptions {
  /** Seconds that count, for each kind of call. */
  readonly seconds: number;
  /** Seconds before them that do not. */
  readonly warmUpSeconds: number;
  readonly say: (line: string) => void;
}

export interface Throughput extends Sent {
  readonly kind: SendKind;
  /** Threads that run scripts; 0: the one that serves. */
  readonly workers: number;
  /** Processor milliseconds of the serving process for each call, all its threads. */
  readonly serverCpuMs: number;
}

/** What is measured with how many threads: new orders with each number, the other calls as an account is usually served. */
const RUNS: readonly { readonly workers: number; readonly kinds: readonly SendKind[] }[] = [
  { workers: 0, kinds: ['fresh', 'batch'] },
  { workers: 1, kinds: ['fresh', 'batch'] },
  { workers: USUAL_WORKERS, kinds: ['fresh', 'batch', 'replay', 'accept'] },
];

/**
 * Signed calls a second over HTTP with keep-alive, at most five in flight: this process serves an account that keeps its data
 * on disk, another sends.
 */
export async function measureThroughput(options: ThroughputOptions): Promise<readonly Throughput[]> {
  const figures: Throughput[] = [];
  for (const { workers, kinds } of RUNS) figures.push(...await withDataFolder((dataFolder) => measureKinds(dataFolder, workers, { ...options, kinds })));
  return figures;
}

async function measureKinds(dataFolder: string, workers: number, { kinds, ...options }: ThroughputOptions & { readonly kinds: readonly SendKind[] }): Promise<readonly Throughput[]> {
  const company = await openCompany(dataFolder, workers);
  const { emulator, credentials } = company;
  // The customer is known from then on; two orders of a new one at once would have one of them wait for the other.
  settleOrders(company, 1, () => undefined);
  const server = await emulator.listen(0);
  const url = `${server.baseUrl}${INBOUND_PATH}`;
  let firstSerial = 2;
  const send = async (kind: SendKind, seconds: number): Promise<Throughput> => {
    const before = process.cpuUsage();
    const sent = await sendFromChild({ url, credentials, kind, seconds, firstSerial, inFlight: IN_FLIGHT });
    const used = process.cpuUsage(before);
    firstSerial += (sent.calls + IN_FLIGHT) * (kind === 'batch' ? BATCH_SIZE : 1);
    return { ...sent, kind, workers, serverCpuMs: (used.user + used.system) / 1000 / sent.calls };
  };
  const figures: Throughput[] = [];
  try {
    await server.threads.ready();
    options.say(`${String(workers)} threads: warming up for ${String(options.warmUpSeconds)} s`);
    await send('fresh', options.warmUpSeconds);
    for (const kind of kinds) {
      options.say(`${kind}: ${String(options.seconds)} s`);
      figures.push(await send(kind, options.seconds));
    }
  } finally {
    await server.close();
    emulator.close();
  }
  return figures;
}

function sendFromChild(order: SendingOrder): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'sender.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString('utf8'); });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Sent);
      else reject(new Error(`The sender ended with ${String(code)}.`));
    });
    child.stdin.end(JSON.stringify(order));
  });
}
