import { mostBytes } from '../most-bytes';
import { isShippedCode } from './decision';
import type { DecisionText } from './decision';
import { readChange } from './change';

/** What a person proposes: a decision without its code, and the one that it would take the place of. */
export type Proposal = Omit<DecisionText, 'code'> & { readonly supersedes: string };

/** Bytes that one section of a decision holds: it is one text area of its record. */
export const MAX_SECTION_BYTES = 4_000;

/** Longest title, in characters. */
export const MAX_TITLE = 300;

/** Sections in the order in which they are read, with what they are called. */
export const SECTIONS: readonly (readonly [keyof Pick<Proposal, 'context' | 'options' | 'choice' | 'consequences' | 'check'>, string])[] = [
  ['context', 'Context'], ['options', 'Options'], ['choice', 'Decision'], ['consequences', 'Consequences'], ['check', 'How it is checked'],
];

/** Why something cannot be proposed so, in words; undefined: it can. Nothing is cut: what is too long is said to be. */
export function proposalFault(proposal: Proposal): string | undefined {
  const { title, change, supersedes } = proposal;
  if (title.trim() === '' || title.length > MAX_TITLE || /[\r\n]/.test(title)) return `A title has 1 to ${String(MAX_TITLE)} characters, in one line.`;
  const empty = SECTIONS.find(([name]) => proposal[name].trim() === '');
  if (empty !== undefined) return `"${empty[1]}" is empty: a decision says all of ${SECTIONS.map(([, label]) => label).join(', ')}.`;
  const long = SECTIONS.find(([name]) => mostBytes(proposal[name]) > MAX_SECTION_BYTES);
  if (long !== undefined) return `"${long[1]}" is longer than ${String(MAX_SECTION_BYTES)} bytes.`;
  if (isShippedCode(supersedes)) return `Decision ${supersedes} ships with the project: it is superseded there, in the files of docs/decisions.`;
  if (change === '') return undefined;
  const read = readChange(change);
  return read.kind === 'wrong' ? read.why : undefined;
}
