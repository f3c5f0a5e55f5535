import { SEAL_LAG_MS, closeSeal, nextSeal, pagesOf, pageText, sealMail } from '../../domain/audit/seal';
import type { IdRange, Seal, SealPlan } from '../../domain/audit/seal';
import { SEAL_LAST, SEAL_MAIL_SETTING, SEAL_PLAN, SEAL_SENT, sealMailSettingsOf } from '../../domain/audit/audit-settings';
import type { StoredMachineValue } from '../machine-ports';
import type { AuditPorts } from './audit-ports';

/** A page that is still to be written. */
export interface PageWork extends IdRange {
  readonly seal: number;
  readonly page: number;
}

/** Units that closing a seal and sending it needs. */
const SEAL_PREFIX = 'seal:';

/**
 * Pages of the seal that is due, or was begun and not ended, that are not there yet. What is planned stands in a setting before the first page
 * is written, so that every run cuts the same pages. 20 units; 60 where a seal begins.
 */
export function pagesToWrite(ports: AuditPorts): readonly PageWork[] {
  const plan = standingPlan(ports) ?? begin(ports);
  if (plan === undefined) return [];
  const there = new Set(ports.seals.pages(plan.number, plan.number).map(({ page }) => page));
  return pagesOf(plan).map((range, page) => ({ ...range, seal: plan.number, page })).filter(({ page }) => !there.has(page));
}

/** Writes one page of a seal. A second writer changes nothing. 16 units. */
export function writePage({ seal, page, fromId, toId }: PageWork, { history, seals, platform }: AuditPorts): void {
  const rows = history.sealedRows({ fromId, toId });
  const text = pageText(rows);
  seals.addPage({ seal, page, fromId, toId, rows: rows.length, hash: platform.sha256(text) }, text);
}

/** Closes the seal whose pages are all there, and sends out what was not sent. A page that is missing is left to the next run. 30 to 80 units. */
export function closeDay(ports: AuditPorts): Seal | undefined {
  const plan = standingPlan(ports);
  const closed = plan === undefined ? undefined : close(plan, ports);
  sendSeals(ports);
  return closed;
}

function close(plan: SealPlan, ports: AuditPorts): Seal | undefined {
  const pages = ports.seals.pages(plan.number, plan.number);
  if (pages.length < pagesOf(plan).length) return undefined;
  const previousHash = ports.seals.last()?.hash ?? '';
  const seal = closeSeal(plan, { pages, previousHash, atMs: ports.platform.nowMs() }, ports.platform.sha256);
  ports.seals.add(seal);
  write(SEAL_LAST, { value: String(seal.number), number: seal.atMs }, ports);
  return seal;
}

/** A plan counts until its seal is there. */
function standingPlan({ machine, seals }: AuditPorts): SealPlan | undefined {
  const text = machine.read([SEAL_PLAN]).find(({ name }) => name === SEAL_PLAN)?.value;
  if (text === undefined) return undefined;
  const plan = JSON.parse(text) as SealPlan;
  return (seals.last()?.number ?? 0) >= plan.number ? undefined : plan;
}

function begin(ports: AuditPorts): SealPlan | undefined {
  const { history, seals, platform } = ports;
  const last = seals.last();
  const nowMs = platform.nowMs();
  const plan = nextSeal(last, history.newestId(last?.toId ?? 0, nowMs - SEAL_LAG_MS), nowMs);
  if (plan !== undefined) write(SEAL_PLAN, { value: JSON.stringify(plan), number: plan.number }, ports);
  return plan;
}

/** Sends every seal that was not sent, the oldest first: noted after it went, so that each goes at least once. */
function sendSeals(ports: AuditPorts): void {
  const { machine, seals, sendOut, platform } = ports;
  const rows = machine.read([SEAL_PREFIX]);
  const settings = sealMailSettingsOf(rows.find(({ name }) => name === SEAL_MAIL_SETTING)?.value ?? '');
  if (settings === undefined) return;
  const sent = rows.find(({ name }) => name === SEAL_SENT)?.number ?? 0;
  if ((rows.find(({ name }) => name === SEAL_PLAN)?.number ?? 0) <= sent) return;
  for (const seal of seals.all().filter(({ number }) => number > sent)) {
    if (platform.remainingUnits() < UNITS_PER_MAIL) return;
    sendOut({ author: settings.sender, recipients: settings.to, ...sealMail(seal, platform.accountId) });
    write(SEAL_SENT, { value: '', number: seal.number }, ports);
  }
}

/** A mail, and the row that says it went. */
const UNITS_PER_MAIL = 50;

function write(name: string, value: { readonly value: string; readonly number: number }, { machine }: AuditPorts): void {
  const known: StoredMachineValue | undefined = machine.read([name]).find((row) => row.name === name);
  machine.write(name, value, known);
}
