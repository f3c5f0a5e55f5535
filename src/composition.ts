import { takeUpSafely, runAction } from './application/actions/carry-out';
import type { ReviewPorts } from './application/actions/review-ports';
import { readStatus } from './application/status';
import type { StatusQuery } from './application/status';
import { submit } from './application/submit';
import type { BatchReply } from './application/submit-batch';
import { readHealth } from './application/health';
import type { Health } from './application/health';
import { validate } from './application/validate';
import type { Foresight } from './application/validate';
import { withdraw } from './application/withdraw';
import { advanceMark } from './application/low-water-mark';
import { releaseWaiting } from './application/release';
import { selectDue, workLane } from './application/sweep';
import { summarizeSweep } from './application/sweep-summary';
import type { DueOperation, Ports } from './application/ports';
import { reviewQueue } from './application/review/review-queue';
import type { ReviewQueue } from './application/review/review-port';
import { viewerOf } from './application/review/viewer';
import type { Reply } from './domain/outcome';
import { isRefusal } from './domain/refusal';
import type { ReviewRole, Viewer } from './domain/review/capability';
import { checkAction } from './gateways/action-check';
import { ActionGateway } from './gateways/action-gateway';
import { CauseBoardGateway } from './gateways/cause-board-gateway';
import { CauseGateway } from './gateways/cause-gateway';
import { CloseGateway } from './gateways/close-gateway';
import { ConfigurationGateway } from './gateways/configuration-gateway';
import { clearCopiedStamp } from './gateways/copied-stamp';
import { DecisionGateway } from './gateways/decision-gateway';
import { EventGateway } from './gateways/event-gateway';
import { FindingsGateway } from './gateways/findings-gateway';
import { KeyGateway } from './gateways/key-gateway';
import { LedgerGateway } from './gateways/ledger-gateway';
import { LookGateway } from './gateways/look-gateway';
import { ObjectGateway } from './gateways/object-gateway';
import { OperationGateway } from './gateways/operation-gateway';
import { loggedIn } from './gateways/login-gateway';
import { ReviewDetailsGateway } from './gateways/review-details-gateway';
import { ReviewGateway } from './gateways/review-gateway';
import { SurveyGateway } from './gateways/survey-gateway';
import { MachineStateGateway } from './gateways/machine-state-gateway';
import { checkOverride } from './gateways/override-check';
import { PeopleGateway } from './gateways/people-gateway';
import { netSuitePlatform } from './gateways/platform-gateway';
import { checkRequest } from './gateways/request-check';
import type { SavedRequest } from './gateways/request-check';
import { ReplayTaskGateway } from './gateways/replay-gateway';
import { RequestGateway } from './gateways/request-gateway';
import { RetainGateway } from './gateways/retain-gateway';
import { SignOffGateway } from './gateways/sign-off-gateway';
import { SleepersGateway } from './gateways/sleepers-gateway';
import { SeenOperationsGateway } from './gateways/seen-operations-gateway';
import { TicketGateway } from './gateways/ticket-gateway';
import { ValueMapGateway } from './gateways/value-map-gateway';
import { logUnrecorded, recordAppeared } from './gateways/saved-record';
import { RollbackFactsGateway } from './gateways/rollback-facts-gateway';
import { RollbackLedgerGateway } from './gateways/rollback-ledger-gateway';
import { refusalError } from './gateways/suitescript-error';
import { forgetOldSetting } from './gateways/setting-saved';
import { logSweep, sweepRunOf, sweptPair } from './gateways/sweep-report';
import type { SweepSummary } from './gateways/sweep-report';
import { SweepTaskGateway } from './gateways/sweep-task-gateway';

/** What the inbound RESTlet answers with. */
export interface Inbound {
  post(body: unknown): Reply | BatchReply;
  put(body: unknown): Foresight;
  get(query: InboundQuery): Reply | Health;
  delete(query: StatusQuery): Reply;
}

/** Query parameters of GET: an operation, or `health`. */
export type InboundQuery = StatusQuery & { readonly health?: string | undefined };

/** What the sweep's stages do. */
export interface Sweep {
  due(): readonly DueOperation[];
  /** What became of each operation, as it travels to `report`. */
  workLane(internalIds: readonly number[]): readonly { readonly key: string; readonly value: string }[];
  report(summary: SweepSummary): void;
}

/** Wires the RESTlet. Called inside its entry functions: N/* is refused while `define` runs. */
export function inbound(): Inbound {
  return {
    post: (body) => answering(() => submit(body, ports())),
    put: (body) => answering(() => validate(body, ports())),
    get: (query) => answering(() => (query.health === undefined ? readStatus(query, ports()) : readHealth(ports()))),
    delete: (query) => answering(() => withdraw(query, ports())),
  };
}

