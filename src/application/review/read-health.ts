import { HEARTBEAT, heartbeatOf, isMissed } from '../../domain/heartbeat';
import { isProcessing, isSwitchName } from '../../domain/holds';
import { readBreaker } from '../../domain/breaker';
import { SEAL_LAST, SEAL_SENT, VERIFY_LAST, VERIFY_PROGRESS } from '../../domain/audit/audit-settings';
import { readProgress, readResult } from '../../domain/audit/verify-plan';
import type { StoredMachineValue } from '../machine-ports';
import type { HealthView, HistoryHealth } from './health-view';
import type { ReviewPorts } from './review-queue';
import type { QueueQuestion } from './review-rows-port';

const DAY_MS = 86_400_000;

/** How the installation is doing, for who asks. Five statements. */
export function readHealthView(question: QueueQuestion, { rows, configuration, machine, platform }: ReviewPorts): HealthView {
  const { nowMs, scope, endOfTodayMs } = question;
  const head = rows.head(question);
  const today = rows.today(scope, endOfTodayMs - DAY_MS);
  const switches = configuration.switches();
  const states = machine.read([HEARTBEAT, SEAL_LAST, SEAL_SENT, VERIFY_LAST, VERIFY_PROGRESS]);
  const heartbeat = heartbeatOf(states.find(({ name }) => name === HEARTBEAT)?.value ?? '');
  const toldMs = heartbeat?.endedMs ?? heartbeat?.startedMs;
  return {
    account: platform.accountId, production: platform.production, open: head.open, late: head.late, oldestMs: head.oldestMs, atRisk: head.atRisk, atRiskUnknown: head.atRiskUnknown, baseCurrency: rows.baseCurrency(),
    retriesDueInHour: head.retriesDueInHour, appliedToday: today.applied, duplicatesStoppedToday: today.duplicates,
    heartbeatAgeMs: toldMs === undefined ? undefined : Math.max(0, nowMs - toldMs), nextSweepMs: heartbeat?.nextMs, stale: isMissed(heartbeat, nowMs),
    intakeOpen: switches.intakeOpen, pausedSources: switches.pausedSources, pausedWork: switches.rows.filter(({ name, value }) => isSwitchName(name) && !isProcessing(value)).map(({ name }) => name),
    breakers: switches.rows.flatMap(({ name, value }) => {
      const [kind, source = '', recordType = ''] = name.split(':');
      const breaker = readBreaker(value);
      return kind !== 'breaker' || breaker.state === 'closed' ? [] : [{ source, recordType, state: breaker.state, sinceMs: breaker.sinceMs }];
    }),
    copy: { is: head.foreign.count > 0, of: head.foreign.account, open: head.foreign.count },
    history: historyHealth(states), nowMs,
  };
}

function historyHealth(states: readonly StoredMachineValue[]): HistoryHealth {
  const state = (wanted: string) => states.find(({ name }) => name === wanted);
  const last = readResult(state(VERIFY_LAST)?.value ?? '');
  const progress = readProgress(state(VERIFY_PROGRESS)?.value ?? '');
  return {
    verifiedMs: last?.finishedMs, rows: last?.rows ?? 0, findings: (last?.findings ?? 0) + (progress?.findings ?? 0), underWay: progress !== undefined,
    seal: Number(state(SEAL_LAST)?.value ?? '0'), sealMs: state(SEAL_LAST)?.number, sentOut: state(SEAL_SENT)?.number ?? 0,
  };
}
