import { proposalFault, SECTIONS } from '../domain/decision/proposal';
import type { Proposal } from '../domain/decision/proposal';
import { MAX_REPLAY_DAYS } from '../domain/decision/replay';
import type { Params } from './address';
import { decisionForm, decisionPage, decisionSteps, mayPropose, PROPOSE_FORM, proposePage } from './decision-page';
import type { DecisionStep } from './decision-page';
import { clickOf, nothingDone } from './judge-form';
import type { Posted } from './judge-form';
import { notFoundPage } from './notice-page';
import type { PageContext } from './page-context';
import type { Answer } from './show-page';

/** Takes a proposal. What is missing is said on the form, with what was keyed in. */
export function takeProposal({ fields }: Posted, context: PageContext): Answer {
  if (!mayPropose(context)) return { kind: 'page', draft: notFoundPage('The action', context.link) };
  const token = clickOf(fields, PROPOSE_FORM, context);
  if (typeof token === 'string') return nothingDone(token, context, { url: context.link('decisions'), title: 'Decisions' });
  const landing = { page: 'decisions', params: { done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  const proposal = proposalIn(fields);
  const fault = proposalFault(proposal);
  if (fault !== undefined) return { kind: 'page', draft: proposePage(context, fields, fault) };
  return { kind: 'ask', ...landing, action: { click: token.click, kind: 'propose', subject: 'decision', subjectId: '', seen: undefined, args: { ...proposal, note: '' } } };
}

function proposalIn(fields: Params): Proposal {
  const of = (name: string) => (fields[`custpage_${name}`] ?? '').replace(/\r\n?/g, '\n').trim();
  const sections = Object.fromEntries(SECTIONS.map(([name]) => [name, of(name)])) as Pick<Proposal, (typeof SECTIONS)[number][0]>;
  return { title: of('title'), ...sections, change: of('change'), supersedes: of('supersedes') };
}

/** Takes a step with a decision: its replay, the request for its acceptance, or that it is superseded. */
export function takeDecision({ fields }: Posted, context: PageContext): Answer {
  const decision = context.decisions.one(fields['custpage_code'] ?? '', context.viewer);
  if (decision === undefined) return { kind: 'page', draft: notFoundPage('The decision', context.link) };
  const { code } = decision;
  const back = { url: context.link('decision', { code }), title: `Decision ${code}` };
  const version = fields['custpage_version'] ?? '';
  const token = clickOf(fields, { ...decisionForm(decision), version }, context);
  if (typeof token === 'string') return nothingDone(token, context, back, fields);
  const landing = { page: 'decision', params: { code, done: token.click } } as const;
  if (context.desk.tell(token.click, context.viewer) !== undefined) return { kind: 'redirect', ...landing };
  if (version !== decisionForm(decision).version) return nothingDone('The decision has changed since you opened the page.', context, back, fields);
  const step = decisionSteps(decision, context).find((one) => one === fields['custpage_kind']);
  if (step === undefined) return nothingDone('That is not open to this decision now.', context, back, fields);
  const args = argumentsOf(step, fields, decision.successor);
  if (typeof args === 'string') return { kind: 'page', draft: decisionPage(decision, context, { outcome: [], step, fault: args }) };
  return { kind: 'ask', ...landing, action: { click: token.click, kind: step, subject: 'decision', subjectId: code, seen: undefined, args: { note: (fields['custpage_note'] ?? '').trim(), ...args } } };
}

/** Arguments of a step; a text: what is wrong with what was keyed in. */
function argumentsOf(step: DecisionStep, fields: Params, successor: string): Readonly<Record<string, unknown>> | string {
  switch (step) {
    case 'replay': {
      const days = Number((fields['custpage_days'] ?? '').trim());
      return Number.isSafeInteger(days) && days > 0 && days <= MAX_REPLAY_DAYS ? { days } : `Key in 1 to ${String(MAX_REPLAY_DAYS)} days.`;
    }
    case 'ask_acceptance':
      return {};
    case 'supersede':
      return { by: successor };
  }
}
