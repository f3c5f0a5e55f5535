import { LEASE_MS } from '../domain/lease';
import type { Outcome, Reply } from '../domain/outcome';
import { worded } from '../domain/reason-override';
import { problemOf } from '../domain/reasons';
import type { FoundOperation, Ports } from './ports';
import { foundReply, presentOutcome } from './repeat';
import { settle } from './settle';
import { queriedOperation } from './status';
import type { StatusQuery } from './status';

/**
 * DELETE: takes a document back before it has an effect. Where that is too late, the reply says what the operation has come to
 * and why it stays. Throws a Refusal for an operation that is not there or not the caller's.
 */
export function withdraw(query: StatusQuery, ports: Ports): Reply {
  const found = queriedOperation(query, ports);
  const { platform } = ports;
  const held = ports.operations.holdForWithdrawal(found.internalId, { holder: platform.randomHex(8), untilMs: platform.nowMs() + LEASE_MS });
  if (held === undefined) return tooLate(found, ports);
  const outcome: Outcome = { state: 'withdrawn', result: null, verdicts: [], problem: null, mapVersion: found.mapVersion };
  return reply(found, settle(held, { known: undefined }, outcome, ports), ports);
}

function tooLate(found: FoundOperation, ports: Ports): Reply {
  const present = presentOutcome(found, ports);
  if (present.state === 'withdrawn') return reply(found, present, ports, true);
  return reply(found, { ...present, problem: worded(problemOf('withdraw_too_late', `The operation is ${present.state}.`), ports.configuration.load(found.source).overrides) }, ports);
}

function reply(found: FoundOperation, outcome: Outcome, ports: Ports, replayed = false): Reply {
  return foundReply(found, outcome, { correlationId: found.correlationId, replayed }, ports);
}
