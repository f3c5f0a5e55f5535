import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isOwnHost, schemeOf } from './account-hosts';
import { refusedAtTheDoor, type AdmittedReply } from './concurrency';
import type { ExecutionQueue } from './execution-queue';
import { LARGEST_BODY, answerJson, type HttpReply, type HttpRequest } from './messages';

/** Answers one request that was read whole. */
export type Router = (request: HttpRequest) => Promise<AdmittedReply>;

export interface HttpServerParts {
  readonly accountId: string;
  readonly queue: ExecutionQueue;
  readonly route: Router;
}

export interface ListeningServer {
  readonly port: number;
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Serves on loopback alone; a foreign Host or Origin is refused before anything is read or run. */
export function listenOnLoopback(port: number, parts: HttpServerParts): Promise<ListeningServer> {
  const silent = new WeakMap<Socket, () => void>();
  const server = createServer((request, response) => {
    const settle = parts.queue.expectArrival();
    silent.get(request.socket)?.();
    void handle(request, response, { ...parts, settle });
  });
  // Scripts run on this thread: hours of NetSuite time passing in one go must not cost a waiting sender its connection.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket: Socket) => {
    const settle = parts.queue.expectArrival();
    silent.set(socket, settle);
    socket.once('close', settle);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = (server.address() as AddressInfo).port;
      resolve({ port: bound, baseUrl: `http://127.0.0.1:${String(bound)}`, close: () => closeServer(server) });
    });
  });
}

interface ArrivingCall extends HttpServerParts {
  /** Tells the queue that the call is in. */
  readonly settle: () => void;
}

async function handle(incoming: IncomingMessage, response: ServerResponse, parts: ArrivingCall): Promise<void> {
  let admitted: AdmittedReply;
  try {
    admitted = await reply(incoming, parts);
  } catch (error) {
    const { name, message } = error as Error;
    admitted = refusedAtTheDoor(answerJson(500, { error: { code: 'UNEXPECTED_ERROR', message: `${name}: ${message}` } }));
  } finally {
    parts.settle();
  }
  send(admitted, response);
}

async function reply(incoming: IncomingMessage, parts: ArrivingCall): Promise<AdmittedReply> {
  const host = incoming.headers.host ?? '';
  if (!isOwnHost(host, parts.accountId)) return refusedAtTheDoor(answerJson(421, { error: 'This host is not served here.' }));
  const origin = incoming.headers.origin;
  if (origin !== undefined && origin !== `${schemeOf(host)}://${host}`) {
    return refusedAtTheDoor(answerJson(403, { error: 'Requests from other origins are refused.' }));
  }
  const body = await readBody(incoming);
  const answering = parts.route(requestOf(incoming, host, body));
  parts.settle();
  return answering;
}

function requestOf(incoming: IncomingMessage, host: string, body: Buffer | undefined): HttpRequest {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  return {
    method: incoming.method ?? 'GET', scheme: schemeOf(host), host, path: mark < 0 ? target : target.slice(0, mark), rawQuery,
    headers: incoming.headers, query: new URLSearchParams(rawQuery), body: body ?? Buffer.alloc(0), bodyTooLarge: body === undefined,
  };
}

/** Undefined: the body is larger than the platform takes; the rest of it is read and dropped. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LARGEST_BODY) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > LARGEST_BODY ? undefined : Buffer.concat(chunks);
}

/** A place among the calls in flight is free again when its reply is handed to the socket, or the socket is gone. */
function send({ reply: outgoing, leave }: AdmittedReply, response: ServerResponse): void {
  response.once('close', leave);
  response.once('finish', leave);
  write(outgoing, response);
}

function write(outgoing: HttpReply, response: ServerResponse): void {
  if (outgoing.kind === 'dropped' || response.destroyed) {
    response.destroy();
    return;
  }
  const headers = { ...outgoing.headers, 'content-length': Buffer.byteLength(outgoing.body), 'x-content-type-options': 'nosniff' };
  response.writeHead(outgoing.status, headers as Record<string, string | string[] | number>);
  response.end(outgoing.body);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => { resolve(); });
    server.closeAllConnections();
  });
}
