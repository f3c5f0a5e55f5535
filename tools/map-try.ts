import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parse } from 'lossless-json';

import { bindSource, connectorActor, seedCompany } from '../demo/seed-company';
import { bootEmulator } from '../emulator/boot';
import type { Emulator, RestletReply } from '../emulator/types';
import type { MapFile } from '../src/domain/map-file';
import { buildProject } from './build';
import { compileMaps } from './compile-maps';
import { MapCommandFault, readOne, type CommandResult } from './map-check';
import { recordLines } from './map-try-record';
import { foresightLines, isTaken, refusalLines, settledLines, type Answered } from './map-try-text';
import type { MapFolders } from './read-maps';

/** What `map try` was asked for. */
export interface TryRequest {
  /** The map file. */
  readonly file: string;
  /** Documents to run; none: the map's samples. */
  readonly documents: readonly string[];
  /** `type:file`, or `source.type:file`, of documents that are posted before. */
  readonly first: readonly string[];
  /** Post each document after it was foreseen. */
  readonly apply: boolean;
}

const ROOT = resolve(__dirname, '..');

/** The account of `npm start`. */
const ACCOUNT = { accountId: '7104283', timeZone: 'America/New_York', seed: 1 };

const INBOUND = { scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl' };

interface NamedDocument {
  readonly file: string;
  readonly source: string;
  readonly documentType: string;
  readonly text: string;
}

/**
 * Runs documents through validate in an account of its own that is gone afterwards; with `apply`, posts them too. Exit code 1
 * where one would not be applied. Throws `MapCommandFault` for what the caller has to put right, `BuildRefused` for a map that
 * does not compile. `say` receives each line as it comes.
 */
export async function tryMap(request: TryRequest, say: (line: string) => void): Promise<CommandResult['exitCode']> {
  const { one, folders } = readOne(request.file);
  const { map } = one;
  const first = request.first.map((named) => firstDocument(named, map.source));
  const { source, documentType } = map;
  const documents: readonly NamedDocument[] = request.documents.length === 0
    ? one.samples.map(({ file, text }) => ({ file, text, source, documentType })) : request.documents.map((file) => ({ file, text: readDocument(file), source, documentType }));
  if (documents.length === 0) throw new MapCommandFault(`${request.file} has no sample: name a document with --document FILE.`);
  const project = await builtProject(folders, say);
  try {
    say('Booting a local NetSuite with the demo company');
    const emulator = await bootEmulator({ ...ACCOUNT, projectFolder: project.folder, dataFolder: ':memory:', hostMs: () => Date.now() });
    try {
      seedCompany(emulator);
      for (const name of new Set([...first, ...documents].map((document) => document.source))) {
        if (bindSource(emulator, name)) say(`The demo company binds nobody to ${name}; here its connector speaks for it.`);
      }
      say('');
      return new Trial(emulator, map, say).run(first, documents, request.apply);
    } finally {
      emulator.close();
    }
  } finally {
    project.remove();
  }
}

/** One account, one map, its documents. */
class Trial {
  constructor(private readonly emulator: Emulator, private readonly map: MapFile, private readonly say: (line: string) => void) {}

  run(first: readonly NamedDocument[], documents: readonly NamedDocument[], apply: boolean): 0 | 1 {
    const before = first.map((document) => this.post(document, false));
    const tried = documents.map((document) => this.attempt(document, apply));
    return [...before, ...tried].every((taken) => taken) ? 0 : 1;
  }

  private attempt(document: NamedDocument, apply: boolean): boolean {
    this.say(document.file);
    const reply = this.call('put', document);
    if (reply.kind !== 'returned') return this.tell(refusalLines(reply), false);
    const foresight = reply.value as Answered;
    const taken = this.tell(foresightLines(foresight), isTaken(foresight));
    return apply ? this.post(document, true) : taken;
  }

  private post(document: NamedDocument, showsRecord: boolean): boolean {
    const reply = this.call('post', document);
    if (reply.kind !== 'returned') return this.tell([`Posted ${document.file}:`, ...refusalLines(reply)], false);
    const answer = reply.value as Answered;
    const { recordType = '', internalId = null } = answer.result ?? {};
    const record = !showsRecord || internalId === null ? [] : recordLines(this.emulator, recordType, internalId);
    return this.tell([`Posted ${document.file}:`, ...settledLines(answer), ...record], isTaken(answer));
  }

  private call(method: 'put' | 'post', { source, documentType, text, file }: NamedDocument): RestletReply {
    const derived = source === this.map.source && documentType === this.map.documentType && this.map.key !== undefined;
    const argument = {
      contract: '1', source, documentType, documentText: text, ...(derived ? {} : { idempotencyKey: `try-${basename(file)}` }), ...(method === 'post' ? { mode: 'sync' } : {}),
    };
    return this.emulator.callRestlet({ ...INBOUND, method, actor: connectorActor(this.emulator), argument });
  }

  private tell(lines: readonly string[], taken: boolean): boolean {
    for (const line of [...lines, '']) this.say(line);
    return taken;
  }
}

/** The built project; with a draft, a copy of it in which the draft counts. */
async function builtProject(folders: MapFolders, say: (line: string) => void): Promise<{ readonly folder: string; readonly remove: () => void }> {
  say('Building the project');
  await buildProject({ root: ROOT, say: (line) => { say(`  ${line}`); } });
  if (folders.draft === undefined) return { folder: join(ROOT, 'dist'), remove: () => undefined };
  say(`  with ${folders.draft}`);
  const objects = compileMaps(folders);
  const folder = mkdtempSync(join(tmpdir(), 'docket-try-'));
  cpSync(join(ROOT, 'dist'), folder, { recursive: true });
  for (const { path, content } of objects) writeFileSync(join(folder, path), content);
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}

function firstDocument(named: string, ownSource: string): NamedDocument {
  const [, source = ownSource, documentType, file] = /^(?:([a-z][a-z0-9_-]*)\.)?([a-z][a-z0-9_-]*):(.+)$/.exec(named) ?? [];
  if (documentType === undefined || file === undefined) throw new MapCommandFault(`--first takes TYPE:FILE or SOURCE.TYPE:FILE, not '${named}'.`);
  return { source, documentType, file, text: readDocument(file) };
}

function readDocument(file: string): string {
  const text = readText(file);
  try {
    parse(text);
    return text;
  } catch (error) {
    throw new MapCommandFault(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new MapCommandFault((error as NodeJS.ErrnoException).code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${(error as Error).message}`);
  }
}
