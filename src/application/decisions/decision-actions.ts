import { asciiJson } from '../../domain/ascii-json';
import { dateOfDay } from '../../domain/calendar';
import { readChange } from '../../domain/decision/change';
import { accountDecisionCode, isShippedCode } from '../../domain/decision/decision';
import type { Proposal } from '../../domain/decision/proposal';
import { replayProgressOf, reportOf } from '../../domain/decision/replay';
import type { ReplayProgress } from '../../domain/decision/replay';
import type { Viewer } from '../../domain/review/capability';
import { again, askRequest, requestNumber, stepRequest } from '../actions/request-steps';
import type { StoredDecision } from '../actions/decision-port';
import type { AskedAction, CarriedOut, ReviewPorts, StoredRequest } from '../actions/review-ports';
import { isRefusal } from '../../domain/refusal';
import { twoMaps } from './replay-run';

const DAY_MS = 86_400_000;

/** Carries out what a person asks for with a decision: to propose one, to replay it, to ask for its acceptance, to supersede one. At most 120 units. */
export function actOnDecision(asked: AskedAction, ports: ReviewPorts): CarriedOut {
  const { args } = asked;
  if (args.kind === 'propose') return propose(asked, args.proposal, ports);
  const decision = ports.decisions.load(asked.subjectId);
  if (decision === undefined) return refused('not_found', isShippedCode(asked.subjectId) ? `Decision ${asked.subjectId} ships with the project: its file is changed there.` : 'There is no such decision.');
  switch (args.kind) {
    case 'replay':
      return askReplay(asked, { decision, days: args.days }, ports);
    case 'ask_acceptance':
      return askAcceptance(asked, decision, ports);
    case 'supersede':
      return supersede(decision, args.by, ports);
    default:
      return refused('arguments_wrong', `"${args.kind}" is nothing to do with a decision.`);
  }
}

/** Saves a proposal. Nothing rests on it yet, and its text stays as it is: who thinks better of it proposes another. The same click makes one. */
function propose({ click, asker }: AskedAction, proposal: Proposal, ports: ReviewPorts): CarriedOut {
  const code = accountDecisionCode(click);
  const fault = changeFault(proposal, ports) ?? supersedesFault(proposal, ports);
  if (fault !== undefined) return refused('arguments_wrong', fault);
  ports.decisions.add({ ...proposal, code, status: 'proposed', date: '', proposer: asker.userId, approver: 0, who: '', decidedMs: 0, supersededBy: '', reportHash: '' });
  const next = proposal.change === '' ? 'Ask for its acceptance next.' : 'Replay it next.';
  return { state: 'done', code: 'propose', text: `Decision ${code} is proposed. ${next}` };
}

function changeFault({ change }: Proposal, { configuration }: ReviewPorts): string | undefined {
  const read = change === '' ? undefined : readChange(change);
  if (read?.kind !== 'read' || read.change.kind === 'retry') return undefined;
  const source = read.change.map.split('.')[0] ?? '';
  try {
    const maps = twoMaps(read.change, configuration.load(source));
    return typeof maps === 'string' ? maps : undefined;
  } catch (error) {
    if (isRefusal(error)) return `Nothing is known of the source "${source}".`;
    throw error;
  }
}

function supersedesFault({ supersedes }: Proposal, { decisions }: ReviewPorts): string | undefined {
  if (supersedes === '') return undefined;
  const old = decisions.load(supersedes);
  if (old === undefined) return `There is no decision ${supersedes} in this account.`;
  return old.status === 'accepted' ? undefined : `Decision ${supersedes} is ${old.status}: only what was accepted is superseded.`;
}

/** Has the documents of the last days judged under the proposal. A replay that is under way begins anew. */
function askReplay({ click }: AskedAction, { decision, days }: { readonly decision: StoredDecision; readonly days: number }, ports: ReviewPorts): CarriedOut {
  if (decision.status !== 'proposed') return refused('not_from_this_state', `Decision ${decision.code} is ${decision.status}: its report stays as it was.`);
  if (decision.change === '') return refused('arguments_wrong', 'It proposes no change that could be replayed.');
  const nowMs = ports.platform.nowMs();
  const asked: ReplayProgress = { state: 'asked', days, fromMs: nowMs - days * DAY_MS, toMs: nowMs, doneId: 0, click };
  if (replayProgressOf(decision.replay)?.click !== click) ports.decisions.change(decision.internalId, { replay: JSON.stringify(asked), report: '', reportHash: '' });
  ports.replayScheduler.wakeReplay();
  return { state: 'done', code: 'replay', text: `The documents of the last ${String(days)} days are replayed. The report stands on the decision's page as it grows.` };
}

/** What an acceptance is judged on: the text, and the report that was attached to it. */
function acceptanceGround({ code, status, textHash, reportHash }: StoredDecision): string {
  return [code, status === 'proposed' ? 'open' : status, textHash.slice(0, 16), reportHash.slice(0, 16)].join(':');
}

