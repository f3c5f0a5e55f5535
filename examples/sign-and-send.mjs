#!/usr/bin/env node
/**
 * Sends a document to the inbound RESTlet, or asks what became of one. Plain Node, no packages.
 *
 *   node examples/sign-and-send.mjs --document order.json --source shopify --type order --key my-key-1
 *   node examples/sign-and-send.mjs --status <operationId>
 *
 * Keys and addresses are read from connection.json (--connection, default .emulator/connection.json).
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { status, submit } from './inbound-client.mjs';

const OPTIONS = {
  connection: { type: 'string', default: '.emulator/connection.json' },
  document: { type: 'string' },
  source: { type: 'string', default: 'shopify' },
  type: { type: 'string', default: 'order' },
  key: { type: 'string' },
  status: { type: 'string' },
};

const USAGE = `Give --document FILE and --key KEY (with --source, --type), or --status OPERATION.
Options: ${Object.keys(OPTIONS).map((name) => `--${name}`).join(', ')}`;

/** Ends the program with a word on standard error. */
function fail(message, exitCode) {
  console.error(message);
  process.exit(exitCode);
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    return fail(`${error.message}\n${USAGE}`, 2);
  }
}

function read(path, hint) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`${path} cannot be read: ${error.message}\n${hint}`, 2);
  }
}

async function run({ connection: path, document, source, type, key, status: operationId }) {
  if (operationId === undefined && (document === undefined || key === undefined)) fail(USAGE, 2);
  const connection = JSON.parse(read(path, 'npm start writes it; --connection names another place.'));
  if (operationId !== undefined) return status(connection, operationId);
  const documentText = read(document, 'Give the path of a JSON document.');
  return submit(connection, { source, documentType: type, idempotencyKey: key, documentText });
}

try {
  const answer = await run(readArguments());
  console.log(`HTTP ${answer.status}`);
  console.log(answer.reply === undefined ? answer.text : JSON.stringify(answer.reply, null, 2));
  if (answer.problemCode !== undefined) process.exitCode = 1;
} catch (error) {
  fail(`The call failed: ${error.cause?.message ?? error.message}\nIf no answer came, send the same document under the same key again: nothing runs twice.`, 1);
}
