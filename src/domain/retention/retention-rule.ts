/** What ends: the document as received, or the document and the operation's events. */
export const RETENTION_CLASSES = ['payload', 'history'] as const;

export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** A row of `customrecord_dkt_retention`: how long something is kept, or a legal hold. A row counts while it is active, by an accepted decision. */
export interface RetentionRow {
  readonly internalId: number;
  /** `keep`: ends after `days`; `hold`: nothing that it names ends, whatever else says so. */
  readonly kind: 'keep' | 'hold';
  readonly class: RetentionClass;
  /** Empty: every source. */
  readonly source: string;
  /** Empty: every document type. */
  readonly documentType: string;
  /** Operation that a hold is about; empty: all that the row names. */
  readonly operation: string;
  /** Days since an operation was settled; 0 for a hold. */
  readonly days: number;
  readonly decision: string;
}

/** Fewest days that a rule keeps anything: long enough for repeats of the sender, for a month's close and for a seal. */
export const FEWEST_DAYS = 90;

/** An operation as retention judges it. */
export interface RetainedOperation {
  readonly internalId: number;
  readonly operationId: string;
  readonly source: string;
  readonly documentType: string;
  readonly settled: boolean;
  /** Somebody is about to open it again. */
  readonly held: boolean;
  /** Its cause is open. */
  readonly causeOpen: boolean;
  /** A request waits for it. */
  readonly requested: boolean;
  /** Epoch milliseconds; 0: not known. */
  readonly settledMs: number;
  /** Number of its chain's head. */
  readonly head: number;
  /** Chain of the run that ended or erased it; empty: none did. */
  readonly endedBy: string;
}

/** Why an operation stays. */
export const KEPT_REASONS = ['open', 'young', 'on_hold', 'not_sealed', 'ended_before', 'chain_not_whole'] as const;

export type KeptReason = (typeof KEPT_REASONS)[number];

/** What ends by a rule, and what is known when that is judged. */
export interface RetentionGround {
  readonly rule: Pick<RetentionRow, 'class' | 'source' | 'documentType'>;
  /** Operations settled at this moment or later stay, epoch milliseconds. */
  readonly beforeMs: number;
  /** Legal holds as they stand now, not as they stood when it was asked for. */
  readonly holds: readonly RetentionRow[];
  /** Chain of this run: what it began before it died is ended. */
  readonly run: string;
  /** Internal ids of the operation's events, in order of their numbers. */
  readonly events: readonly number[];
  /** Up to this internal id, events stand in a seal that was sent out. */
  readonly sealedTo: number;
}

/**
 * Why an operation stays; undefined: it ends. Nothing open ever ends, nothing that a person or a request still waits for, nothing under a legal
 * hold; a history only as a whole chain that a seal sent out of the account covers. What this run has begun it carries on with.
 */
export function keptBy(operation: RetainedOperation, { rule, beforeMs, holds, run, events, sealedTo }: RetentionGround): KeptReason | undefined {
  const { settled, held, causeOpen, requested, settledMs, endedBy, head } = operation;
  if (!settled || held || causeOpen || requested) return 'open';
  if (holds.some((hold) => isHeldBy(hold, operation))) return 'on_hold';
  if (endedBy !== '') return endedBy === run ? undefined : 'ended_before';
  if (settledMs === 0 || settledMs >= beforeMs) return 'young';
  if (rule.class === 'payload') return undefined;
  if (events.length < head || head === 0) return 'chain_not_whole';
  return events.every((internalId) => internalId <= sealedTo) ? undefined : 'not_sealed';
}

/** True where a legal hold names an operation. */
function isHeldBy({ kind, source, documentType, operation }: RetentionRow, of: Pick<RetainedOperation, 'source' | 'documentType' | 'operationId'>): boolean {
  if (kind !== 'hold') return false;
  return (source === '' || source === of.source) && (documentType === '' || documentType === of.documentType) && (operation === '' || operation === of.operationId);
}

/** Why a row cannot be used, in words; undefined: it can. */
export function retentionFault({ kind, days, operation }: Pick<RetentionRow, 'kind' | 'days' | 'operation'>): string | undefined {
  if (kind === 'hold') return undefined;
  if (operation !== '') return 'A rule that ends something names no single operation.';
  return Number.isSafeInteger(days) && days >= FEWEST_DAYS ? undefined : `A rule keeps things for ${String(FEWEST_DAYS)} days at least.`;
}

/** Counts by reason, for a dry run and a result. */
export type RetentionCounts = Readonly<Partial<Record<KeptReason | 'ends', number>>>;

/** Adds two counts. */
export function addRetained(a: RetentionCounts, b: RetentionCounts): RetentionCounts {
  return Object.fromEntries((['ends', ...KEPT_REASONS] as const).flatMap((name) => ((a[name] ?? 0) + (b[name] ?? 0) === 0 ? [] : [[name, (a[name] ?? 0) + (b[name] ?? 0)]])));
}

/** A count in words. */
export function retainedWords(counts: RetentionCounts): string {
  const WORDS: Readonly<Record<KeptReason | 'ends', string>> = { ends: 'ended', open: 'open', young: 'too young', on_hold: 'under a legal hold', not_sealed: 'not covered by a seal that was sent out', ended_before: 'ended before', chain_not_whole: 'whose chain is not whole' };
  const told = (['ends', ...KEPT_REASONS] as const).flatMap((name) => (counts[name] === undefined ? [] : [`${String(counts[name])} ${WORDS[name]}`]));
  return told.length === 0 ? 'nothing' : told.join(', ');
}

/** Chain of one part of a run. */
export function runChain(request: string, part: number): string {
  return `${request}-p${String(part)}`;
}

/** The request that a part of a run belongs to. */
export function requestOfRun(chain: string): string {
  return chain.replace(/-p\d+$/, '');
}
