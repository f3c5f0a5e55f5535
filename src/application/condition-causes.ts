import { causeFingerprint, conditionDuty } from '../domain/cause';
import type { Condition } from '../domain/cause';
import { failureName } from '../domain/heartbeat';
import type { ReportedFailure } from '../domain/heartbeat';
import { SWEEP_EVERY_MS } from '../domain/lease';
import { MARK_NAME } from '../domain/low-water-mark';
import { isoTime } from '../domain/outcome';
import { overrideFaults } from '../domain/reason-override';
import type { DamagedRow, LogFindings } from './findings-port';
import type { Cause, StoredCause } from './machine-ports';
import type { Ports } from './ports';
import type { Watched } from './watch-volume';

/** What a sweep saw that needs a person and is no failure of an operation. */
export interface Seen {
  readonly findings: LogFindings | undefined;
  /** Rows that were found damaged as they were taken over. */
  readonly damaged: readonly DamagedRow[];
  readonly watched: readonly Watched[] | undefined;
  readonly failures: readonly ReportedFailure[];
  /** When each failure was last reported, by `failureName`. */
  readonly lastReported: Readonly<Record<string, number>>;
}

const KINDS = ['row_damaged', 'foreign_account', 'platform_failure', 'absence', 'settings'] as const satisfies readonly Condition[];

/** Rows that the cause of stray operations names. */
const MOST_NAMED = 20;

/** Rows of open causes that are looked at again in one sweep. */
const MOST_LOOKED_AT = 50;

/** Findings of one kind beyond which the rest is told by a later sweep: `FindingsPort`. A statement takes no list of more than 1,000 (platform facts 5.1). */
const MOST_FOUND = 100;

/** A failure that NetSuite has not reported for so long is over. */
const QUIET_MS = 24 * 3_600_000;

/**
 * Raises a cause for every condition that was seen and none stands for, and closes those that are over. 10 units, 10 more where there
 * are new ones, 6 for each, 2 for each that is over, 2 (12 with events) for each of at most 50 damaged rows that are looked at again. Twice is as good as once.
 */
export function tellConditions(seen: Seen, ports: Ports): void {
  const nowMs = ports.platform.nowMs();
  const wanted = distinct([...damagedRows(seen, ports), ...foreignAccounts(seen, ports), ...reported(seen, ports), ...absent(seen, ports), ...settings(seen, ports)]);
  const open = ports.causes.open(KINDS);
  const missing = wanted.filter(({ fingerprint }) => !open.some((cause) => cause.fingerprint === fingerprint));
  const known = new Map(missing.length === 0 ? [] : ports.causes.find(missing.map(({ fingerprint }) => fingerprint)).map((cause) => [cause.fingerprint, cause]));
  for (const cause of missing) {
    const before = known.get(cause.fingerprint);
    // Where a person closed it, the rows of the other account are known: nothing else will ever come of them.
    if (cause.kind !== 'foreign_account' || before === undefined) ports.causes.raise(cause, before, nowMs);
  }
  const isOver = overBy(seen, ports);
  for (const cause of takingTurns(open, nowMs)) if (!wanted.some(({ fingerprint }) => fingerprint === cause.fingerprint) && isOver(cause)) ports.causes.close(cause.internalId, nowMs);
}

/**
 * Tells of open operations that stood below the low-water mark and were not carried: nobody saw them. They are carried by now. The cause
 * stays until a person closes it. 16 units.
 */
export function tellStray(stray: readonly number[], ports: Ports): void {
  const cause = conditionCause({
    kind: 'stray', subject: MARK_NAME, title: 'Open operations stood below the low-water mark, where nothing looked for them',
    text: `Docket never leaves one there: the mark, a row that carries an operation, or the state of one was changed by hand or by another program. They are in sight again and go on with the next sweep. Rows of the operation log that were found first: ${stray.slice(0, MOST_NAMED).join(', ')}. Close this when you know what changed them.`,
  }, ports);
  const [known] = ports.causes.find([cause.fingerprint]);
  ports.causes.raise(cause, known, ports.platform.nowMs());
}

/** Causes of damaged rows in another order in every sweep, so that with time each is among those looked at. */
function takingTurns(open: readonly StoredCause[], nowMs: number): readonly StoredCause[] {
  const damaged = open.filter(({ kind }) => kind === 'row_damaged');
  const from = (Math.floor(nowMs / SWEEP_EVERY_MS) * MOST_LOOKED_AT) % Math.max(1, damaged.length);
  return [...open.filter(({ kind }) => kind !== 'row_damaged'), ...damaged.slice(from), ...damaged.slice(0, from)];
}

