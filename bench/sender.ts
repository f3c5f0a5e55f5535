import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { authorizationHeader, type SigningCredentials } from '../examples/oauth1.mjs';
import { orderBodies } from './company';

/** Sends calls for a while and prints what came of them; started by throughput.ts as a process of its own. */

/** New orders; new orders in batches; one settled order again and again; new orders to be carried on by the sweep. */
export type SendKind = 'fresh' | 'batch' | 'replay' | 'accept';

/** Orders in one batch: the most that the contract takes. */
export const BATCH_SIZE = 50;

export interface SendingOrder {
  readonly url: string;
  readonly credentials: SigningCredentials;
  readonly kind: SendKind;
  readonly seconds: number;
  /** Orders of this number and above were not sent yet. */
  readonly firstSerial: number;
  readonly inFlight: number;
}

export interface Sent {
  readonly calls: number;
  readonly callsPerSecond: number;
  /** Orders carried by the calls, a second. */
  readonly operationsPerSecond: number;
  readonly medianMs: number;
  readonly slowest1PercentMs: number;
  /** Bytes of one call's body. */
  readonly bodyBytes: number;
}

interface Reply {
  readonly outcome?: unknown;
  readonly replayed?: unknown;
  /** Of a batch: one reply for each of its orders. */
  readonly operations?: readonly Reply[];
}

function isFresh({ outcome, replayed }: Reply): boolean {
  return outcome === 'applied' && replayed === false;
}

const EXPECTED: Readonly<Record<SendKind, (reply: Reply) => boolean>> = {
  fresh: isFresh,
  batch: ({ operations }) => operations?.length === BATCH_SIZE && operations.every(isFresh),
  replay: ({ outcome, replayed }) => outcome === 'applied' && replayed === true,
  accept: ({ outcome }) => outcome === 'accepted',
};

async function sendForAWhile(order: SendingOrder): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.inFlight });
  const nextBody = bodies(order);
  const durations: number[] = [];
  const began = performance.now();
  const until = began + order.seconds * 1000;
  await Promise.all(Array.from({ length: order.inFlight }, async () => {
    while (performance.now() < until) durations.push(await send(order, agent, nextBody()));
  }));
  const elapsedS = (performance.now() - began) / 1000;
  agent.destroy();
  durations.sort((a, b) => a - b);
  const at = (share: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0;
  return {
    calls: durations.length, callsPerSecond: durations.length / elapsedS,
    operationsPerSecond: durations.length * (order.kind === 'batch' ? BATCH_SIZE : 1) / elapsedS, medianMs: at(0.5), slowest1PercentMs: at(0.99),
    bodyBytes: Buffer.byteLength(nextBody()),
  };
}

function bodies({ kind, firstSerial }: SendingOrder): () => string {
  const body = orderBodies();
  let serial = firstSerial;
  return () => {
    if (kind === 'replay') return JSON.stringify(body(1));
    if (kind === 'batch') {
      const operations = Array.from({ length: BATCH_SIZE }, (_, index) => body(serial + index));
      serial += BATCH_SIZE;
      return JSON.stringify({ contract: '1', operations });
    }
    serial += 1;
    return JSON.stringify(body(serial - 1, kind === 'accept' ? { mode: 'async' } : {}));
  };
}

/** Sends one call, checks its answer, and returns how many milliseconds it took. */
async function send({ url, credentials, kind }: SendingOrder, agent: Agent, body: string): Promise<number> {
  const began = performance.now();
  const headers = {
    'authorization': authorizationHeader(credentials, { method: 'POST', url }), 'content-type': 'application/json', 'content-length': Buffer.byteLength(body),
  };
  const answer = await new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      text(incoming).then((read) => { resolve({ status: incoming.statusCode ?? 0, body: read }); }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const took = performance.now() - began;
  if (answer.status !== 200 || !EXPECTED[kind](JSON.parse(answer.body) as Reply)) {
    throw new Error(`A ${kind} call was answered with ${String(answer.status)}: ${answer.body.slice(0, 500)}`);
  }
  return took;
}

async function main(): Promise<void> {
  const order = JSON.parse(await text(process.stdin)) as SendingOrder;
  process.stdout.write(JSON.stringify(await sendForAWhile(order)));
}

if (require.main === module) void main();
