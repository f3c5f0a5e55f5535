import type { FailureFacts, LogFindings, ReceivedVolume, FindingsPort } from '../../../src/application/findings-port';
import { shownValue } from '../../../src/domain/cause';
import { isForeign } from '../../../src/domain/foreign';
import { rowDamage } from '../../../src/domain/row-damage';
import { isMachineDue, isSettled } from '../../../src/domain/states';
import type { FakeCauses } from './fake-machine';
import { factsOfRow } from './fake-operations';
import type { FakeOperations, OperationRow } from './fake-operations';

const HOUR_MS = 3_600_000;

/** Findings of one kind that are told at once. */
const MOST_FOUND = 100;

/** The survey of the log in memory. */
export class FakeFindings implements FindingsPort {
  /** Override rows, as the account holds them. */
  overrides: LogFindings['overrides'] = [];

  constructor(private readonly operations: FakeOperations, private readonly causes: FakeCauses) {}

  inLog(nowMs: number): LogFindings {
    const own = this.own();
    const due = own.filter(({ patch, dueMs }) => isMachineDue(patch.state) && dueMs !== null);
    const later = due.flatMap(({ dueMs }) => (dueMs !== null && dueMs > nowMs ? [dueMs] : []));
    const open = [...this.operations.rows.values()].filter(({ patch }) => !isSettled(patch.state));
    return {
      untold: grouped(own.filter((row) => this.isUntold(row)), ({ patch }) => patch.cause ?? '').map(([fingerprint, [first, ...rest]]) => ({ fingerprint, count: rest.length + 1, internalId: first.internalId })),
      ended: this.causes.open(['failure']).filter(({ fingerprint }) => !own.some(({ patch }) => patch.cause === fingerprint && patch.state === 'needs_review')).map(({ internalId }) => internalId).slice(0, MOST_FOUND),
      damaged: [...own].sort((a, b) => Number(this.operations.isTold(a.internalId)) - Number(this.operations.isTold(b.internalId))).flatMap((row) => {
        const words = rowDamage({ ...factsOfRow(row), documentKept: undefined, headThere: this.operations.isHeadThere(row) }, nowMs);
        return words === undefined ? [] : [{ internalId: row.internalId, words }];
      }).slice(0, MOST_FOUND),
      overrides: this.overrides,
      foreign: grouped(open.filter(({ document }) => isForeign(document.account, this.operations.accountId)), ({ document }) => document.account).map(([account, rows]) => ({ account, count: rows.length })),
      awaitingSettings: grouped(own.filter(({ patch }) => isMachineDue(patch.state) && patch.problem?.code === 'configuration_unreadable'), ({ document }) => document.source)
        .map(([source, [first, ...rest]]) => ({ source, count: rest.length + 1, words: first.patch.problem?.detail ?? '' })),
      stillDue: due.length - later.length,
      nextDueMs: later.length === 0 ? undefined : Math.min(...later),
      lastId: Math.max(0, ...this.operations.rows.keys()),
    };
  }

  failures(internalIds: readonly number[]): readonly FailureFacts[] {
    return internalIds.flatMap((internalId) => {
      const row = this.operations.rows.get(internalId);
      if (row === undefined) return [];
      const { document, patch: { problem, observed, state } } = row;
      return [{
        internalId, operationId: document.operationId, source: document.source, documentType: document.documentType, reason: problem?.code ?? '', title: problem?.title ?? '', whoActs: problem?.whoActs ?? '',
        pointer: problem?.errors[0]?.pointer ?? '', observed: observed?.name ?? '', value: shownValue(problem?.errors[0]?.missing), text: problem?.whatToDo ?? '', open: state === 'needs_review',
      }];
    });
  }

  received(afterId: number, untilId: number): readonly ReceivedVolume[] {
    const sent = this.own().filter(({ internalId, document }) => internalId > afterId && internalId <= untilId && document.parent === '');
    return grouped(sent, ({ document }) => JSON.stringify([document.source, document.documentType, Math.floor(document.receivedMs / HOUR_MS)])).map(([key, rows]) => {
      const [source, documentType, hour] = JSON.parse(key) as [string, string, number];
      return { source, documentType, hour, count: rows.length };
    });
  }

  damageOf(internalId: number, nowMs: number): string | undefined {
    const row = this.operations.rows.get(internalId);
    return row === undefined ? undefined : rowDamage({ ...factsOfRow(row), headThere: this.operations.isHeadThere(row) }, nowMs);
  }

  private own(): readonly OperationRow[] {
    return [...this.operations.rows.values()].filter(({ document }) => !isForeign(document.account, this.operations.accountId));
  }

  private isUntold({ patch }: OperationRow): boolean {
    if (patch.cause === undefined) return false;
    const known = this.causes.rows.get(patch.cause);
    if (known === undefined) return true;
    return known.state !== 'open' && !(patch.state !== 'needs_review' && (known.closedMs ?? 0) >= (patch.settledMs ?? 0));
  }
}

function grouped(rows: readonly OperationRow[], keyOf: (row: OperationRow) => string): readonly (readonly [string, [OperationRow, ...OperationRow[]]])[] {
  const groups = new Map<string, [OperationRow, ...OperationRow[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups];
}
