import type { DecisionPatch, DecisionRows, StoredDecision } from '../../../src/application/actions/decision-port';
import type { BoardCause, CauseBoard, CausePatch, People, RequestRows, StoredRequest, ValueMapping, ValueMaps } from '../../../src/application/actions/review-ports';
import type { ChainHead } from '../../../src/domain/event-chain';
import { decisionHash } from '../../../src/domain/decision/decision';
import { decisionFault } from '../../../src/domain/decision/decision-door';
import type { Sha256 } from '../../../src/domain/identity';
import { capabilitiesOf, REVIEW_ROLES_SETTING, REVIEW_SUBSIDIARIES_SETTING, reviewRoleOf, seenSubsidiaries } from '../../../src/domain/review/capability';
import type { Viewer } from '../../../src/domain/review/capability';
import { limitsOf, REVIEW_LIMITS_SETTING } from '../../../src/domain/review/limits';
import type { ReviewLimits } from '../../../src/domain/review/limits';
import { requestFault } from '../../../src/domain/review/request';
import type { ReviewRequest } from '../../../src/domain/review/request';
import type { FakeCauses, FakeMachineState } from './fake-machine';
import type { FakeLedger } from './fake-ledger';

/** The value maps in memory. */
export class FakeValueMaps implements ValueMaps {
  readonly rows = new Map<string, ValueMapping>();

  constructor(private readonly ledger: FakeLedger) {}

  meaning(source: string, map: string, value: string): ReturnType<ValueMaps['meaning']> {
    const row = this.rows.get(keyOf({ source, map, value }));
    return row === undefined ? undefined : { record: row.record, internalId: row.internalId, text: row.text, decision: row.decision };
  }

  save(mapping: ValueMapping): void {
    this.rows.set(keyOf(mapping), mapping);
  }

  stands(recordType: string, internalId: number): boolean {
    return this.ledger.records.some((record) => record.internalId === internalId && record.type === recordType && !record.inactive);
  }
}

/** Decisions of the account in memory; a row that does not follow from the one before is refused, as the account's user event does. */
export class FakeDecisions implements DecisionRows {
  readonly rows = new Map<string, StoredDecision>();

  constructor(private readonly sha256: Sha256, private readonly values: FakeValueMaps) {}

  load(code: string): StoredDecision | undefined {
    return this.rows.get(code);
  }

  add(decision: Parameters<DecisionRows['add']>[0]): void {
    if (this.rows.has(decision.code)) return;
    this.save(undefined, { ...decision, textHash: decisionHash(decision, this.sha256), internalId: this.rows.size + 1, request: '', replay: '', report: '' });
  }

  change(internalId: number, patch: DecisionPatch): void {
    const before = [...this.rows.values()].find((row) => row.internalId === internalId);
    if (before === undefined) throw Object.assign(new Error('There is no such decision.'), { name: 'RCRD_DSNT_EXIST' });
    this.save(before, { ...before, ...patch });
  }

  relying(code: string): readonly string[] {
    return [...this.values.rows.values()].filter(({ decision }) => decision === code).map(({ source, map, value }) => `meaning of "${value}" of ${source} (${map})`);
  }

  private save(before: StoredDecision | undefined, after: StoredDecision): void {
    const fault = decisionFault(before, after, { own: true, shipped: {}, sha256: this.sha256 });
    if (fault !== undefined) throw new Error(fault);
    this.rows.set(after.code, after);
  }
}

function keyOf({ source, map, value }: Pick<ValueMapping, 'source' | 'map' | 'value'>): string {
  return JSON.stringify([source, map, value]);
}

/** Causes as people work on them, in memory. */
export class FakeCauseBoard implements CauseBoard {
  readonly patches = new Map<number, CausePatch>();

  constructor(private readonly causes: FakeCauses) {}

  load(fingerprint: string): BoardCause | undefined {
    const row = this.causes.rows.get(fingerprint);
    if (row === undefined) return undefined;
    const { head = { number: 0, hash: '' }, owner } = this.patches.get(row.internalId) ?? {};
    return { internalId: row.internalId, fingerprint, kind: row.kind, open: row.state === 'open', title: row.cause.title, owner: owner ?? undefined, source: row.source, text: this.patches.get(row.internalId)?.text ?? row.cause.text, head };
  }

  change(internalId: number, patch: CausePatch): void {
    this.patches.set(internalId, { ...this.patches.get(internalId), ...patch });
    if (patch.closedMs !== undefined) this.causes.close(internalId, patch.closedMs);
  }
}

/** Everybody is an employee of subsidiary 2; the settings are those of the account. */
export class FakePeople implements People {
  constructor(private readonly machine: FakeMachineState) {}

  viewer({ userId, role: roleId }: Parameters<People['viewer']>[0]): Viewer | undefined {
    const role = reviewRoleOf(roleId, this.setting(REVIEW_ROLES_SETTING));
    if (role === undefined) return undefined;
    const capabilities = capabilitiesOf(role);
    const subsidiaries = seenSubsidiaries({ capabilities, hasSubsidiaries: true, own: () => 2, roleId, setting: this.setting(REVIEW_SUBSIDIARIES_SETTING) });
    return { userId, name: 'A. Lee', roleId: roleId.toLowerCase(), role, capabilities, subsidiaries };
  }

  limits(): ReviewLimits {
    return limitsOf(this.setting(REVIEW_LIMITS_SETTING));
  }

  private setting(name: string): string {
    return this.machine.rows.get(name)?.value ?? '';
  }
}

/** Requests in memory, unique by number; a row that does not follow from the one before is refused, as the account's user event does. */
export class FakeRequests implements RequestRows {
  readonly rows = new Map<string, StoredRequest>();

  constructor(private readonly sha256: Sha256) {}

  add(request: ReviewRequest, head: ChainHead): void {
    if (this.rows.has(request.number)) return;
    this.save(undefined, { ...request, internalId: this.rows.size + 1, head });
  }

  load(number: string): StoredRequest | undefined {
    return this.rows.get(number);
  }

  /** The row of an internal id. */
  row(internalId: number): StoredRequest {
    const found = [...this.rows.values()].find((row) => row.internalId === internalId);
    if (found === undefined) throw Object.assign(new Error('There is no such request.'), { name: 'RCRD_DSNT_EXIST' });
    return found;
  }

  change(internalId: number, patch: Parameters<RequestRows['change']>[1]): void {
    const before = this.row(internalId);
    this.save(before, { ...before, ...patch });
  }

  open(): ReturnType<RequestRows['open']> {
    return [...this.rows.values()].filter(({ state }) => state === 'asked' || state === 'approved' || state === 'in_work').slice(0, 100).map(({ number, kind, state }) => ({ number, kind, state }));
  }

  private save(before: StoredRequest | undefined, after: StoredRequest): void {
    const fault = requestFault(before, after, this.sha256);
    if (fault !== undefined) throw new Error(fault);
    this.rows.set(after.number, after);
  }
}
