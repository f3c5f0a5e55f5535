import type { AuditPorts } from './application/audit/audit-ports';
import { closeDay, pagesToWrite, writePage } from './application/audit/seal-day';
import type { PageWork } from './application/audit/seal-day';
import { reportVerification, slicesToVerify, verifySlice } from './application/audit/verify-history';
import type { SliceResult } from './application/audit/verify-report-port';
import type { VerifySlice } from './domain/audit/verify-plan';
import { logSeal, logVerification, sliceResults } from './gateways/audit-report';
import type { AuditSummary } from './gateways/audit-report';
import { CauseGateway } from './gateways/cause-gateway';
import { checkEvent } from './gateways/event-check';
import type { EventChange } from './gateways/event-check';
import { HistoryGateway } from './gateways/history-gateway';
import { MachineStateGateway } from './gateways/machine-state-gateway';
import { sendOut } from './gateways/mail-gateway';
import { netSuitePlatform } from './gateways/platform-gateway';
import { SealGateway } from './gateways/seal-gateway';

/** What the stages of the seal do. */
export interface Sealing {
  pages(): readonly PageWork[];
  write(work: PageWork): void;
  close(summary: AuditSummary): void;
}

/** What the stages of the verification do. */
export interface Verification {
  slices(): readonly VerifySlice[];
  verify(slice: VerifySlice): SliceResult;
  report(summary: AuditSummary): void;
}

/** Looks at a row of the history that is about to be changed or deleted; throws where it may not be. */
export function eventChanged(change: EventChange): void {
  checkEvent(change, netSuitePlatform());
}

/** Wires the seal. Called inside its entry functions. */
export function sealing(): Sealing {
  const wired = auditPorts();
  return { pages: () => pagesToWrite(wired), write: (work) => { writePage(work, wired); }, close: (summary) => { logSeal(closeDay(wired), summary); } };
}

/** Wires the verification. Called inside its entry functions. */
export function verification(): Verification {
  const wired = auditPorts();
  return { slices: () => slicesToVerify(wired), verify: (slice) => verifySlice(slice, wired), report: (summary) => { report(summary, wired); } };
}

function report(summary: AuditSummary, wired: AuditPorts): void {
  const { results, complete } = sliceResults(summary);
  const told = reportVerification(results, complete, wired);
  if (told !== undefined) logVerification(told);
}

function auditPorts(): AuditPorts {
  const platform = netSuitePlatform();
  return {
    history: new HistoryGateway(), seals: new SealGateway(), causes: new CauseGateway(), sendOut, platform,
    machine: new MachineStateGateway(() => platform.nowMs(), `user ${String(platform.caller.userId)} as ${platform.caller.role}`),
  };
}
