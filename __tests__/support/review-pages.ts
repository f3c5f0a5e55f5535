import type { Emulator } from '../../emulator/types';
import type { PostedLines, SuiteletReply } from '../../emulator/ui/page-calls';
import type { FormPage, PageField, PageSublist } from '../../emulator/ui/page-model';
import type { ReviewRole } from '../../src/domain/review/capability';
import { deploymentOf, REVIEW_SCRIPT } from '../../src/pages/deployments';

/** A person who is logged in, with the pages of one role. */
export interface Person {
  /** Opens a page, redirects followed. */
  get(page: string, params?: Readonly<Record<string, string>>): Shown;
  /** Sends the form of a page as a browser does: every field, the given ones changed, lines as marked. */
  post(form: FormPage, changed?: Readonly<Record<string, string>>, marks?: readonly number[]): Shown;
  /** The same for what was answered before redirects are followed. */
  postOnce(form: FormPage, changed?: Readonly<Record<string, string>>, marks?: readonly number[]): SuiteletReply;
  /** Asks for something that is no form. */
  fetch(parameters: Readonly<Record<string, string>>): SuiteletReply;
  readonly userId: number;
}

/** A page with what it took to get it. */
export interface Shown {
  readonly form: FormPage;
  /** Most units of one call on the way. */
  readonly units: number;
}

const MOST_HOPS = 4;

/** Logs somebody of the demo company in. */
export function logIn(emulator: Emulator, { person, role, deployment = deploymentOf(role) }: { readonly person: string; readonly role: ReviewRole; readonly deployment?: string }): Person {
  const [employee] = emulator.query('SELECT id FROM employee WHERE externalid = ?', [person]);
  const userId = Number(employee?.['id']);
  const roleId = `customrole_dkt_${role}`;
  emulator.grantRole(userId, roleId);
  const actor = emulator.actor(userId, roleId);
  const session = new Map<string, string>();
  const call = (scriptId: string, deploymentId: string, method: 'GET' | 'POST', parameters: Readonly<Record<string, string>>, sublists: PostedLines = {}) => emulator.callSuitelet({
    scriptId, deploymentId, actor, session, request: { method, url: '/app/site/hosting/scriptlet.nl', headers: {}, parameters: { script: scriptId, deploy: deploymentId, ...parameters }, body: '', sublists },
  });
  const followed = (reply: SuiteletReply, hops = 0, units = 0): Shown => {
    const most = Math.max(units, reply.units);
    if (reply.kind === 'page' && reply.page.kind === 'form') return { form: reply.page, units: most };
    if (reply.kind !== 'redirect' || hops >= MOST_HOPS) throw new Error(`No form: ${JSON.stringify(reply).slice(0, 600)}`);
    const { script = '', deploy = '', ...parameters } = Object.fromEntries(new URL(reply.url, 'https://x.example').searchParams);
    return followed(call(script, deploy, 'GET', parameters), hops + 1, most);
  };
  const posting: Person['postOnce'] = (form, changed = {}, marks = []) => call(REVIEW_SCRIPT, deployment, 'POST', { ...fieldsOf(form), ...changed }, linesOf(form, marks));
  return {
    userId,
    get: (page, params = {}) => followed(call(REVIEW_SCRIPT, deployment, 'GET', { page, ...params })),
    fetch: (parameters) => call(REVIEW_SCRIPT, deployment, 'GET', parameters),
    postOnce: posting,
    post: (form, changed, marks) => followed(posting(form, changed, marks)),
  };
}

/** What a form posts when nothing was keyed in. */
export function fieldsOf(form: FormPage): Readonly<Record<string, string>> {
  return Object.fromEntries(form.fields.map(({ id, value }) => [id, value]));
}

function linesOf({ sublists }: FormPage, marks: readonly number[]): PostedLines {
  return Object.fromEntries(sublists.map(({ id, lines }) => [id, lines.map((line, index) => ({
    ...Object.fromEntries(Object.entries(line).map(([name, { value }]) => [name, value])), ...(marks.includes(index) ? { custpage_o_mark: 'T' } : {}),
  }))]));
}

export function field(form: FormPage, id: string): PageField | undefined {
  return form.fields.find((one) => one.id === id);
}

export function sublist(form: FormPage, id: string): PageSublist | undefined {
  return form.sublists.find((one) => one.id === id);
}

/** Parameters of the page that a button opens. */
export function openedBy({ buttons }: FormPage, id: string): Readonly<Record<string, string>> {
  const [, url = ''] = /^openPage\("(.*)"\)$/.exec(buttons.find((one) => one.id === id)?.functionName ?? '') ?? [];
  return Object.fromEntries(new URL(url, 'https://x.example').searchParams);
}

/** Everything that a reader of a page sees. */
export function allTexts(form: FormPage): string {
  const fields = form.fields.filter(({ displayType }) => displayType !== 'HIDDEN').map(({ label, value, valueText, linkText }) => `${label}: ${linkText ?? valueText}${value}`);
  const cells = form.sublists.flatMap(({ label, lines }) => [label, ...lines.flatMap((line) => Object.values(line).map(({ text }) => text))]);
  return [form.title, ...form.messages.map(({ title, message }) => `${title} ${message}`), ...form.links.map(({ title }) => title), ...fields, ...cells].join('\n');
}
