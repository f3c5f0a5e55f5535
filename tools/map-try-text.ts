import type { RestletReply } from '../emulator/types';

/** What the RESTlet answers, as far as it is shown. */
export interface Answered {
  readonly outcome: string;
  readonly verdicts: readonly AnsweredVerdict[];
  readonly problem: AnsweredProblem | null;
  readonly brings?: readonly { readonly documentType: string; readonly externalId: string }[];
  readonly result?: { readonly recordType: string; readonly internalId: number | null; readonly externalId: string } | null;
}

interface AnsweredVerdict {
  readonly path: string;
  readonly field: string;
  readonly line?: string;
  readonly verdict: string;
  readonly owner: string;
  readonly decision: string;
  readonly note?: string;
}

interface AnsweredProblem {
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

/** Outcomes after which the record says what the document says. */
const TAKEN: readonly string[] = ['applied', 'unchanged', 'partly_applied'];

/** True where the document is, or would be, applied. */
export function isTaken({ outcome }: Pick<Answered, 'outcome'>): boolean {
  return TAKEN.includes(outcome);
}

/** What validate foresees: the outcome, what stands in the way, what is brought first, and every verdict. */
export function foresightLines(answer: Answered): readonly string[] {
  const brings = answer.brings ?? [];
  return [
    `Foreseen: ${answer.outcome}`,
    ...problemLines(answer.problem),
    ...brings.map(({ documentType, externalId }) => `Brings first: ${documentType} ${externalId}`),
    ...verdictTable(answer.verdicts),
  ];
}

/** What a post came to. */
export function settledLines(answer: Answered): readonly string[] {
  const { result = null, outcome } = answer;
  const record = result === null ? '' : `: ${result.recordType} ${result.internalId === null ? '' : `${result.internalId}, `}external id ${result.externalId}`;
  return [`${outcome}${record}`, ...problemLines(answer.problem)];
}

/** A call that was turned away: nothing was kept of it. */
export function refusalLines(reply: Exclude<RestletReply, { readonly kind: 'returned' }>): readonly string[] {
  return reply.kind === 'died' ? ['The script was killed; nobody knows what came of it.'] : [`Turned away: ${reply.code}`, `  ${reply.message}`];
}

function problemLines(problem: AnsweredProblem | null): readonly string[] {
  if (problem === null) return [];
  const { code, title, detail, errors = [] } = problem;
  const places = errors.map(({ pointer, message }) => `  ${pointer === '' ? '(the document)' : pointer}  ${message}`);
  return [`Problem: ${code}: ${title}`, ...(errors.some(({ message }) => message === detail) ? [] : [`  ${detail}`]), ...places];
}

function verdictTable(verdicts: readonly AnsweredVerdict[]): readonly string[] {
  if (verdicts.length === 0) return [];
  const rows = verdicts.map(({ field, path, line, verdict, owner, decision, note = '' }) => [`${field === '' ? path : field}${line === undefined ? '' : ` [${line}]`}`, verdict, owner, decision, note]);
  return ['', ...table([['Field', 'Verdict', 'Owner', 'Decision', 'Note'], ...rows])];
}

/** Rows of one width each, the first of them the head; as Markdown. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const shown = rows.map((row) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`);
  const [head = '', ...body] = shown;
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body];
}
