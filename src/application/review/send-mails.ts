import type { MachineState } from '../machine-ports';
import { mailSettingsOf, REVIEW_MAIL_SETTING } from '../../domain/review/mail-settings';
import type { MailSettings } from '../../domain/review/mail-settings';
import type { MailLink, MailRows, OwnedWork, SendMail, UrgentOperation } from './mail-port';

export interface MailPorts {
  readonly rows: MailRows;
  readonly machine: MachineState;
  readonly send: SendMail;
  readonly link: MailLink;
  readonly nowMs: number;
  readonly remainingUnits: () => number;
}

/** What a round of mails came to. */
export interface MailRound {
  readonly digests: number;
  readonly urgent: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TOLD = 'mail:told';
const DIGEST = 'mail:digest:';

/** Operations that one mail names. */
const MOST_NAMED = 20;

/** A mail, and the row that says it was sent. */
const UNITS_PER_MAIL = 40;

/**
 * Writes to people: what is urgent at once, to its owner or to who looks after what is nobody's; a digest per owner once a day. A digest is
 * noted before it is sent, so that it never comes twice; what is urgent is noted after, so that it comes at least once. No mail holds a
 * value of a document: it counts, and leads to the page.
 */
export function sendMails(ports: MailPorts): MailRound {
  const settings = mailSettingsOf(ports.machine.read([REVIEW_MAIL_SETTING]).find(({ name }) => name === REVIEW_MAIL_SETTING)?.value ?? '');
  if (settings === undefined) return { digests: 0, urgent: 0 };
  return { urgent: sendUrgent(settings, ports), digests: sendDigests(settings, ports) };
}

function sendUrgent(settings: MailSettings, { rows, machine, send, link, nowMs }: MailPorts): number {
  const told = machine.read([TOLD]).find(({ name }) => name === TOLD);
  const latest = rows.latestId();
  const note = () => { machine.write(TOLD, { value: String(latest), number: nowMs }, told); };
  // The first round tells nobody of what stood before: the digest does.
  if (told === undefined) { note(); return 0; }
  const found = rows.urgent({ nowMs, sinceMs: told.number ?? nowMs, afterId: Number(told.value), highAmount: Number(settings.highAmount) });
  const owners = [...new Set(found.map(({ owner }) => owner))];
  let sent = 0;
  for (const owner of owners) {
    const recipients = recipientsOf(owner, settings);
    if (recipients.length === 0) continue;
    send({ author: settings.sender, recipients, ...urgentText(found.filter((one) => one.owner === owner), link) });
    sent += 1;
  }
  note();
  return sent;
}

function urgentText(operations: readonly UrgentOperation[], link: MailLink): { readonly subject: string; readonly body: string } {
  const high = operations.filter(({ why }) => why === 'amount').length;
  const due = operations.length - high;
  const parts = [...(high > 0 ? [`${counted(high)} with a high amount`] : []), ...(due > 0 ? [`${counted(due)} past due`] : [])];
  const named = operations.slice(0, MOST_NAMED).map(({ operationId, why }) => `- ${why === 'amount' ? 'High amount' : 'Past due'}: ${link('operation', operationId)}`);
  const more = operations.length > MOST_NAMED ? [`and ${String(operations.length - MOST_NAMED)} more`] : [];
  return { subject: `Integration review: ${parts.join(' and ')}`, body: ['These operations wait for you:', ...named, ...more, '', `The whole queue: ${link('queue')}`].join('\n') };
}

function sendDigests(settings: MailSettings, ports: MailPorts): number {
  const { rows, machine, nowMs, send, link } = ports;
  const today = Math.floor(nowMs / DAY_MS);
  if (Math.floor((nowMs % DAY_MS) / HOUR_MS) < settings.digestHour) return 0;
  const told = new Map(machine.read([DIGEST]).map((row) => [row.name, row]));
  const due = rows.byOwner(nowMs).filter(({ open, owner }) => open > 0 && (told.get(digestName(owner))?.number ?? 0) < today && recipientsOf(owner, settings).length > 0);
  const currency = due.length === 0 ? '' : rows.baseCurrency();
  let sent = 0;
  for (const work of due) {
    // What is left goes with the next round.
    if (ports.remainingUnits() < UNITS_PER_MAIL) break;
    const name = digestName(work.owner);
    machine.write(name, { value: '', number: today }, told.get(name));
    send({ author: settings.sender, recipients: recipientsOf(work.owner, settings), ...digestText(work, { currency, nowMs, link }) });
    sent += 1;
  }
  return sent;
}

function digestName(owner: number | undefined): string {
  return `${DIGEST}${owner === undefined ? 'nobody' : String(owner)}`;
}

function recipientsOf(owner: number | undefined, { unowned }: MailSettings): readonly number[] {
  return owner === undefined ? unowned : [owner];
}

function digestText({ owner, open, late, atRisk, unknown, oldestMs }: OwnedWork, { currency, nowMs, link }: { readonly currency: string; readonly nowMs: number; readonly link: MailLink }): { readonly subject: string; readonly body: string } {
  const days = Math.floor((nowMs - oldestMs) / DAY_MS);
  return {
    subject: `Integration review: ${counted(open)} ${owner === undefined ? 'of nobody' : 'for you'}${late > 0 ? `, ${String(late)} past due` : ''}`,
    body: [
      `Open: ${String(open)}`, `Past due: ${String(late)}`, `At risk: ${currency} ${atRisk}${unknown > 0 ? `, and ${String(unknown)} not known` : ''}`, `Oldest: ${days === 0 ? 'today' : `${String(days)} days`}`, '', `Go to the queue: ${link('queue')}`,
    ].join('\n'),
  };
}

function counted(count: number): string {
  return `${String(count)} ${count === 1 ? 'operation' : 'operations'}`;
}
