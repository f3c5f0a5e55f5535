import type { VerifiedRow } from '../../domain/audit/chain-verify';
import { evidencePack, jsonFile, tableFiles } from '../../domain/audit/evidence';
import type { EvidenceText } from '../../domain/audit/evidence';
import type { Seal } from '../../domain/audit/seal';
import { NUMBERS_AHEAD } from '../../domain/event-chain';
import { isoTime } from '../../domain/outcome';
import { may } from '../../domain/review/capability';
import type { Viewer } from '../../domain/review/capability';
import type { Platform } from '../ports';
import { VERSION } from '../product-version';
import type { OperationDetail } from '../review/operation-detail';
import { pagesOfAll } from './pages-of-all';
import type { StoredPage } from './audit-ports';
import type { ApprovalRow, EvidencePorts } from './evidence-port';

/** Pages of seals that one pack brings along; events in further ones are proved by their chain alone, and the pack says so. */
const MOST_PAGES = 20;

const at = (epochMs: number | undefined): string => (epochMs === undefined || epochMs === 0 ? '' : isoTime(epochMs));

/** What the pack says of itself, for whoever opens it. */
const NOTE = [
  'manifest: each file with its SHA-256. events.json: the chain of the operation and of its requests. seals.json: the seals that name these events, with their pages.',
  'Values of events are in by their hash alone, so this file holds no more of the document than its role sees. System notes of NetSuite are not in: read them on the records themselves.',
  'The ledger lines and the comparison are as they stood when the file was made. Verify with examples/verify-evidence, and compare the hash of the latest seal with the mail that was sent out.',
].join('\n');

/** The evidence of one operation, as its viewer may see it. 70 to 150 units beside the page. */
export function readEvidence(detail: OperationDetail, viewer: Viewer, { rows, seals, platform }: EvidencePorts & { readonly platform: Platform }): string {
  const { row } = detail;
  const requests = rows.requestsOf(row.operationId);
  const events = [{ chain: row.operationId, upTo: row.head + NUMBERS_AHEAD }, ...requests.map(({ number }) => ({ chain: number, upTo: NUMBERS_AHEAD }))].flatMap(({ chain, upTo }) => rows.chain(chain, upTo));
  const decisions = rows.decisions(detail.decisions.map(({ code }) => code));
  const texts: readonly EvidenceText[] = [
    { name: 'README.txt', content: `${NOTE}\n` },
    jsonFile('operation', operationOf(detail, viewer, rows.hashesOf(row.internalId))),
    ...tableFiles('verdicts', VERDICTS, detail.compare.map((one) => [one.field, one.line, one.path, one.sent, one.now, one.owner, one.verdict, one.decision, one.masked ? 'masked' : ''])),
    ...tableFiles('attempts', ATTEMPTS, detail.attempts.map((one) => [{ number: String(one.number) }, at(one.atMs), one.actor, one.kind, one.state ?? '', one.code, one.action, one.words])),
    ...tableFiles('approvals', APPROVALS, requests.map(approvalCells)),
    ...tableFiles('decisions', DECISIONS, decisions.map(({ code, title, status, date, who, supersededBy, textHash }) => [code, title, status, date, who, supersededBy, textHash])),
    jsonFile('decision-texts', decisions),
    ...tableFiles('ledger', ['line', 'account', 'period', 'debit', 'credit'], (row.target === undefined ? [] : rows.ledgerOf(row.target.internalId)).map((line) => [{ number: String(line.line) }, line.account, line.period, { number: line.debit }, { number: line.credit }])),
    jsonFile('events', events.map(eventOf)),
    jsonFile('seals', proofOf(events, seals)),
  ];
  return packOf(row.operationId, viewer, texts, platform);
}

/** Texts about a subject in one file, as this viewer made it now. */
export function packOf(subject: string, viewer: Pick<Viewer, 'userId' | 'role'>, texts: readonly EvidenceText[], platform: Platform): string {
  const about = { account: platform.accountId, subject, madeBy: `user ${String(viewer.userId)} as ${viewer.role}`, made: isoTime(platform.nowMs()), product: VERSION };
  return evidencePack(about, texts, platform.sha256);
}

const VERDICTS = ['field', 'line', 'path', 'sent', 'now in NetSuite', 'owner', 'verdict', 'decision', 'masked'];
const DECISIONS = ['code', 'title', 'status', 'decided on', 'by', 'superseded by', 'sha256 of the text'];
const ATTEMPTS = ['number', 'at', 'actor', 'kind', 'state', 'code', 'action', 'words'];
const APPROVALS = ['number', 'kind', 'state', 'asked by', 'in role', 'asked at', 'decided by', 'in role of decider', 'decided at', 'closed at', 'sha256 of the plan'];

function approvalCells({ number, kind, state, asker, askerRole, askedMs, approver, approverRole, decidedMs, closedMs, planHash }: ApprovalRow): readonly string[] {
  return [number, kind, state, String(asker), askerRole, at(askedMs), approver === 0 ? '' : String(approver), approverRole, at(decidedMs), at(closedMs), planHash];
}

function operationOf({ row, summary, period }: OperationDetail, viewer: Viewer, hashes: { readonly received: string; readonly fingerprint: string }): Readonly<Record<string, unknown>> {
  return {
    operationId: row.operationId, source: row.source, documentType: row.documentType, documentNumber: row.documentNumber, state: row.state, receivedAt: at(row.receivedMs), settledAt: at(row.settledMs),
    documentSha256: hashes.received, fingerprint: hashes.fingerprint, amount: row.money?.amount ?? '', currency: row.money?.currency ?? '', record: row.target ?? null, period: period ?? null, head: row.head,
    sentence: summary.sentence, why: summary.why, seenAs: viewer.role, technical: may(viewer, 'see_technical'),
  };
}

/** An event as evidence holds it: without its values. */
export function eventOf(row: VerifiedRow): Readonly<Record<string, unknown>> {
  const { content: _content, ...rest } = row;
  return rest;
}

interface SealProof {
  readonly seals: readonly (Seal & { readonly pageList: readonly Omit<StoredPage, 'internalId'>[] })[];
  readonly pages: readonly { readonly seal: number; readonly page: number; readonly text: string }[];
  /** Events that are in a seal whose page is not brought along. */
  readonly left: number;
  /** Events that no seal covers yet. */
  readonly unsealed: number;
}

/** Pages that name the events, and all seals from the first of them on: each stands behind the one before it, up to the latest that was mailed. */
export function proofOf(events: readonly VerifiedRow[], seals: EvidencePorts['seals']): SealProof {
  const pages = pagesOfAll(seals);
  const covering = pages.filter(({ fromId, toId }) => events.some(({ internalId }) => internalId > fromId && internalId <= toId));
  const brought = covering.slice(0, MOST_PAGES);
  const covers = (some: readonly StoredPage[]) => events.filter(({ internalId }) => some.some(({ fromId, toId }) => internalId > fromId && internalId <= toId)).length;
  const first = brought[0]?.seal ?? 0;
  const named = new Set(brought.map(({ seal }) => seal));
  return {
    seals: first === 0 ? [] : seals.all().filter(({ number }) => number >= first).map((seal) => ({ ...seal, pageList: named.has(seal.number) ? pages.filter((page) => page.seal === seal.number).map(({ internalId: _id, ...page }) => page) : [] })),
    pages: brought.map(({ internalId, seal, page }) => ({ seal, page, text: seals.text(internalId) })),
    left: covers(covering) - covers(brought), unsealed: events.length - covers(covering),
  };
}
