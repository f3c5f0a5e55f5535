import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TokenCredentials } from '../emulator/types';
import type { Connection } from '../examples/inbound-client.mjs';
import { StartFault } from './start-fault';

const FILE = 'connection.json';

/** Where the inbound RESTlet answers, by script ids, as an outside system is told. */
const INBOUND_PATH = '/app/site/hosting/restlet.nl?script=customscript_dkt_inbound_rl&deploy=customdeploy_dkt_inbound_rl';

const MEMBERS = ['baseUrl', 'accountId', 'consumerKey', 'consumerSecret', 'tokenId', 'tokenSecret', 'inboundUrl'] as const;

/**
 * The keys that an earlier start wrote. Undefined where there is no usable file: it is written last, so the company was not
 * seeded whole, or someone removed it. Throws `StartFault` where the folder belongs to another account.
 */
export function readKeys(folder: string, accountId: string): TokenCredentials | undefined {
  const path = connectionPath(folder);
  const connection = existsSync(path) ? parseConnection(readFileSync(path, 'utf8')) : undefined;
  if (connection === undefined) return undefined;
  if (connection.accountId !== accountId) {
    throw new StartFault(
      `${folder} holds the data of account ${connection.accountId}, not of ${accountId}.`,
      'Nothing was touched.',
      'Take another folder: npm start -- --data DIR',
    );
  }
  return connection;
}

/** Writes `connection.json` for a server that listens. The file is put in place whole; only its owner may read it. */
export function writeConnection(folder: string, { accountId, baseUrl, keys }: { readonly accountId: string; readonly baseUrl: string; readonly keys: TokenCredentials }): Connection {
  const { consumerKey, consumerSecret, tokenId, tokenSecret } = keys;
  const connection: Connection = { baseUrl, accountId, consumerKey, consumerSecret, tokenId, tokenSecret, inboundUrl: baseUrl + INBOUND_PATH };
  const path = connectionPath(folder);
  writeFileSync(`${path}.new`, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return connection;
}

export function connectionPath(folder: string): string {
  return join(folder, FILE);
}

function parseConnection(text: string): Connection | undefined {
  try {
    const value = JSON.parse(text) as Partial<Connection> | null;
    return value !== null && MEMBERS.every((member) => typeof value[member] === 'string') ? (value as Connection) : undefined;
  } catch {
    return undefined;
  }
}
