import { finishEvidence, makePart, partsToMake } from './application/close/make-evidence';
import type { PartWork } from './application/close/make-evidence';
import type { EvidenceJobPorts } from './application/close/evidence-job-port';
import { endPart, finishEnding, partsToEnd } from './application/retain/end-retained';
import type { EndWork } from './application/retain/end-retained';
import type { RetainPorts } from './application/retain/retain-port';
import { reviewPorts } from './composition';
import { logEnding } from './gateways/audit-report';
import type { AuditSummary } from './gateways/audit-report';
import { EvidencePartsGateway } from './gateways/evidence-parts-gateway';
import { PeriodMaterialGateway } from './gateways/period-material-gateway';
import { SealGateway } from './gateways/seal-gateway';

/** What the stages of the evidence of a period do. */
export interface PeriodEvidence {
  parts(): readonly PartWork[];
  make(work: PartWork): void;
  finish(summary: AuditSummary): void;
}

/** What the stages of retention and erasure do. */
export interface Retention {
  parts(): readonly EndWork[];
  end(work: EndWork): void;
  finish(summary: AuditSummary): void;
}

/** Wires retention and erasure. Called inside its entry functions. */
export function retention(): Retention {
  const wired: RetainPorts = { ...reviewPorts(), material: new PeriodMaterialGateway(), seals: new SealGateway() };
  return { parts: () => partsToEnd(wired), end: (work) => { endPart(work, wired); }, finish: (summary) => { logEnding('Retention', finishEnding(wired)?.number, summary); } };
}

/** Wires the evidence of periods. Called inside its entry functions. */
export function periodEvidence(): PeriodEvidence {
  const wired: EvidenceJobPorts = { ...reviewPorts(), material: new PeriodMaterialGateway(), parts: new EvidencePartsGateway(), seals: new SealGateway() };
  return { parts: () => partsToMake(wired), make: (work) => { makePart(work, wired); }, finish: (summary) => { logEnding('Evidence', finishEvidence(wired)?.number, summary); } };
}
