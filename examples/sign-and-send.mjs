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

const { values } = parseArgs({
  options: {
    connection: { type: 'string', default: '.emulator/connection.json' },
    document: { type: 'string' },
    source: { type: 'string', default: 'shopify' },
    type: { type: 'string', default: 'order' },
    key: { type: 'string' },
    status: { type: 'string' },
  },
});

function usage() {
  console.error('Give --document FILE and --key KEY (with --source and --type), or --status OPERATION.');
  process.exit(2);
}

const connection = JSON.parse(readFileSync(values.connection, 'utf8'));
const answer = values.status !== undefined
  ? await status(connection, values.status)
  : values.document !== undefined && values.key !== undefined
    ? await submit(connection, {
      source: values.source, documentType: values.type, idempotencyKey: values.key, documentText: readFileSync(values.document, 'utf8'),
    })
    : usage();

console.log(`HTTP ${answer.status}`);
console.log(answer.reply === undefined ? answer.text : JSON.stringify(answer.reply, null, 2));
if (answer.problemCode !== undefined) process.exitCode = 1;
