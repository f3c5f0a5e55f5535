import { request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from './self-signed-certificate';

/** Ends TLS on loopback and hands every request on as it came, its Host included, as NetSuite's own front does. */
export function openTlsFront(identity: SelfSigned, target: URL): Promise<{ readonly port: number; readonly hosts: readonly string[]; close(): Promise<void> }> {
  const hosts: string[] = [];
  const server = createServer({ key: identity.key, cert: identity.certificate }, (incoming, response) => {
    hosts.push(incoming.headers.host ?? '');
    const onward = httpRequest(
      { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => { response.destroy(); });
    incoming.pipe(onward);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        hosts,
        close: () => new Promise((closed) => {
          server.close(() => { closed(); });
          server.closeAllConnections();
        }),
      });
    });
  });
}
