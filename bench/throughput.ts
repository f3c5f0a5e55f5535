import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { INBOUND_PATH, openCompany, withDataFolder } from './company';
import type { Sent, SendingOrder, SendKind } from './sender';

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
  /** Processor milliseconds of the serving process for each call, all its threads. */
  readonly serverCpuMs: number;
}

/**
 * Signed calls a second over HTTP with keep-alive, at most five in flight: this process serves an account that keeps its data
 * on disk, another sends.
 */
export async function measureThroughput(options: ThroughputOptions): Promise<readonly Throughput[]> {
  return withDataFolder(async (dataFolder) => {
    const { emulator, credentials } = await openCompany(dataFolder);
    const server = await emulator.listen(0);
    const url = `${server.baseUrl}${INBOUND_PATH}`;
    const figures: Throughput[] = [];
    let firstSerial = 1;
    const send = async (kind: SendKind, seconds: number): Promise<Throughput> => {
      const before = process.cpuUsage();
      const sent = await sendFromChild({ url, credentials, kind, seconds, firstSerial, inFlight: IN_FLIGHT });
      const used = process.cpuUsage(before);
      firstSerial += sent.calls + IN_FLIGHT;
      return { ...sent, kind, serverCpuMs: (used.user + used.system) / 1000 / sent.calls };
    };
    try {
      options.say(`warming up for ${String(options.warmUpSeconds)} s`);
      await send('fresh', options.warmUpSeconds);
      for (const kind of ['fresh', 'replay', 'accept'] as const) {
        options.say(`${kind}: ${String(options.seconds)} s`);
        figures.push(await send(kind, options.seconds));
      }
    } finally {
      emulator.close();
    }
    return figures;
  });
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
