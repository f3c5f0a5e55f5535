import { dateOfDay } from '../../domain/calendar';
import { changedTotals, controlTotals, countOperations, isBalanced, isOpenLine, closeLineOf } from '../../domain/close/close-count';
import type { ClosePeriod } from '../../domain/close/close-period';
import { afterSigning, closeStatement, signOffChain, statementText, totalsIn } from '../../domain/close/sign-off';
import type { Viewer } from '../../domain/review/capability';
import type { EventLog, Platform } from '../ports';
import type { ClosePorts, CloseRow, StoredSignOff } from './close-port';
import type { CloseBucket, CloseReader, CloseView } from './close-view-port';
import { closePart, idBefore } from './count-close';

/** Periods that the list shows. */
const MOST_PERIODS = 18;

/** Operations that a page counts and hands out; what is more is counted by the evidence of the period. */
const MOST_ON_PAGE = 20_000;

/** What closes are read from. */
export interface ReaderPorts extends ClosePorts {
  readonly events: Pick<EventLog, 'facts'>;
  readonly platform: Pick<Platform, 'nowMs' | 'sha256'>;
}

/** Reads closes for one call of the pages. */
export function closeReader({ close, signOffs, events, platform }: ReaderPorts): CloseReader {
  let known: readonly StoredSignOff[] | undefined;
  const latest = () => (known ??= signOffs.latest());
  const today = () => dateOfDay(Math.floor(platform.nowMs() / 86_400_000));
  const after: CloseReader['after'] = (operation) => afterSigning(operation, latest());
  return {
    periods: () => close.periods(today(), MOST_PERIODS),
    after,
    buckets: (internalId, viewer) => {
      const period = close.period(internalId);
      if (period === undefined) return undefined;
      const read = readRows({ period, subsidiary: 'all' }, close);
      return { period, buckets: read === undefined ? 'too_many' : bucketsOf(read.rows, internalId, latest()).filter(({ subsidiary }) => sees(viewer, subsidiary)) };
    },
    view: (subject, viewer) => {
      const period = sees(viewer, subject.subsidiary) ? close.period(subject.period) : undefined;
      if (period === undefined) return undefined;
      const read = readRows({ period, subsidiary: subject.subsidiary }, close);
      return read === undefined ? { kind: 'too_many', period } : viewOf({ subject, period, upToId: read.upToId, rows: read.rows.map((row) => ({ ...row, after: after(row) })), isOver: today() > period.end }, { signOffs, events, platform });
    },
  };
}

/** Who sees some subsidiaries alone closes nothing of which none is known. */
function sees({ subsidiaries }: Viewer, subsidiary: number): boolean {
  return subsidiaries === 'all' || subsidiaries.includes(subsidiary);
}

function readRows(of: { readonly period: ClosePeriod; readonly subsidiary: number | 'all' }, close: ClosePorts['close']): { readonly rows: readonly CloseRow[]; readonly upToId: number } | undefined {
  const upToId = close.lastId();
  const rows: CloseRow[] = [];
  for (let fromId: number | undefined = idBefore(of.period, upToId, close); fromId !== undefined;) {
    if (rows.length >= MOST_ON_PAGE) return undefined;
    const part = closePart({ ...of, fromId, upToId }, close);
    rows.push(...part.rows);
    fromId = part.nextFromId;
  }
  return { rows, upToId };
}

function bucketsOf(rows: readonly CloseRow[], period: number, latest: readonly StoredSignOff[]): readonly CloseBucket[] {
  const signed = new Map(latest.filter((one) => one.period === period).map((one) => [one.subsidiary, one]));
  return [...new Set([...rows.map(({ subsidiary }) => subsidiary), ...signed.keys()])].sort((a, b) => a - b).map((subsidiary) => {
    const own = rows.filter((row) => row.subsidiary === subsidiary);
    return { subsidiary, received: own.length, open: own.filter((row) => isOpenLine(closeLineOf(row))).length, balanced: isBalanced(controlTotals(countOperations(own))), signed: signed.get(subsidiary) };
  });
}

type Known = Pick<CloseView, 'subject' | 'period' | 'upToId' | 'rows' | 'isOver'>;

function viewOf(known: Known, ports: Omit<ReaderPorts, 'close'>): CloseView {
  const { signOffs, platform } = ports;
  const { subject, period, upToId, rows } = known;
  const count = countOperations(rows);
  const statement = closeStatement({ period, subsidiary: subject.subsidiary, upToId }, count);
  const standing = signOffs.of(subject);
  const last = standing.at(-1);
  return {
    ...known, totals: statement.totals, balanced: isBalanced(statement.totals), open: rows.filter((row) => isOpenLine(closeLineOf(row))), statementHash: platform.sha256(statementText(statement)), signOffs: standing,
    last: last === undefined ? undefined : lastOf(last, rows, ports),
  };
}

/** What was signed last, against what the same operations come to now. A row that is not what its event says was signed says so. */
function lastOf(last: StoredSignOff, rows: readonly CloseRow[], { signOffs, events, platform }: Omit<ReaderPorts, 'close'>): NonNullable<CloseView['last']> {
  const text = signOffs.text(last.internalId);
  const now = controlTotals(countOperations(rows.filter(({ internalId }) => internalId <= last.upToId)));
  const [event] = events.facts(signOffChain(last), last.number, last.number);
  const signed = event === undefined ? undefined : (JSON.parse(event.facts) as { readonly statementHash?: unknown }).statementHash;
  return { ...text, isAsSigned: signed === last.statementHash && platform.sha256(text.statement) === signed, changed: changedTotals(totalsIn(text.statement), now) };
}