/** Asks another person to accept it. A change is replayed first, and its report is whole. */
function askAcceptance({ click, asker, args }: AskedAction, decision: StoredDecision, ports: ReviewPorts): CarriedOut {
  const number = requestNumber(click);
  const { code, status, title, textHash, report, reportHash, supersedes } = decision;
  if (ports.requests.load(number) !== undefined) return waits(number);
  if (status !== 'proposed') return refused('not_from_this_state', `Decision ${code} is ${status} already.`);
  if (decision.change !== '' && (reportHash === '' || replayProgressOf(decision.replay)?.state !== 'done')) return refused('request_refused', 'Its change was not replayed to the end. Replay it first: who accepts reads the report.');
  const open = decision.request === '' ? undefined : ports.requests.load(decision.request);
  if (open?.state === 'asked' && open.expiresMs > ports.platform.nowMs()) return refused('request_refused', `Request ${open.number} asks for it already.`);
  askRequest({
    number, kind: 'decision', subject: code, title: `Accept decision ${code}: ${title}`.slice(0, 300), plan: asciiJson({ code, title, textHash, reportHash, supersedes }), judgedOn: acceptanceGround(decision),
    asker: asker.userId, askerRole: asker.role, editors: asker.userId === decision.proposer ? [] : [decision.proposer], needs: 'approve_rules', amount: '0', rows: reportOf(report)?.changed ?? 0, reason: '', note: args.note,
  }, ports);
  ports.decisions.change(decision.internalId, { request: number });
  return waits(number);
}

function waits(number: string): CarriedOut {
  return { state: 'done', code: 'asked_for_approval', text: `Request ${number} waits for approval by another person until it lapses in 24 hours.` };
}

/** What a request for an acceptance stands on now. 12 units. */
export function decisionGround({ subject }: StoredRequest, { decisions }: ReviewPorts): string {
  const decision = decisions.load(subject);
  return decision === undefined ? '' : acceptanceGround(decision);
}

/** Accepts a decision that another person approved, and supersedes the one that it takes the place of where nothing rests on that any more. At most 120 units. */
export function carryOutAcceptance(request: StoredRequest, viewer: Pick<Viewer, 'userId' | 'roleId' | 'capabilities'>, ports: ReviewPorts): CarriedOut {
  const decision = ports.decisions.load(request.subject);
  if (decision === undefined) return refused('not_found', 'The decision is not there any more.');
  if (decision.status === 'proposed') {
    const verdict = stepRequest(request, { step: 'carry_out', viewer, key: `${request.number}-go`, note: '', judgedOn: acceptanceGround(decision) }, ports);
    if (verdict.kind !== 'moves') return refused('request_refused', verdict.why);
    const { approver, approverRole } = request;
    const decidedMs = ports.platform.nowMs();
    ports.decisions.change(decision.internalId, { status: 'accepted', approver, who: `user ${String(approver)} as ${approverRole}`, decidedMs, date: dateOfDay(Math.floor(decidedMs / DAY_MS)) });
  }
  const after = decision.supersedes === '' ? '' : ` ${supersedeOld(decision, ports)}`;
  const text = `Decision ${decision.code} is accepted.${after}`;
  ports.requests.change(again(request, ports).internalId, { result: text });
  return { state: 'done', code: 'approve', text };
}

function supersedeOld({ code, supersedes }: StoredDecision, ports: ReviewPorts): string {
  const old = ports.decisions.load(supersedes);
  return old === undefined ? `Decision ${supersedes} is not there any more.` : supersede(old, code, ports).text;
}

/** Marks a decision as superseded by one that says so and was accepted. What is active by it moves to the other first. */
function supersede(old: StoredDecision, by: string, ports: ReviewPorts): CarriedOut {
  if (old.status === 'superseded') return old.supersededBy === by ? superseded(old.code, by) : refused('not_from_this_state', `Decision ${old.code} is superseded by ${old.supersededBy} already.`);
  const successor = ports.decisions.load(by);
  if (old.status !== 'accepted' || successor?.status !== 'accepted' || successor.supersedes !== old.code) return refused('not_from_this_state', `No accepted decision ${by.slice(0, 40)} says that it takes the place of ${old.code}.`);
  const rows = ports.decisions.relying(old.code);
  if (rows.length > 0) return refused('still_open', `Decision ${old.code} stays accepted for now: ${rows.slice(0, 5).join(', ')} ${rows.length === 1 ? 'is' : 'are'} active by it. Have them name ${by}, then supersede it.`);
  ports.decisions.change(old.internalId, { status: 'superseded', supersededBy: by });
  return superseded(old.code, by);
}

function superseded(code: string, by: string): CarriedOut {
  return { state: 'done', code: 'supersede', text: `Decision ${code} is superseded by ${by}.` };
}

function refused(code: string, text: string): CarriedOut {
  return { state: 'refused', code, text };
}
