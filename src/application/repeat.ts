import { asciiJson } from '../domain/ascii-json';
import { chainEvent } from '../domain/event-chain';
import type { ObservedError } from '../domain/observed-error';
import { keyReusedReply, replyOf } from '../domain/outcome';
import type { Outcome, Reply } from '../domain/outcome';
import { problemOf } from '../domain/reasons';
import { worded } from '../domain/reason-override';
import type { ReasonOverride } from '../domain/reason-override';
import { isForeign } from '../domain/foreign';
import { Refusal } from '../domain/refusal';
import { isMachineDue, isSettled } from '../domain/states';
import type { FoundOperation, LoggedDocument, Ports } from './ports';
import { outcomeOf } from './settle';

/** An error of NetSuite that is not ours to answer; thrown on as it was observed. */
class PlatformFailure extends Error {
  override readonly name: string;

  constructor(error: ObservedError) {
    super(error.message);
    this.name = error.name;
  }
}

/**
 * Answers a call whose log row was refused. Four error names may mean "exists already" (platform facts 4.2), so none is
 * believed: the row is looked up, and where there is none the error is thrown on, custody untaken.
 */
export function answerRepeat(document: LoggedDocument, error: ObservedError, ports: Ports, overrides: readonly ReasonOverride[]): Reply {
  const found = ports.operations.find(document.operationId);
  if (found === undefined) throw new PlatformFailure(error);
  requireOwn(found, ports);
  if (found.fingerprint !== document.fingerprint || found.documentType !== document.documentType || cancels(found) !== cancels(document)) {
    return answerKeyReuse(document, found, ports, overrides);
  }
  ports.operations.countSeenAgain(found.internalId, found.seenAgain + 1);
  return foundReply(found, presentOutcome(found, ports), { correlationId: document.correlationId, replayed: true }, ports);
}

/**
 * Throws the Refusal `other_account` for an open operation that another account took, of which this one is a copy: custody is there, and
 * nothing of it may be said or done here (D-0071). What was settled before the copy was made stands in it like its record.
 */
export function requireOwn({ account, state }: FoundOperation, { platform }: Ports): void {
  if (!isForeign(account, platform.accountId) || isSettled(state)) return;
  throw new Refusal('other_account', '', `Account ${account}, of which this one is a copy, took the document of this key. It is carried on there and nowhere else. To try the document in this account, send it under a new key.`);
}

/** The reply about an operation that was found, with what it has come to. */
export function foundReply(found: FoundOperation, outcome: Outcome, call: { readonly correlationId: string | undefined; readonly replayed: boolean }, ports: Ports): Reply {
  const told = outcome.state === found.state;
  return replyOf(outcome, {
    operationId: found.operationId,
    ...call,
    attempts: found.attempts,
    dueMs: told && isMachineDue(found.state) ? found.dueMs : null,
    waitsFor: told ? found.waitsFor : '',
    nowMs: ports.platform.nowMs(),
  });
}

/** A cancellation is no repeat of the document that it cancels, though it may carry the same. */
function cancels({ intent }: Pick<LoggedDocument, 'intent'>): boolean {
  return intent === 'cancel';
}

/** What an operation has come to so far: the stored outcome where it has come to rest, else its row. */
export function presentOutcome(found: FoundOperation, ports: Ports): Outcome {
  if (found.kept !== undefined) return found.kept;
  if (found.outcomeEventId !== undefined) {
    const event = ports.events.load(found.outcomeEventId);
    const atRest = isSettled(found.state) || found.state === 'needs_review';
    // An outcome behind the row's head: its run died before it told the row. It stands all the same, and the sweep completes the row.
    if (atRest || event.number > found.head.number) return outcomeOf(event);
  }
  return {
    state: found.state,
    result: null,
    verdicts: [],
    problem: found.reason === undefined ? null : worded(problemOf(found.reason, found.reasonText, [], found.observed), ports.configuration.load(found.source).overrides),
    mapVersion: found.mapVersion,
  };
}

/** Notes of reused keys in a row; further ones are only counted, so that nobody makes a chain long. */
const MAX_NOTES = 11;

/** The key belongs to another document: the first stays untouched, and the attempt stands in its chain; where that was ended, it is only counted. At most 34 units. */
function answerKeyReuse(document: LoggedDocument, found: FoundOperation, ports: Ports, overrides: readonly ReasonOverride[]): Reply {
  if (found.ended === true && found.outcomeEventId === undefined) ports.operations.countSeenAgain(found.internalId, found.seenAgain + 1);
  else noteKeyReuse(document, found, ports);
  const problem = problemOf('key_reused', `The key belongs to operation ${found.operationId}, which holds another document. Nothing of this one was kept but its fingerprint.`);
  return keyReusedReply(found.operationId, document.correlationId, worded(problem, overrides));
}

function noteKeyReuse(document: LoggedDocument, found: FoundOperation, ports: Ports): void {
  const { platform } = ports;
  const event = chainEvent(
    {
      chain: found.operationId,
      kind: 'key_reused',
      atMs: platform.nowMs(),
      actor: `user ${String(platform.caller.userId)} as ${platform.caller.role}`,
      salt: platform.randomHex(16),
      facts: asciiJson({ fingerprint: document.fingerprint, documentType: document.documentType, characters: document.receivedCharacters }),
      values: '{}',
    },
    found.head,
    platform.sha256,
  );
  // A taken number means that someone else wrote to the chain meanwhile; the note then goes behind it.
  let appended = ports.events.append(event);
  if (appended.kind === 'taken' && appended.end.number - found.head.number < MAX_NOTES) {
    appended = ports.events.append(chainEvent(event, appended.end, platform.sha256));
  }
  if (appended.kind === 'taken') ports.operations.countSeenAgain(found.internalId, found.seenAgain + 1);
}
