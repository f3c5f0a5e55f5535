import { asciiJson } from '../../domain/ascii-json';
import { chainEvent } from '../../domain/event-chain';
import { closeSubjectOf } from '../../domain/close/close-period';
import type { CloseSubject } from '../../domain/close/close-period';
import { closeStatement, signFault, signOffChain, statementText } from '../../domain/close/sign-off';
import type { CloseStatement, Signing } from '../../domain/close/sign-off';
import type { Viewer } from '../../domain/review/capability';
import { GOING_ON } from '../actions/review-ports';
import type { AskedAction, CarriedOut, ReviewPorts } from '../actions/review-ports';
import type { StoredSignOff } from './close-port';
import { countClose, idBefore } from './count-close';

/** Units that must be left for the sign-off itself. */
const UNITS_TO_SIGN = 80;

/**
 * Signs the control total of a period, as the person saw it: the event first, which is the fence, then the row. The same click comes to the same, and
 * what an event says that has no row yet is completed. 60 to 250 units, 10 more for every 5,000 operations.
 */
export function signClose(asked: AskedAction, viewer: Viewer, ports: ReviewPorts): CarriedOut {
  const subject = closeSubjectOf(asked.subjectId);
  if (subject === undefined || asked.args.kind !== 'sign_off') return refused('arguments_wrong', 'It names no period to sign.');
  if (viewer.subsidiaries !== 'all' && !viewer.subsidiaries.includes(subject.subsidiary)) return refused('not_found', 'There is no such period that you see.');
  const period = ports.close.period(subject.period);
  if (period === undefined) return refused('not_found', 'There is no such period.');
  const standing = completed(subject, ports);
  if (standing.some(({ click }) => click === asked.click)) return done(period.name);
  const { upToId, signing } = asked.args;
  const counted = countClose({ period, subsidiary: subject.subsidiary, upToId, fromId: idBefore(period, upToId, ports.close) }, ports.close, () => ports.platform.remainingUnits() > UNITS_TO_SIGN);
  if (counted.kind === 'too_many') return { state: 'asked', code: GOING_ON, text: 'It is counted by the next sweep, which has room for it.' };
  const statement = closeStatement({ period, subsidiary: subject.subsidiary, upToId }, counted.count);
  const said = { ...signing, note: asked.args.note };
  const why = signFault(said, { statement, statementHash: ports.platform.sha256(statementText(statement)), last: standing.at(-1), nowMs: ports.platform.nowMs() });
  if (why !== undefined) return refused('sign_off_refused', why);
  return append(asked, { subject, statement, signing: said, before: standing.at(-1) }, ports) ? done(period.name) : refused('overtaken', 'Somebody signed it at the same moment. Look at it again.');
}

interface Signed {
  readonly subject: CloseSubject;
  readonly statement: CloseStatement;
  readonly signing: Signing;
  readonly before: StoredSignOff | undefined;
}

/** What the event of a sign-off says for ever. */
interface SignOffFacts {
  readonly action: 'sign_off';
  readonly by: string;
  readonly userId: number;
  readonly role: string;
  readonly actionKey: string;
  readonly period: CloseStatement['period'];
  readonly subsidiary: number;
  readonly upToId: number;
  readonly statementHash: string;
  readonly acceptedOpen: number;
}

/** True where it was signed by this click. */
function append({ click, asker }: AskedAction, { subject, statement, signing, before }: Signed, ports: ReviewPorts): boolean {
  const { platform } = ports;
  const chain = signOffChain(subject);
  const facts: SignOffFacts = {
    action: 'sign_off', by: `user ${String(asker.userId)} as ${asker.role}`, userId: asker.userId, role: asker.role, actionKey: click, period: statement.period, subsidiary: subject.subsidiary, upToId: statement.upToId,
    statementHash: signing.statementHash, acceptedOpen: signing.accepted.length,
  };
  const event = chainEvent({
    chain, kind: 'action', atMs: platform.nowMs(), actor: `user ${String(platform.caller.userId)} as ${platform.caller.role}`, salt: platform.randomHex(16), facts: asciiJson(facts),
    values: asciiJson({ note: signing.note, statement: statementText(statement), accepted: signing.accepted }),
  }, { number: before?.number ?? 0, hash: before?.hash ?? '' }, platform.sha256);
  ports.events.append(event);
  return completed(subject, ports).some((one) => one.click === click);
}

/** The sign-offs that stand, once those are there whose event was written by a run that died before its row was. 20 units, 18 more for each of these. */
function completed(subject: CloseSubject, ports: ReviewPorts): readonly StoredSignOff[] {
  const chain = signOffChain(subject);
  const rows = ports.signOffs.of(subject);
  const number = (rows.at(-1)?.number ?? 0) + 1;
  const eventId = ports.signOffs.eventAt(chain, number);
  if (eventId === undefined) return rows;
  const event = ports.events.load(eventId);
  const { period, subsidiary, upToId, statementHash, userId, role, actionKey } = JSON.parse(event.facts) as SignOffFacts;
  const { note, statement, accepted } = JSON.parse(event.values) as { readonly note: string; readonly statement: string; readonly accepted: readonly string[] };
  ports.signOffs.add({
    number, period: period.internalId, periodName: period.name, start: period.start, end: period.end, subsidiary, upToId, statement, statementHash, by: userId, role, note, accepted, signedMs: event.atMs, hash: event.hash, click: actionKey,
  });
  return completed(subject, ports);
}

function done(name: string): CarriedOut {
  return { state: 'done', code: 'sign_off', text: `${name} is signed. What comes later is marked.` };
}

function refused(code: string, text: string): CarriedOut {
  return { state: 'refused', code, text };
}
