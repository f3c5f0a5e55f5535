import { REASON_ACTORS } from './reason-entry';
import type { ReasonActor } from './reason-entry';
import type { Problem } from './reasons';

/** A customer's own words for one reason. Undefined: the catalogue's word stands. */
export interface ReasonOverride {
  readonly code: string;
  readonly title?: string;
  readonly cause?: string;
  readonly whatToDo?: string;
  readonly who?: ReasonActor;
}

/** An override as its row holds it: every value a text, empty where the catalogue's word stands. */
export interface OverrideTexts {
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly whatToDo: string;
  readonly who: string;
}

/** Longest words in characters, so that an outcome always fits its field. */
const TITLE_CHARACTERS = 300;
const TEXT_CHARACTERS = 1_000;

/** Reads an override from its row. Who acts is of a closed list: any other word leaves the catalogue's. */
export function overrideOf({ code, title, cause, whatToDo, who }: OverrideTexts): ReasonOverride {
  const actor = REASON_ACTORS.find((known) => known === who.trim().toLowerCase());
  return {
    code: code.trim(),
    ...words('title', title, TITLE_CHARACTERS),
    ...words('cause', cause, TEXT_CHARACTERS),
    ...words('whatToDo', whatToDo, TEXT_CHARACTERS),
    ...(actor === undefined ? {} : { who: actor }),
  };
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
