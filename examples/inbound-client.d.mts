import type { SigningCredentials } from './oauth1.mjs';

/** `connection.json`: how to reach an account, and the keys to it. */
export interface Connection extends SigningCredentials {
  readonly baseUrl: string;
  readonly inboundUrl: string;
}

export interface DocumentToSend {
  readonly source: string;
  readonly documentType: string;
  readonly idempotencyKey: string;
  readonly documentText: string;
}

export interface ClientAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly reply: unknown;
  /** Set where the call itself was refused: NetSuite's error code, or `HTTP_` and the status. */
  readonly problemCode: string | undefined;
}

/** Sends one document as text. Repeats the call while too many are in flight. */
export function submit(connection: Connection, document: DocumentToSend): Promise<ClientAnswer>;

/** What became of an operation. */
export function status(connection: Connection, operationId: string): Promise<ClientAnswer>;
