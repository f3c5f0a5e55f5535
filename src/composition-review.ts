import { packOf, readEvidence } from './application/audit/read-evidence';
import { closeReader } from './application/close/read-close';
import { makePlan } from './application/rollback/make-plan';
import { readEditable } from './application/review/read-editable';
import { readMissing } from './application/review/read-missing';
import { sendMails } from './application/review/send-mails';
import { guardedFields } from './application/sentinel/foreign-changes';
import { ports, review } from './composition';
import { textOf } from './gateways/record-fields';
import { saveAction } from './gateways/action-save';
import { CloseGateway } from './gateways/close-gateway';
import { currentDeployment } from './gateways/current-deployment';
import { EvidenceGateway } from './gateways/evidence-gateway';
import { EvidencePartsGateway } from './gateways/evidence-parts-gateway';
import { SealGateway } from './gateways/seal-gateway';
import { DecisionReaderGateway } from './gateways/decision-reader-gateway';
import { DeskGateway, filterChoices, RequestReaderGateway } from './gateways/desk-gateway';
import { MailGateway, mailLinks, sendMail } from './gateways/mail-gateway';
import { recordOperation } from './gateways/record-operation';
import { ReviewDetailsGateway } from './gateways/review-details-gateway';
import { SignOffGateway } from './gateways/sign-off-gateway';
import { DOOR_DEPLOYMENT, DOOR_SCRIPT, profileOf } from './pages/deployments';
import { drawGuards, drawRecordState, stampOf } from './pages/record-state';
import { serveDoor } from './pages/serve-door';
import { serveReview } from './pages/serve-review';
import { serveTile } from './pages/serve-tile';

/** Answers a call of the pages. The deployment's audience is one role, so it says whose page this is (D-0078). */
export function reviewPage(call: Parameters<typeof serveReview>[0]): void {
  const { queue, viewer } = review(profileOf(currentDeployment()));
  const wired = ports();
  const { platform } = wired;
  const form = { ...wired, queue, details: new ReviewDetailsGateway(platform.accountId) };
  serveReview(call, {
    viewer, queue, desk: new DeskGateway(), requests: new RequestReaderGateway(), decisions: new DecisionReaderGateway(), choices: (who) => filterChoices(who, wired.ledger.targetTypes()),
    editable: (operationId, who) => readEditable(operationId, who, form), missing: (of, who) => readMissing(of, who, form),
    close: closeReader({ close: new CloseGateway(platform.accountId), signOffs: new SignOffGateway(), events: wired.events, platform }),
    closeEvidence: new EvidencePartsGateway(),
    closePack: (subject, who, texts) => packOf(subject, who, texts, platform),
    rollback: (scope, atMs) => makePlan(scope, atMs, wired),
    evidence: (detail, who) => readEvidence(detail, who, { rows: new EvidenceGateway(), seals: new SealGateway(), platform }),
    sha256: platform.sha256, randomHex: (bytes) => platform.randomHex(bytes), nowMs: platform.nowMs(),
  });
}

/** Answers a call of the door, as whoever is logged in. */
export function reviewDoor(call: Parameters<typeof serveDoor>[0]): void {
  serveDoor(call, saveAction);
}

/** Fills the tile of the home dashboard. */
export function reviewTile(context: Parameters<typeof serveTile>[0]): void {
  serveTile(context, review(profileOf(currentDeployment())));
}

/** Sends the mails of one round. What another account took is nobody's work here, so a copy of production writes about its own alone. */
export function mailRound(): void {
  const { platform, machine } = ports();
  sendMails({
    rows: new MailGateway(platform.accountId), machine, send: sendMail, link: mailLinks({ scriptId: DOOR_SCRIPT, deploymentId: DOOR_DEPLOYMENT }), nowMs: platform.nowMs(), remainingUnits: () => platform.remainingUnits(),
  });
}

/** Tells on a record's page what its last operation came to; where it is opened to be edited, which of its fields belong to another system. */
export function recordShown(record: Parameters<typeof stampOf>[0], form: Parameters<typeof drawRecordState>[0], edits: boolean): void {
  const operationId = stampOf(record);
  if (edits && operationId !== '') drawGuards(form, guardedFields({ recordType: record.type, externalId: textOf(record, 'externalid') }, ports()));
  const found = operationId === '' ? undefined : recordOperation(operationId);
  if (found !== undefined) drawRecordState(form, found);
}
