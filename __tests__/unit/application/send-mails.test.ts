import type { MachineValue, StoredMachineValue } from '../../../src/application/machine-ports';
import type { Mail, OwnedWork, UrgentOperation } from '../../../src/application/review/mail-port';
import { sendMails } from '../../../src/application/review/send-mails';
import type { MailPorts, MailRound } from '../../../src/application/review/send-mails';

const MORNING = Date.UTC(2026, 10, 23, 8);
const DAY = 86_400_000;

const work = (owner: number | undefined, changes: Partial<OwnedWork> = {}): OwnedWork => ({ owner, open: 3, late: 1, atRisk: '110.00', unknown: 0, oldestMs: MORNING - 2 * DAY, ...changes });
const urgent = (operationId: string, owner: number | undefined, why: UrgentOperation['why'] = 'amount'): UrgentOperation => ({ internalId: 1, operationId, owner, why });

/** An account with settings that last over rounds. */
function account(setting: string, given: { readonly owned?: readonly OwnedWork[]; readonly urgent?: readonly UrgentOperation[]; readonly units?: number } = {}) {
  const rows = new Map<string, StoredMachineValue>([['review:mail', { internalId: 1, name: 'review:mail', value: setting, number: undefined }]]);
  const mails: Mail[] = [];
  const asked: unknown[] = [];
  const ports = (nowMs: number): MailPorts => ({
    rows: { byOwner: () => given.owned ?? [], urgent: (question) => { asked.push(question); return given.urgent ?? []; }, latestId: () => 40, baseCurrency: () => 'USD' },
    machine: {
      read: (prefixes) => [...rows.values()].filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix))),
      write: (name: string, value: MachineValue) => { rows.set(name, { internalId: rows.size + 1, name, ...value }); }, remove: ({ name }) => { rows.delete(name); },
    },
    send: (mail) => mails.push(mail), link: (page, operationId) => `https://x/${page}${operationId === undefined ? '' : `/${operationId}`}`, nowMs, remainingUnits: () => given.units ?? 900,
  });
  return { mails, asked, rows, round: (nowMs = MORNING): MailRound => sendMails(ports(nowMs)) };
}

const SETTING = '{"sender":12,"unowned":[13],"highAmount":"2500"}';

describe('mails', () => {
  it('are not sent where no sender is set', () => {
    const { mails, round } = account('', { owned: [work(7)], urgent: [urgent('op-1', 7)] });
    expect(round()).toEqual({ digests: 0, urgent: 0 });
    expect(mails).toEqual([]);
  });

  it('sum up each owner once a day, and what is nobody\'s for those who look after it', () => {
    const { mails, round } = account(SETTING, { owned: [work(7), work(undefined, { open: 1, late: 0, unknown: 2, oldestMs: MORNING }), work(8, { open: 0 })] });
    expect(round(Date.UTC(2026, 10, 23, 6, 59))).toMatchObject({ digests: 0 });
    expect(round()).toMatchObject({ digests: 2 });
    expect(round(MORNING + 900_000)).toMatchObject({ digests: 0 });
    expect(round(MORNING + DAY)).toMatchObject({ digests: 2 });
    expect(mails[0]).toEqual({
      author: 12, recipients: [7], subject: 'Integration review: 3 operations for you, 1 past due', body: 'Open: 3\nPast due: 1\nAt risk: USD 110.00\nOldest: 2 days\n\nGo to the queue: https://x/queue',
    });
    expect(mails[1]).toMatchObject({ recipients: [13], subject: 'Integration review: 1 operation of nobody', body: expect.stringContaining('and 2 not known') });
  });

  it('tell what is urgent at once, one mail to each owner, and only what came since', () => {
    const { mails, asked, round } = account(SETTING, { urgent: [urgent('op-1', 7), urgent('op-2', 7, 'due'), urgent('op-3', undefined, 'due'), urgent('op-4', undefined)] });
    expect(round(MORNING - 4 * 3_600_000)).toEqual({ digests: 0, urgent: 0 });
    expect(round(MORNING - 3 * 3_600_000)).toEqual({ digests: 0, urgent: 2 });
    expect(asked).toEqual([{ nowMs: MORNING - 3 * 3_600_000, sinceMs: MORNING - 4 * 3_600_000, afterId: 40, highAmount: 2500 }]);
    expect(mails.map(({ recipients, subject }) => [recipients, subject])).toEqual([
      [[7], 'Integration review: 1 operation with a high amount and 1 operation past due'], [[13], 'Integration review: 1 operation with a high amount and 1 operation past due'],
    ]);
    expect(mails[0]?.body).toContain('- High amount: https://x/operation/op-1\n- Past due: https://x/operation/op-2');
  });

  it('name twenty operations and count the others', () => {
    const many = Array.from({ length: 23 }, (_, index) => urgent(`op-${String(index)}`, 7));
    const { mails, round } = account(SETTING, { urgent: many });
    round(MORNING - 4 * 3_600_000);
    round(MORNING - 3 * 3_600_000);
    expect(mails[0]?.body).toContain('op-19\nand 3 more');
  });

  it('leave for the next round what units do not allow', () => {
    const { mails, round } = account(SETTING, { owned: [work(7), work(8)], units: 30 });
    expect(round()).toMatchObject({ digests: 0 });
    expect(mails).toEqual([]);
  });

  it('write nothing about nobody\'s work where nobody looks after it', () => {
    const { round } = account('{"sender":12}', { owned: [work(undefined)], urgent: [urgent('op-1', undefined)] });
    round(MORNING - 4 * 3_600_000);
    expect(round()).toEqual({ digests: 0, urgent: 0 });
  });
});
