#!/usr/bin/env node
/**
 * Verifies an evidence file of Docket with Node alone. It shares no code with the product: it reads the format that docs/audit.md describes.
 *
 *   node verify-evidence.mjs PACK.json [--seal NUMBER=HASH]... [--extract FOLDER]
 *
 * PACK is the evidence of one operation, or the manifest of a period with its parts beside it. `--seal` names a hash from a mail that was sent out of the account. Exit code 0: everything that can be checked holds. 1: something does not.
 * 2: the file cannot be read as evidence.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Checks the evidence of a period: its manifest, and each part, which `read` gives by name. */
export function verifyPeriod(text, read, sentOut = new Map()) {
  const pack = JSON.parse(text);
  if (pack.format !== 'docket-period/1' || typeof pack.manifest !== 'string') throw new Error('This is no evidence file of format docket-period/1.');
  const manifest = JSON.parse(pack.manifest);
  const wrong = sha256(pack.manifest) === pack.manifestSha256 ? [] : ['The manifest does not have its hash.'];
  const proved = [`${manifest.subject} of account ${manifest.account}, made ${manifest.made} by ${manifest.madeBy}: ${manifest.parts.length} parts`];
  let operations = 0;
  for (const part of manifest.parts) {
    const content = read(part.name);
    if (content === undefined) wrong.push(`${part.name} is in the manifest and not here.`);
    else if (sha256(content) !== part.sha256) wrong.push(`${part.name} is not the one that the manifest names.`);
    else {
      const told = verifyEvidence(content, new Map());
      wrong.push(...told.wrong.map((line) => `${part.name}: ${line}`));
      const pieces = JSON.parse(content).files;
      const here = JSON.parse(pieces['heads.json'] ?? '[]').length;
      if (here !== part.operations) wrong.push(`${part.name} holds ${here} operations; the manifest tells ${part.operations}.`);
      operations += here;
      if (sentOut.size > 0) wrong.push(...mailsWrong(JSON.parse(pieces['seals.json'] ?? '{}'), sentOut).map((line) => `${part.name}: ${line}`));
    }
  }
  const received = JSON.parse(manifest.statement).totals.filter(({ line }) => line === 'received').reduce((sum, { count }) => sum + count, 0);
  if (received !== operations) wrong.push(`The control total tells ${received} operations received; ${operations} are here.`);
  else proved.push(`${operations} operations, as many as the control total tells`);
  if (sentOut.size === 0) proved.push('no mailed seal was compared: a history that was rewritten whole would not show');
  return { wrong, proved };
}

/** Of a part, the seals that it brings along. */
function mailsWrong({ seals = [] }, sentOut) {
  return seals.filter(({ number, hash }) => sentOut.has(number) && sentOut.get(number) !== hash).map(({ number }) => `Seal ${number} is not the one that was mailed: the history was rewritten.`);
}

/** Checks a pack. `sentOut`: hashes of seals by number. Returns what is wrong, and what was proved, in words. */
export function verifyEvidence(text, sentOut = new Map()) {
  const pack = JSON.parse(text);
  if (pack.format !== 'docket-evidence/1' || typeof pack.manifest !== 'string') throw new Error('This is no evidence file of format docket-evidence/1.');
  const wrong = [];
  const proved = [];
  const manifest = JSON.parse(pack.manifest);
  if (sha256(pack.manifest) !== pack.manifestSha256) wrong.push('The manifest does not have its hash.');
  wrong.push(...filesWrong(manifest, pack.files));
  proved.push(`${manifest.files.length} files of account ${manifest.account}, made ${manifest.made} by ${manifest.madeBy}`);
  const events = JSON.parse(pack.files['events.json'] ?? '[]');
  const chains = new Map();
  for (const event of events) chains.set(event.chain, [...(chains.get(event.chain) ?? []), event]);
  for (const [chain, rows] of chains) wrong.push(...chainWrong(chain, rows));
  for (const operation of [JSON.parse(pack.files['operation.json'] ?? '{}'), ...JSON.parse(pack.files['heads.json'] ?? '[]')]) wrong.push(...headWrong(operation, chains));
  proved.push(`${events.length} events in ${chains.size} chains, each chained to the one before`);
  const told = sealsChecked(JSON.parse(pack.files['seals.json'] ?? '{}'), events, sentOut);
  wrong.push(...told.wrong);
  proved.push(...told.proved);
  return { wrong, proved };
}

function filesWrong(manifest, files) {
  const wrong = [];
  for (const { name, sha256: hash } of manifest.files) {
    if (typeof files[name] !== 'string') wrong.push(`${name} is in the manifest and not in the file.`);
    else if (sha256(files[name]) !== hash) wrong.push(`${name} is not the one that the manifest names.`);
  }
  const named = new Set(manifest.files.map(({ name }) => name));
  for (const name of Object.keys(files)) if (!named.has(name)) wrong.push(`${name} is not in the manifest.`);
  return wrong;
}

/** Numbers from 1 without gaps, each row with its hash, chained to the row before. */
function chainWrong(chain, rows) {
  const wrong = [];
  let before = { number: 0, hash: '' };
  for (const row of rows) {
    const name = `Event ${row.number} of ${chain}`;
    if (row.number !== before.number + 1) wrong.push(`${name} follows number ${before.number}.`);
    if (row.previousHash !== before.hash) wrong.push(`${name} is not chained to the one before.`);
    if (row.valuesHash === '') wrong.push(`${name} keeps no hash of its values, so its hash cannot be checked here.`);
    else if (hashOf(row) !== row.hash) wrong.push(`${name} does not carry its hash.`);
    before = row;
  }
  return wrong;
}

