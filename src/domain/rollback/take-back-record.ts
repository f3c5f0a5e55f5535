import { blocker, inTellingOrder } from './blockers';
import type { Blocker } from './blockers';
import type { RollbackAccount, RollbackSubject, StandingRecord } from './subject';
import { linkName, linksLeft } from './undone';
import type { Undone } from './undone';
import { reversalKind, voidMethod } from './way-back';
import type { PostingKind, ReversalKind, VoidSupport, WayBack } from './way-back';

export type WayDecision = { readonly kind: 'way'; readonly way: WayBack } | { readonly kind: 'blocked'; readonly blockers: readonly Blocker[] };

/** A record that an operation made, with all that decides how it is taken back. */
export interface MadeRecord {
  readonly subject: RollbackSubject;
  readonly recordType: string;
  readonly now: StandingRecord;
  readonly account: RollbackAccount;
  readonly undone: Undone;
}

/** One rung of the ladder: the way, and what stands in it. */
interface Rung {
  readonly way: WayBack | undefined;
  /** False where type, preference or rule have no such way at all: people are told of another rung then, where there is one. */
  readonly available: boolean;
  readonly blockers: readonly Blocker[];
}

/**
 * How a record that an operation made is taken back: the first rung of the ladder that nothing stands in. Void before reversal before
 * deletion: what stays in the books with its reversal is worth more than what is gone. Where every rung is blocked, the one that the least
 * stands in is told, the higher one of two, and what is no way at all only where nothing else is.
 */
export function takeBackRecord(made: MadeRecord): WayDecision {
  const kind = reversalKind(made.recordType);
  if (kind === undefined) return { kind: 'blocked', blockers: [blocker('way_unavailable', 'INVALID_RCRD_TYPE', [made.recordType])] };
  const always = standsInAnyWay(made);
  const rungs = ladder(made, kind).map((rung) => ({ ...rung, blockers: [...always, ...rung.blockers] }));
  const open = rungs.find(({ way, blockers }) => way !== undefined && blockers.length === 0);
  if (open?.way !== undefined) return { kind: 'way', way: open.way };
  const told = rungs.reduce((least, rung) => (weight(rung) < weight(least) ? rung : least));
  return { kind: 'blocked', blockers: inTellingOrder(told.blockers) };
}

/** No rung has as many blockers as one that is no way at all weighs. */
function weight({ available, blockers }: Rung): number {
  return blockers.length + (available ? 0 : 100);
}

function standsInAnyWay({ subject, now, undone }: MadeRecord): readonly Blocker[] {
  const later = subject.later.filter((operationId) => !undone.operations.has(operationId));
  return [
    ...([subject.operationId, ...subject.later, ...subject.settled ?? []].includes(now.stamp) ? [] : [blocker('not_ours', '', now.stamp === '' ? [] : [now.stamp])]),
    ...(now.locked ? [blocker('locked_by_workflow', 'RCRD_LOCKED_BY_WF')] : []),
    ...(later.length === 0 ? [] : [blocker('later_operation', '', later)]),
  ];
}

function ladder(made: MadeRecord, kind: ReversalKind): readonly Rung[] {
  switch (kind.family) {
    case 'order':
      return made.now.voided ? [ALREADY_VOID] : [voidRung(made, 'direct'), closeRung(made), deleteRung(made, kind)];
    case 'posting':
      return made.now.voided ? [ALREADY_VOID] : [voidRung(made, kind.voids), againstRung(made, kind), deleteRung(made, kind)];
    case 'shipment':
      return [deleteRung(made, kind)];
    case 'master':
      return [deleteRung(made, kind), { way: { kind: 'inactivate' }, available: true, blockers: made.now.inactive ? [blocker('nothing_left')] : [] }];
  }
}

const ALREADY_VOID: Rung = { way: undefined, available: false, blockers: [blocker('nothing_left', 'CANT_MODIFY_VOID_TRANS')] };

function voidRung(made: MadeRecord, voids: VoidSupport): Rung {
  const { now, account: { reversalVoiding, openPeriod: period } } = made;
  const common = [...linked(made, 'CANT_VOID_TRANS'), ...(now.movesStock ? [blocker('moves_stock', 'VOIDING_REVERSAL_DISALLWD')] : [])];
  switch (voidMethod(voids, reversalVoiding)) {
    case undefined:
      return { way: undefined, available: false, blockers: [blocker('voids_by_journal', 'INVALID_RCRD_TYPE')] };
    case 'direct':
      // A void in place empties the period of the record; a journal stands in a period of its own.
      return { way: { kind: 'void' }, available: true, blockers: [...common, ...periodBlockers(now)] };
    case 'journal':
      return period === undefined ? withoutPeriod(common) : { way: { kind: 'void_by_journal', period }, available: true, blockers: common };
  }
}

function againstRung(made: MadeRecord, { against }: PostingKind): Rung {
  const { now, account: { openPeriod: period } } = made;
  if (period === undefined) return withoutPeriod(linked(made, 'TRANS_IN_USE'));
  // Money that settles something is not free to be paid back; a journal takes it out of the books all the same.
  const kind = against === 'refund' && now.settles ? 'reversing_journal' : against;
  return { way: { kind, period }, available: true, blockers: linked(made, 'TRANS_IN_USE') };
}

function withoutPeriod(blockers: readonly Blocker[]): Rung {
  return { way: undefined, available: true, blockers: [...blockers, blocker('no_open_period', 'VALID_PRD_REQD')] };
}

function closeRung(made: MadeRecord): Rung {
  return { way: { kind: 'close' }, available: true, blockers: [...linked(made, 'TRANS_IN_USE'), ...(made.now.closed ? [blocker('nothing_left')] : [])] };
}

/** Only what is ours, by what the rule allows, that nobody has touched, that nothing stands on, and in an open period. */
function deleteRung(made: MadeRecord, { family, linkedError }: ReversalKind): Rung {
  const { subject, now, account } = made;
  const { policy } = subject;
  const others = now.lastWriters.filter(({ operationId }) => operationId === '').map(({ target }) => target);
  const allowed = policy.mayDelete && policy.decision !== '';
  return {
    way: { kind: 'delete' },
    available: allowed,
    blockers: [
      ...(allowed ? [] : [blocker('policy_forbids')]),
      ...linked(made, linkedError),
      ...periodBlockers(now),
      ...(others.length === 0 ? [] : [blocker('edited_since', '', others)]),
      // The help offers no deletion of transactions while voids are made by journals (section_N563543).
      ...(account.reversalVoiding && family !== 'master' ? [blocker('voids_by_journal')] : []),
    ],
  };
}

function linked({ now, undone }: MadeRecord, netsuite: string): readonly Blocker[] {
  const left = linksLeft(undone, now.links);
  return left.length === 0 ? [] : [blocker('linked', netsuite, left.map(linkName))];
}

/** What a period that is not open says of changes to what is posted in it. */
export function periodBlockers({ posting }: StandingRecord): readonly Blocker[] {
  if (posting === undefined || posting.state === 'open') return [];
  return [blocker(posting.state === 'closed' ? 'period_closed' : 'period_locked', 'TRAN_PERIOD_CLOSED', [posting.period])];
}