/** Tells of an open cause that was not seen this time whether it is over. */
function overBy(seen: Seen, ports: Ports): (cause: StoredCause) => boolean {
  const { findings, watched } = seen;
  const nowMs = ports.platform.nowMs();
  const undecided = new Set((watched ?? []).flatMap((one) => (one.kind === 'judged' && one.verdict.kind === 'present' ? [] : [watchedName(one)])));
  let looks = 0;
  return ({ kind, subject }) => {
    switch (kind) {
      case 'row_damaged':
        if (findings === undefined) return false;
        looks += 1;
        return looks <= MOST_LOOKED_AT && ports.findings.damageOf(Number(subject), nowMs) === undefined;
      case 'platform_failure':
        return nowMs - (seen.lastReported[subject] ?? nowMs) > QUIET_MS;
      case 'absence':
        return watched !== undefined && !undecided.has(subject);
      case 'settings':
        return findings !== undefined && watched !== undefined;
      default:
        return false;
    }
  };
}

interface Told {
  readonly kind: Condition;
  /** What it is about: with the kind it is the cause's name. */
  readonly subject: string;
  readonly source?: string;
  readonly documentType?: string | undefined;
  readonly title: string;
  readonly text: string;
}

function conditionCause({ kind, subject, source = '', documentType = '', title, text }: Told, { platform }: Ports): Cause {
  return {
    fingerprint: causeFingerprint(kind, [subject], platform.sha256), kind, source, documentType, reason: kind === 'settings' ? 'configuration_unreadable' : '', title, text, subject, ...conditionDuty(kind, platform.nowMs()),
  };
}

function damagedRows({ findings, damaged }: Seen, ports: Ports): readonly Cause[] {
  return [...(findings?.damaged ?? []), ...damaged.slice(0, MOST_FOUND)].map(({ internalId, words }) => conditionCause({
    kind: 'row_damaged', subject: String(internalId), title: `Row ${String(internalId)} of the operation log is damaged`,
    text: `${words} Docket never writes such a row: it was changed by hand or by another program. Nothing of it is touched. The cause closes when the row is well again.`,
  }, ports));
}

function foreignAccounts({ findings }: Seen, ports: Ports): readonly Cause[] {
  return (findings?.foreign ?? []).map(({ account, count }) => conditionCause({
    kind: 'foreign_account', subject: account, title: `${String(count)} open operations were taken by account ${account}`,
    text: `This account, ${ports.platform.accountId}, is a copy of ${account}. Its open operations are carried on there and nowhere else: none of them is touched here. Close this when you have read it.`,
  }, ports));
}

function reported({ failures }: Seen, ports: Ports): readonly Cause[] {
  return failures.map((failure) => conditionCause({
    kind: 'platform_failure', subject: failureName(failure), title: `The sweep failed in ${failure.stage}: ${failure.name}`,
    text: `Reported ${String(failure.count)} times in one sweep. Operations that were left are taken up again by the next. The cause closes after a day without it; where it comes in every sweep, look at the script's execution log.`,
  }, ports));
}

function absent({ watched }: Seen, ports: Ports): readonly Cause[] {
  return (watched ?? []).flatMap((one) => {
    if (one.kind !== 'judged' || one.verdict.kind !== 'absent') return [];
    const { expectation: { name, source, documentType, least, per }, verdict: { count, fromMs, toMs } } = one;
    return [conditionCause({
      kind: 'absence', subject: name, source, documentType, title: `${name} sent ${String(count)} documents in the last ${per}; at least ${String(least)} are expected`,
      text: `Counted from ${isoTime(fromMs)} to ${isoTime(toMs)}. Ask the sender whether it runs. The cause closes when the volume is back; what is expected says the setting "expect:${name}".`,
    }, ports)];
  });
}

function settings({ findings, watched }: Seen, ports: Ports): readonly Cause[] {
  const waiting = (findings?.awaitingSettings ?? []).map(({ source, count, words }) => conditionCause({
    kind: 'settings', subject: source, source, title: `The settings of "${source}" cannot be read`, text: `${String(count)} operations wait until they are corrected. ${words}`,
  }, ports));
  const expectations = (watched ?? []).flatMap((one) => (one.kind === 'judged' ? [] : [conditionCause({
    kind: 'settings', subject: one.name, title: `The setting "${one.name}" cannot be read`,
    text: 'It is a JSON object such as {"least": 10, "per": "hour", "zone": "America/New_York", "hours": [8, 18], "days": [1, 2, 3, 4, 5]}, for a source or a source and its document type.',
  }, ports)]));
  const overrides = (findings?.overrides ?? []).flatMap(({ internalId, override }) => {
    const faults = overrideFaults(override);
    return faults.length === 0 ? [] : [conditionCause({
      kind: 'settings', subject: `override ${String(internalId)}`, title: `The override of "${override.code}" is not safe, and does not count`,
      text: `Where its figures are not safe the policy that is shipped stands; where its reason is none it says nothing. ${faults.join(' ')} Correct row ${String(internalId)} of the overrides; the cause closes then.`,
    }, ports)];
  });
  return [...waiting, ...expectations, ...overrides];
}

/** Subject of the cause that an expectation may have. */
function watchedName(watched: Watched): string {
  return watched.kind === 'judged' ? watched.expectation.name : watched.name.slice('expect:'.length);
}

function distinct(causes: readonly Cause[]): readonly Cause[] {
  return [...new Map(causes.map((cause) => [cause.fingerprint, cause])).values()];
}