function hashOf(row) {
  const facts = JSON.stringify([row.chain, row.number, row.kind, row.atMs, row.actor, row.facts]);
  return sha256(`${row.previousHash}\n${facts}\n${row.valuesHash}`);
}

/** The operation tells a last event, which has to be there; later ones may be. */
function headWrong(operation, chains) {
  const rows = chains.get(operation.operationId) ?? [];
  return rows.length >= (operation.head ?? 0) ? [] : [`The operation tells ${operation.head} events; ${rows.length} are here.`];
}

function sealsChecked({ seals = [], pages = [], left = 0, unsealed = 0 }, events, sentOut) {
  const wrong = [];
  const proved = [];
  const named = new Map();
  for (const { seal, page, text } of pages) {
    const told = seals.find(({ number }) => number === seal)?.pageList.find((one) => one.page === page);
    if (told === undefined || sha256(text) !== told.hash) wrong.push(`Page ${page} of seal ${seal} is not the one that was sealed.`);
    for (const line of text.split('\n').slice(1)) {
      const [, id, number, , hash, chain] = /^(\d+) (-?\d+) (-?\d+) (\S*) (.*)$/.exec(line) ?? [];
      named.set(Number(id), { number: Number(number), hash, chain, seal });
    }
    for (const event of events) if (told !== undefined && event.internalId > told.fromId && event.internalId <= told.toId && !named.has(event.internalId)) wrong.push(`Event ${event.number} of ${event.chain} was not there when its neighbours were sealed.`);
  }
  let before;
  for (const seal of seals) {
    wrong.push(...sealWrong(seal, before));
    before = seal;
  }
  for (const event of events) {
    const line = named.get(event.internalId);
    if (line !== undefined && (line.hash !== event.hash || line.chain !== event.chain || line.number !== event.number)) wrong.push(`Event ${event.number} of ${event.chain} is not the one in seal ${line.seal}.`);
  }
  const inSeal = events.filter(({ internalId }) => named.has(internalId)).length;
  proved.push(`${inSeal} events stand in seals; ${unsealed} are not sealed yet; ${left} stand in seals whose pages are not in this file`);
  for (const [number, hash] of sentOut) {
    const seal = seals.find((one) => one.number === number);
    if (seal === undefined) wrong.push(`Seal ${number} was mailed and is not in this file.`);
    else if (seal.hash !== hash) wrong.push(`Seal ${number} is not the one that was mailed: the history was rewritten.`);
    else proved.push(`seal ${number} is the one that was mailed`);
  }
  if (sentOut.size === 0) proved.push('no mailed seal was compared: a history that was rewritten whole would not show');
  return { wrong, proved };
}

function sealWrong(seal, before) {
  const wrong = [];
  const fields = [seal.number, seal.fromId, seal.toId, seal.atMs, seal.events, seal.pages, seal.root, seal.previousHash];
  if (sha256(JSON.stringify(fields)) !== seal.hash) wrong.push(`Seal ${seal.number} does not carry its hash.`);
  if (before !== undefined && (seal.number !== before.number + 1 || seal.previousHash !== before.hash)) wrong.push(`Seal ${seal.number} does not stand behind seal ${before.number}.`);
  if (seal.pageList.length === 0) return wrong;
  const root = [`pages ${seal.pageList.length}`, ...seal.pageList.map(({ page, fromId, toId, rows, hash }) => `${page} ${fromId} ${toId} ${rows} ${hash}`)].join('\n');
  if (seal.pageList.length !== seal.pages || sha256(root) !== seal.root) wrong.push(`The pages of seal ${seal.number} are not the ones that were sealed.`);
  return wrong;
}

function main(args) {
  const [path, ...rest] = args;
  if (path === undefined) throw new Error('Usage: node verify-evidence.mjs PACK.json [--seal NUMBER=HASH]... [--extract FOLDER]');
  const sentOut = new Map();
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  for (let at = 0; at < rest.length; at += 2) {
    const [option, value = ''] = [rest[at], rest[at + 1]];
    const [number, hash] = value.split('=');
    if (option === '--seal' && hash !== undefined) sentOut.set(Number(number), hash.toLowerCase());
    else if (option === '--extract' && value !== '') extract(JSON.parse(text).files, value);
    else throw new Error(`What is ${option} ${value}?`);
  }
  const isPeriod = JSON.parse(text).format === 'docket-period/1';
  const { wrong, proved } = isPeriod ? verifyPeriod(text, (name) => readBeside(path, name), sentOut) : verifyEvidence(text, sentOut);
  for (const line of proved) console.log(`proved: ${line}`);
  for (const line of wrong) console.log(`WRONG: ${line}`);
  console.log(wrong.length === 0 ? 'The evidence holds.' : `The evidence does not hold: ${wrong.length} findings.`);
  return wrong.length === 0 ? 0 : 1;
}

/** A part that lies beside the manifest. */
function readBeside(path, name) {
  const beside = join(dirname(path), basename(name));
  return existsSync(beside) ? readFileSync(beside, 'utf8').replace(/^\uFEFF/, '') : undefined;
}

function extract(files, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, basename(name)), content);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
