import { finishEvidence, makePart, partsToMake } from './application/close/make-evidence';
import type { PartWork } from './application/close/make-evidence';
import type { EvidenceJobPorts } from './application/close/evidence-job-port';
import { reviewPorts } from './composition';
import { logEvidence } from './gateways/audit-report';
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

/** Wires the evidence of periods. Called inside its entry functions. */
export function periodEvidence(): PeriodEvidence {
  const wired: EvidenceJobPorts = { ...reviewPorts(), material: new PeriodMaterialGateway(), parts: new EvidencePartsGateway(), seals: new SealGateway() };
  return { parts: () => partsToMake(wired), make: (work) => { makePart(work, wired); }, finish: (summary) => { logEvidence(finishEvidence(wired)?.number, summary); } };
}
