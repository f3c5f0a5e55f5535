import { REASON_ACTORS } from './reason-entry';
import type { ReasonActor } from './reason-entry';
import { REASONS } from './reasons';
import type { Problem } from './reasons';
import { unsafeFigures } from './retry-policy';
import type { RetryFigures } from './retry-policy';

/** A customer's own words for one reason. Undefined: the catalogue's word stands. */
export interface ReasonOverride {
  readonly code: string;
  readonly title?: string;
  readonly cause?: string;
  readonly whatToDo?: string;
  readonly who?: ReasonActor;
  /** The customer's own retry figures, as they were keyed; safe or not. */
  readonly figures?: RetryFigures;
}

/** An override as its row holds it: every value a text, empty where the catalogue's word stands. */
export interface OverrideTexts {
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly whatToDo: string;
  readonly who: string;
  /** Retry figures; absent or empty: those of the policy stand. */
  readonly attempts?: string;
  readonly firstWait?: string;
  readonly longestWait?: string;
}

/** Longest words in characters, so that an outcome always fits its field. */
const TITLE_CHARACTERS = 300;
const TEXT_CHARACTERS = 1_000;

/** Reads an override from its row. Who acts is of a closed list: any other word leaves the catalogue's. */
export function overrideOf(texts: OverrideTexts): ReasonOverride {
  const { code, title, cause, whatToDo, who } = texts;
  const actor = REASON_ACTORS.find((known) => known === who.trim().toLowerCase());
  return {
    code: code.trim(),
    ...words('title', title, TITLE_CHARACTERS),
    ...words('cause', cause, TEXT_CHARACTERS),
    ...words('whatToDo', whatToDo, TEXT_CHARACTERS),
    ...(actor === undefined ? {} : { who: actor }),
    ...figuresOf(texts),
  };
}

function figuresOf({ attempts = '', firstWait = '', longestWait = '' }: OverrideTexts): Pick<ReasonOverride, 'figures'> {
  const given = Object.entries({ attempts, firstWait, longestWait }).filter(([, text]) => text.trim() !== '');
  return given.length === 0 ? {} : { figures: Object.fromEntries(given.map(([name, text]) => [name, Number(text)])) };
}

/** Says what keeps an override from being saved: a code that the catalogue does not have, or figures that are not safe. Empty: nothing. */
export function overrideFaults({ code, figures = {} }: ReasonOverride): readonly string[] {
  const unknown = Object.hasOwn(REASONS, code) ? [] : [`Reason Code is "${code}": the catalogue has no such reason.`];
  return [...unknown, ...unsafeFigures(figures)];
}

function words(member: 'title' | 'cause' | 'whatToDo', text: string, most: number): Partial<Pick<ReasonOverride, 'title' | 'cause' | 'whatToDo'>> {
  const said = text.trim().slice(0, most);
  return said === '' ? {} : { [member]: said };
}

/** Puts a customer's own words on a problem: its title, probable cause, who acts and what to do; never its code, class or status. */
export function worded<T extends Problem | null>(problem: T, overrides: readonly ReasonOverride[]): T {
  if (problem === null) return problem;
  const own = overrides.find(({ code }) => code === problem.code);
  if (own === undefined) return problem;
  return {
    ...problem,
    title: own.title ?? problem.title,
    probableCause: own.cause ?? problem.probableCause,
    whoActs: own.who ?? problem.whoActs,
    whatToDo: own.whatToDo ?? problem.whatToDo,
  };
}
