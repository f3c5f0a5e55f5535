import { asciiJson } from '../../domain/ascii-json';
import { causeFingerprint, conditionDuty } from '../../domain/cause';
import { isoTime } from '../../domain/outcome';
import { shownCurrent } from '../../domain/sentinel';
import type { TouchedField } from '../../domain/sentinel';
import { appendStep, causeChain } from '../actions/side-chain';
import type { Cause } from '../machine-ports';
import type { Ports } from '../ports';
import { foreignChanges } from './foreign-changes';
import type { ChangedRecord, ForeignChanges, SentinelPorts } from './sentinel-ports';

/** Causes that one save raises, most: nobody's save is to be slow. */
const MOST_CAUSES = 5;

/** Times that a change is appended to the chain of its cause, where others are at the same moment. */
const MAX_APPENDS = 3;

/** Characters of the list of changes that a cause shows; its chain holds all of them. */
const MOST_SHOWN = 2_500;

/**
 * Tells people of what a save changed in fields that another system owns: a cause for each field of a source and document type, whose chain holds
 * every change with its values. It never throws, for it runs behind somebody's save: what fails is a cause itself, and `lastResort` is told
 * where even that fails. At most 230 units.
 */
export function noticeForeignChanges(changed: ChangedRecord, ports: SentinelPorts, lastResort: (error: unknown) => void): void {
  try {
    const found = foreignChanges(changed, ['observe', 'warn'], ports);
    if (found !== undefined) notice(changed, found, ports);
  } catch (error) {
    try {
      raiseFailure(changed, error, ports);
    } catch {
      lastResort(error);
    }
  }
}

function notice(changed: ChangedRecord, { map, touched }: ForeignChanges, ports: SentinelPorts): void {
  const fields = [...new Set(touched.map(({ watched }) => watched.field))].slice(0, MOST_CAUSES);
  for (const field of fields) tell(changed, { map, touched: touched.filter(({ watched }) => watched.field === field) }, ports);
}

function tell(changed: ChangedRecord, { map: { rule }, touched }: ForeignChanges, ports: SentinelPorts): void {
  const [first] = touched;
  if (first === undefined) return;
  const { platform, causes, board, events } = ports;
  const { field, owner } = first.watched;
  const nowMs = platform.nowMs();
  const fingerprint = causeFingerprint('foreign_change', [rule.source, rule.documentType, field], platform.sha256);
  const line = `${isoTime(nowMs)} ${changed.recordType} ${String(changed.internalId)}: ${touched.map(wordsOf).join(', ')}, by user ${String(platform.caller.userId)} (${changed.context}).`;
  const cause: Cause = {
    fingerprint, kind: 'foreign_change', source: rule.source, documentType: rule.documentType, reason: '', title: `"${field}" was changed in NetSuite, and belongs to ${owner}`,
    text: textWith(line, ''), subject: `${changed.recordType} ${String(changed.internalId)}`, ...conditionDuty('foreign_change', nowMs),
  };
  const [known] = causes.find([fingerprint]);
  const isNew = known?.state !== 'open';
  if (isNew) causes.raise(cause, known, nowMs);
  for (let tried = 1; tried <= MAX_APPENDS; tried += 1) {
    const row = board.load(fingerprint);
    if (row === undefined) return;
    const stepped = appendStep(causeChain(fingerprint), row.head, stepOf(changed, touched, ports), { events, platform } as Ports);
    board.change(row.internalId, { head: stepped.kind === 'appended' ? stepped.head : stepped.end, ...(stepped.kind === 'appended' && !isNew ? { text: textWith(line, row.text) } : {}) });
    if (stepped.kind === 'appended') return;
  }
  throw new Error(`The chain of the cause ${fingerprint} grew during each of ${String(MAX_APPENDS)} appends.`);
}

/** The values stand among what erasure alone may clear. */
function stepOf({ recordType, internalId, context }: ChangedRecord, touched: readonly TouchedField[], { platform }: SentinelPorts): Parameters<typeof appendStep>[2] {
  const lines = touched.map(({ line }) => line).filter((line) => line !== '');
  return {
    action: 'foreign_change', key: `change-${platform.randomHex(8)}`, asker: platform.caller,
    facts: { recordType, internalId, field: touched[0]?.watched.field ?? '', guard: touched[0]?.watched.guard ?? '', context, ...(lines.length === 0 ? {} : { lines }) },
    note: asciiJson(touched.map(({ line, before, after }) => ({ line, before, after }))).slice(0, 20_000),
  };
}

function wordsOf({ watched, line, before, after }: TouchedField): string {
  const place = line === '' ? '' : `line ${line.slice(0, 40)} `;
  return `${place}${shownCurrent(watched, before)} → ${shownCurrent(watched, after)}`;
}

const WHAT_TO_DO = 'Change it in the system that owns it, or have the map say otherwise. The next document of the record puts the owner\'s value back. Close this when it is settled. Latest changes:';

/** What to do, and the latest changes first. */
function textWith(line: string, before: string): string {
  const earlier = before.startsWith(WHAT_TO_DO) ? before.slice(WHAT_TO_DO.length) : '';
  return `${WHAT_TO_DO}\n${line}${earlier}`.slice(0, WHAT_TO_DO.length + MOST_SHOWN);
}

function raiseFailure({ recordType, internalId }: ChangedRecord, error: unknown, { causes, platform }: SentinelPorts): void {
  const { name = 'UNKNOWN', message = '' } = error as { readonly name?: string; readonly message?: string };
  const nowMs = platform.nowMs();
  const cause = {
    fingerprint: causeFingerprint('platform_failure', ['sentinel', name], platform.sha256), kind: 'platform_failure', source: '', documentType: '', reason: '', title: 'A save could not be looked at for fields of other owners',
    text: `${name}: ${message}`, subject: `${recordType} ${String(internalId)}`, ...conditionDuty('platform_failure', nowMs),
  } as const;
  causes.raise(cause, causes.find([cause.fingerprint])[0], nowMs);
}
