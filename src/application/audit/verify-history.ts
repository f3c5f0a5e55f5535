import { verifyRows } from '../../domain/audit/chain-verify';
import { pagesOf, readPage, verifySeals } from '../../domain/audit/seal';
import type { SealFinding } from '../../domain/audit/seal';
import { VERIFY_ASKED, VERIFY_LAST, VERIFY_PROGRESS } from '../../domain/audit/audit-settings';
import { modeOf, MOST_SLICES, planVerification, readProgress, readResult } from '../../domain/audit/verify-plan';
import type { VerifyProgress, VerifySlice } from '../../domain/audit/verify-plan';
import { eventExternalId } from '../../domain/identity';
import type { StoredMachineValue } from '../machine-ports';
import type { AuditPorts } from './audit-ports';
import { pagesOfAll } from './pages-of-all';
import { tellFindings } from './history-causes';
import type { SliceResult, VerifyReport } from './verify-report-port';

/** Findings of a slice that are named; the rest is counted. */
const MOST_NAMED = 100;

const VERIFY_PREFIX = 'verify:';

/**
 * Slices of the verification that is due or has begun, at most 2,000: pages of seals behind what is verified, and, once these are all in, the
 * rows that no seal covers yet. 40 units; 10 more for every 5,000 pages.
 */
export function slicesToVerify(ports: AuditPorts): readonly VerifySlice[] {
  const rows = ports.machine.read([VERIFY_PREFIX]);
  const text = (name: string) => valueOf(rows, name) ?? '';
  const nowMs = ports.platform.nowMs();
  const plan = planVerification({ progress: readProgress(text(VERIFY_PROGRESS)), last: readResult(text(VERIFY_LAST)), asked: modeOf(text(VERIFY_ASKED)), nowMs });
  if (plan === undefined) return [];
  const known = rows.find(({ name }) => name === VERIFY_PROGRESS);
  if (known === undefined || known.value === '') ports.machine.write(VERIFY_PROGRESS, { value: JSON.stringify(plan), number: plan.startedMs }, known);
  const sealed = pagesOfAll(ports.seals).filter(({ toId }) => toId > plan.doneId).map(({ internalId, hash, seal, page, fromId, toId }): VerifySlice => ({ mode: plan.mode, seal, page, pageId: internalId, pageHash: hash, fromId, toId }));
  if (sealed.length >= MOST_SLICES) return sealed.slice(0, MOST_SLICES);
  const sealedTo = sealed.at(-1)?.toId ?? plan.doneId;
  const open = pagesOf({ fromId: sealedTo, toId: ports.history.newestId(sealedTo, nowMs) }).map((range): VerifySlice => ({ ...range, mode: plan.mode, seal: 0, page: 0, pageId: 0, pageHash: '' }));
  return [...sealed, ...open].slice(0, MOST_SLICES);
}

/** Verifies one slice. 42 to 72 units, 2 more for each row that has to be loaded. */
export function verifySlice({ mode, seal, page, pageId, pageHash, fromId, toId }: VerifySlice, { history, seals, platform }: AuditPorts): SliceResult {
  const text = pageId === 0 ? undefined : seals.text(pageId);
  const sealed = text === undefined ? undefined : readPage(text);
  const rows = history.rows({ fromId, toId }, mode === 'deep');
  const heads = history.heads([...new Set(rows.map(({ chain }) => chain))]);
  const places = history.places([...new Set([...rows.filter(({ number }) => number > 1).map(({ chain, number }) => eventExternalId(chain, number - 1)), ...heads.map(({ chain, number }) => eventExternalId(chain, number))])]);
  const erasures = history.erasures([...new Set(rows.map(({ erasedBy }) => erasedBy).filter((request) => request !== ''))]);
  const there = new Set(rows.map(({ internalId }) => internalId));
  const gone = [...(sealed ?? []).filter(({ internalId }) => !there.has(internalId)), ...heads.filter(({ chain, number }) => !places.has(eventExternalId(chain, number)))].map(({ chain }) => chain);
  const findings = verifyRows({
    rows, sealed, heads, placeOf: (chain, number) => places.get(eventExternalId(chain, number)), ended: history.ended([...new Set(gone)]), isErasure: (request) => erasures.has(request),
  }, platform.sha256);
  const isChanged = text !== undefined && (sealed === undefined || platform.sha256(text) !== pageHash);
  const sealFindings: readonly SealFinding[] = isChanged ? [{ kind: 'changed', seal, words: `Page ${String(page)} of seal ${String(seal)} does not carry its hash.` }] : [];
  return { toId, seal, rows: rows.length, count: findings.length + sealFindings.length, findings: findings.slice(0, MOST_NAMED), sealFindings };
}

/**
 * Takes the results of a run together: how far the verification is, and what it found. `complete`: every slice was verified; else the next
 * run does them again. Undefined: nothing was verified. 60 units and those of the causes.
 */
export function reportVerification(results: readonly SliceResult[], complete: boolean, ports: AuditPorts): VerifyReport | undefined {
  const rows = ports.machine.read([VERIFY_PREFIX]);
  const before = readProgress(valueOf(rows, VERIFY_PROGRESS) ?? '');
  if (before === undefined) return undefined;
  const nowMs = ports.platform.nowMs();
  const seals = verifySeals({ seals: ports.seals.all(), pages: pagesOfAll(ports.seals), whole: true, nowMs }, ports.platform.sha256);
  const sealFindings = [...seals, ...results.flatMap((one) => one.sealFindings)];
  const findings = results.flatMap((one) => one.findings);
  const found = results.reduce((sum, { count }) => sum + count, 0) + seals.length;
  const finished = complete && results.length < MOST_SLICES;
  tellFindings({ findings, sealFindings, isWell: finished && before.mode !== 'new' && before.findings + found === 0 }, ports);
  if (!complete) return { progress: before, finished, findings, sealFindings };
  const sealedId = Math.max(before.doneId, ...results.filter(({ seal }) => seal > 0).map(({ toId }) => toId));
  const progress: VerifyProgress = { ...before, doneId: sealedId, rows: before.rows + results.reduce((sum, one) => sum + one.rows, 0), findings: before.findings + found };
  keep(progress, { rows, finished, nowMs }, ports);
  return { progress, finished, findings, sealFindings };
}

function keep(progress: VerifyProgress, { rows, finished, nowMs }: { readonly rows: readonly StoredMachineValue[]; readonly finished: boolean; readonly nowMs: number }, { machine }: AuditPorts): void {
  const row = (name: string) => rows.find((one) => one.name === name);
  if (!finished) {
    machine.write(VERIFY_PROGRESS, { value: JSON.stringify(progress), number: progress.startedMs }, row(VERIFY_PROGRESS));
    return;
  }
  const { mode, doneId } = progress;
  const allMs = mode === 'new' ? readResult(valueOf(rows, VERIFY_LAST) ?? '')?.allMs ?? 0 : progress.startedMs;
  const result = { mode, finishedMs: nowMs, sealedId: doneId, rows: progress.rows, findings: progress.findings, allMs };
  machine.write(VERIFY_LAST, { value: JSON.stringify(result), number: nowMs }, row(VERIFY_LAST));
  for (const name of [VERIFY_PROGRESS, VERIFY_ASKED]) {
    const known = row(name);
    if (known !== undefined) machine.write(name, { value: '', number: undefined }, known);
  }
}

function valueOf(rows: readonly StoredMachineValue[], wanted: string): string | undefined {
  return rows.find(({ name }) => name === wanted)?.value;
}