/** Wires the sweep. Called inside its entry functions. */
export function sweep(): Sweep {
  const wired = ports();
  return { due: () => takenUpThenDue(wired), workLane: (internalIds) => workLane(internalIds, wired).map(sweptPair), report: (summary) => { reportSweep(summary, wired); } };
}

/** What people asked for comes first, so that this same sweep carries on what it made due. Nothing that fails in it keeps work from being selected. */
function takenUpThenDue(wired: Ports): readonly DueOperation[] {
  takeUpSafely(reviewPorts());
  return selectDue(wired);
}

/** Causes and heartbeat come before the mark moves: what settled since the last sweep is seen from where the mark stood. */
function reportSweep(summary: SweepSummary, wired: Ports): void {
  logSweep(summarizeSweep(sweepRunOf(summary), wired));
  advanceMark(wired);
}

/** Looks at a record that is about to be made, by whomever. */
export function recordMade(made: Parameters<typeof clearCopiedStamp>[0]): void {
  clearCopiedStamp(made);
}

/** Looks at a record that was just saved, by whomever. `before`: as it was; undefined for a new one. */
export function recordSaved(...[saved, before]: Parameters<typeof recordAppeared>): void {
  const appeared = recordAppeared(saved, before);
  if (appeared.externalId !== '' || appeared.operationId !== '') releaseWaiting(appeared, ports(), logUnrecorded);
}

/** Looks at an override that is about to be saved; throws where it is not safe. */
export function overrideSaved(...saved: Parameters<typeof checkOverride>): void {
  checkOverride(...saved);
}

/** Looks at an action row that is about to be saved or deleted; throws where it may not be. */
export function actionAsked(saved: Parameters<typeof checkAction>[0], before: Parameters<typeof checkAction>[1], deletes: boolean): void {
  checkAction(saved, before, { deletes, platform: netSuitePlatform() });
}

/**
 * Carries out an action row that was just made. Where the platform runs this in the role of who saved (D-0080) it does nothing: the
 * sweep then does it.
 */
export function actionSaved(internalId: number): void {
  const wired = reviewPorts();
  if (wired.platform.caller.role === 'administrator') runAction(internalId, wired, false);
}

/** Looks at a request that is about to be saved or deleted; throws where it may not be. */
export function requestSaved(saved: SavedRequest): void {
  checkRequest(saved, netSuitePlatform().sha256);
}

/** Looks at a setting that was just saved or deleted. */
export function settingSaved(...saved: Parameters<typeof forgetOldSetting>): void {
  forgetOldSetting(...saved);
}

/** The read side of the review queue, and who looks at it: undefined where the role has no part in it. Called inside entry functions. */
export function review(profile: ReviewRole | undefined): { readonly queue: ReviewQueue; readonly viewer: Viewer | undefined } {
  const wired = ports();
  const { accountId } = wired.platform;
  return { queue: reviewQueue({ ...wired, rows: new ReviewGateway(accountId), details: new ReviewDetailsGateway(accountId) }), viewer: viewerOf(loggedIn(profile), wired.machine) };
}

/** All gateways, as whoever runs the script. Called inside entry functions: N/* is refused while `define` runs. */
export function ports(): Ports {
  const platform = netSuitePlatform();
  const configuration = new ConfigurationGateway(platform.sha256);
  const ledger = new LedgerGateway();
  return {
    operations: new OperationGateway(platform.accountId),
    events: new EventGateway(),
    objects: new ObjectGateway(),
    keys: new KeyGateway(platform.sha256),
    lookup: new LookGateway(platform.accountId),
    ledger,
    configuration,
    machine: new MachineStateGateway(() => platform.nowMs(), `user ${String(platform.caller.userId)} as ${platform.caller.role}`),
    survey: new SurveyGateway(),
    causes: new CauseGateway(),
    scheduler: new SweepTaskGateway(),
    findings: new FindingsGateway(platform.accountId),
    tickets: new TicketGateway(),
    rollbackFacts: new RollbackFactsGateway(configuration),
    rollbackLedger: new RollbackLedgerGateway(ledger),
    platform,
  };
}

/** All gateways, and those of what people do in the review queue. */
export function reviewPorts(): ReviewPorts {
  const wired = ports();
  const { accountId, sha256 } = wired.platform;
  return {
    ...wired, actions: new ActionGateway(), people: new PeopleGateway(), seen: new SeenOperationsGateway(accountId), board: new CauseBoardGateway(), requests: new RequestGateway(), values: new ValueMapGateway(sha256),
    decisions: new DecisionGateway(sha256), replayScheduler: new ReplayTaskGateway(),
    sleepers: new SleepersGateway(accountId), close: new CloseGateway(accountId), signOffs: new SignOffGateway(), retain: new RetainGateway(accountId, sha256),
  };
}

/** A refusal becomes the platform's own error form; anything else is thrown on as it came. */
function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isRefusal(error) ? refusalError(error) : error;
  }
}
