import { causeFingerprint, conditionDuty } from '../../domain/cause';
import type { ChainFinding } from '../../domain/audit/chain-verify';
import type { SealFinding } from '../../domain/audit/seal';
import type { Cause } from '../machine-ports';
import type { AuditPorts } from './audit-ports';

/** Chains and seals that get a cause of their own; what is more is told in one. */
const MOST_CAUSES = 20;

/** Rows that one cause names. */
const MOST_NAMED = 20;

/** What a verification found. */
export interface Found {
  readonly findings: readonly ChainFinding[];
  readonly sealFindings: readonly SealFinding[];
  /** True where everything was verified and nothing found: what was told before is over. */
  readonly isWell: boolean;
}

/** Raises a cause for every chain and seal that something is wrong with, and closes them once everything is found to be well. 10 units, 6 for each new one, 2 for each that is over. */
export function tellFindings({ findings, sealFindings, isWell }: Found, ports: AuditPorts): void {
  const nowMs = ports.platform.nowMs();
  if (isWell) {
    for (const { internalId } of ports.causes.open(['history'])) ports.causes.close(internalId, nowMs);
    return;
  }
  const told = [...bySubject(sealFindings, ({ seal }) => `seal ${String(seal)}`, sealLine), ...bySubject(findings, ({ chain }) => chain, rowLine)];
  const causes = [...told.slice(0, MOST_CAUSES).map(([subject, lines]) => causeOf(subject, lines, ports)), ...restOf(told.slice(MOST_CAUSES), ports)];
  if (causes.length === 0) return;
  const known = new Map(ports.causes.find(causes.map(({ fingerprint }) => fingerprint)).map((cause) => [cause.fingerprint, cause]));
  for (const cause of causes) {
    const before = known.get(cause.fingerprint);
    if (before?.state !== 'open') ports.causes.raise(cause, before, nowMs);
  }
}

type Told = readonly [subject: string, lines: readonly string[]];

function bySubject<T>(found: readonly T[], subjectOf: (one: T) => string, lineOf: (one: T) => string): readonly Told[] {
  const told = new Map<string, string[]>();
  for (const one of found) {
    const lines = told.get(subjectOf(one)) ?? [];
    lines.push(lineOf(one));
    told.set(subjectOf(one), lines);
  }
  return [...told];
}

function rowLine({ kind, number, internalId, words }: ChainFinding): string {
  return `Number ${String(number)}${internalId === undefined ? '' : ` (row ${String(internalId)})`} ${WORDS[kind]}. ${words}`;
}

const WORDS: Readonly<Record<ChainFinding['kind'], string>> = { changed: 'was changed', missing: 'is missing', added: 'was added', reordered: 'stands in another place' };

function sealLine({ words }: SealFinding): string {
  return words;
}

function restOf(rest: readonly Told[], ports: AuditPorts): readonly Cause[] {
  if (rest.length === 0) return [];
  return [causeOf('more', [`${String(rest.length)} further chains and seals are not as they were written; the execution log of the verification names their rows.`], ports)];
}

function causeOf(subject: string, lines: readonly string[], { platform }: AuditPorts): Cause {
  const more = lines.length > MOST_NAMED ? [`And ${String(lines.length - MOST_NAMED)} more.`] : [];
  return {
    fingerprint: causeFingerprint('history', [subject], platform.sha256), kind: 'history', source: '', documentType: '', reason: '', subject,
    title: subject.startsWith('seal ') ? `The history's ${subject} is not as it was made` : subject === 'more' ? 'More of the history is not as it was written' : `The history of ${subject.slice(0, 20)} is not as it was written`,
    text: `${[...lines.slice(0, MOST_NAMED), ...more].join(' ')} Docket never writes this: it was done by hand, by another program or around the check. Keep everything as it is, and compare the seals that were mailed.`,
    ...conditionDuty('history', platform.nowMs()),
  };
}
