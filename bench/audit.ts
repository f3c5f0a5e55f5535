import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { MapReduceReport } from '../emulator/types';
import { openSqlite } from '../emulator/store/sqlite';
import { chainEvent } from '../src/domain/event-chain';
import type { ChainHead } from '../src/domain/event-chain';
import { eventExternalId } from '../src/domain/identity';
import { openCompany, settleOrders, withDataFolder } from './company';
import type { BenchCompany } from './company';

/** What it costs to verify a history, and to seal it. */
export interface AuditFigures {
  readonly events: number;
  readonly verify: AuditCost;
  /** All seals that the events need; 0 runs where they were not made. */
  readonly seal: AuditCost;
}

interface AuditCost {
  readonly runs: number;
  readonly units: number;
  readonly seconds: number;
}

export interface AuditSize {
  /** Events, rising. */
  readonly events: readonly number[];
  /** Histories of more events are verified and not sealed. */
  readonly sealedUpTo: number;
}

const EVENT = 'customrecord_dkt_event';
const EVENTS_PER_CHAIN = 5;
const HOUR_MS = 3_600_000;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Measures each size in an account of its own. Events are put in, not written by the product; their hashes are true. */
export async function measureAudit({ events, sealedUpTo }: AuditSize, say: (line: string) => void): Promise<readonly AuditFigures[]> {
  const figures: AuditFigures[] = [];
  for (const count of events) figures.push(await withDataFolder((folder) => measureHistory(folder, count, { isSealed: count <= sealedUpTo, say })));
  return figures;
}

async function measureHistory(folder: string, events: number, { isSealed, say }: { readonly isSealed: boolean; readonly say: (line: string) => void }): Promise<AuditFigures> {
  const first = await openCompany(folder);
  settleOrders(first, 1, () => undefined);
  const atMs = first.emulator.nowMs();
  first.emulator.close();
  putIn(folder, events, atMs);
  const company = await openCompany(folder);
  company.emulator.passTime(2 * HOUR_MS);
  say(`${String(events)} events are in`);
  const seal = isSealed ? runsOf(company, 'seal', (report) => report.pairs.map === 0) : { runs: 0, units: 0, seconds: 0 };
  const verify = runsOf(company, 'verify', () => isVerified(company));
  const found = resultOf(company);
  if (found.rows < events || found.findings !== 0) throw new Error(`The verification came to ${JSON.stringify(found)}.`);
  company.emulator.close();
  return { events, verify, seal };
}

/** Runs a Map/Reduce until it is done, at most ten times. */
function runsOf({ emulator }: BenchCompany, name: string, isDone: (report: MapReduceReport) => boolean): AuditCost {
  const started = performance.now();
  let units = 0;
  for (let runs = 1; runs <= 10; runs += 1) {
    const report = emulator.runMapReduce(`customscript_dkt_${name}_mr`, `customdeploy_dkt_${name}_mr`);
    if (report.errors.length > 0) throw new Error(JSON.stringify(report.errors.slice(0, 3)));
    units += Object.values(report.units).reduce((sum, each) => sum + each, 0);
    if (isDone(report)) return { runs, units, seconds: (performance.now() - started) / 1000 };
  }
  throw new Error(`"${name}" was not done after ten runs.`);
}

function isVerified(company: BenchCompany): boolean {
  return settingOf(company, 'verify:last') !== undefined;
}

function resultOf(company: BenchCompany): { readonly rows: number; readonly findings: number } {
  return JSON.parse(settingOf(company, 'verify:last') ?? '{}') as { readonly rows: number; readonly findings: number };
}

function settingOf({ emulator }: BenchCompany, name: string): string | undefined {
  const value = emulator.query('SELECT custrecord_dkt_set_value AS value FROM customrecord_dkt_setting WHERE externalid = ?', [name])[0]?.['value'];
  return typeof value === 'string' ? value : undefined;
}

/** Puts events into the data of an account that is not open, as copies of its newest: chains of five, written in turns of a thousand. */
function putIn(folder: string, count: number, atMs: number): void {
  const database = openSqlite(join(folder, 'account.db'));
  try {
    database.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;');
    const template = database.prepare(`SELECT * FROM "${EVENT}" ORDER BY id DESC LIMIT 1`).get();
    if (template === undefined) throw new Error('There is no event to copy.');
    const from = Number(template['id']);
    const [namespace] = database.prepare('SELECT namespace FROM emulator_externalid WHERE recordtype = ? AND id = ?').all(EVENT, from);
    const columns = Object.keys(template);
    const insert = database.prepare(`INSERT INTO "${EVENT}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    const name = database.prepare('INSERT INTO emulator_externalid VALUES (?, ?, ?, ?)');
    const heads = new Map<string, ChainHead>();
    database.transaction(() => {
      for (let n = 1; n <= count; n += 1) {
        const chain = sha256(`bench ${String(Math.floor(n / (1000 * EVENTS_PER_CHAIN)))} ${String(n % 1000)}`);
        const event = chainEvent({ chain, kind: 'outcome', atMs, actor: 'user 5 as role', salt: 'ab', facts: '{"state":"applied"}', values: '{}' }, heads.get(chain) ?? { number: 0, hash: '' }, sha256);
        heads.set(chain, { number: event.number, hash: event.hash });
        const externalid = eventExternalId(chain, event.number);
        const values: Readonly<Record<string, string | number>> = {
          id: from + n, externalid, custrecord_dkt_ev_chain: chain, custrecord_dkt_ev_number: event.number, custrecord_dkt_ev_kind: event.kind, custrecord_dkt_ev_at_ms: atMs, custrecord_dkt_ev_actor: event.actor,
          custrecord_dkt_ev_prev_hash: event.previousHash, custrecord_dkt_ev_hash: event.hash, custrecord_dkt_ev_salt: event.salt, custrecord_dkt_ev_facts: event.facts, custrecord_dkt_ev_values: event.values, custrecord_dkt_ev_values_hash: event.valuesHash,
        };
        insert.run(...columns.map((column) => (column === 'custrecord_dkt_ev_prev_hash' && event.previousHash === '' ? null : values[column] ?? (column === 'recordid' ? from + n : template[column] ?? null))));
        name.run(String(namespace?.['namespace']), externalid.toLowerCase(), EVENT, from + n);
      }
    });
    database.prepare('UPDATE emulator_sequence SET last = max(last, ?) WHERE name = ?').run(from + count, EVENT);
  } finally {
    database.close();
  }
}
