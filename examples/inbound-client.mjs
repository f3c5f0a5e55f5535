import { authorizationHeader } from './oauth1.mjs';

/** A client of the inbound RESTlet: sends documents, asks what became of them. Uses fetch and nothing else. */

/** How often a call that met the limit on calls in flight is repeated, and how long it waits in between. */
const BUSY_TRIES = 6;
const BUSY_WAIT_MS = 250;

/**
 * Sends one document. It travels as text: a parser in between would round ids past 2^53.
 * Sending the same document under the same key again is always safe.
 */
export function submit(connection, { source, documentType, idempotencyKey, documentText }) {
  const body = JSON.stringify({ contract: '1', source, documentType, idempotencyKey, documentText });
  return call(connection, { method: 'POST', url: connection.inboundUrl, body });
}

/** What became of an operation. */
export function status(connection, operationId) {
  const url = new URL(connection.inboundUrl);
  url.searchParams.set('operationId', operationId);
  return call(connection, { method: 'GET', url: url.href });
}

async function call(connection, request) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(connection, request);
    if (answer.problemCode !== 'SSS_REQUEST_LIMIT_EXCEEDED' || attempt === BUSY_TRIES) return answer;
    await new Promise((resolve) => { setTimeout(resolve, BUSY_WAIT_MS * attempt); });
  }
}

/** One request. `reply` is the parsed answer; `problemCode` is set where the call itself was refused. */
async function send(connection, { method, url, body }) {
  const response = await fetch(url, {
    method,
    headers: { 'authorization': authorizationHeader(connection, { method, url }), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const reply = parsed(text);
  const problemCode = response.ok ? undefined : String(reply?.error?.code ?? `HTTP_${response.status}`);
  return { status: response.status, text, reply, problemCode };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
