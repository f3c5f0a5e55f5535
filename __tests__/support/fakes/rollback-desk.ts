import type { Asker } from '../../../src/application/actions/act';
import { askToRollBack } from '../../../src/application/rollback/ask-rollback';
import { carryRollbacksOn } from '../../../src/application/rollback/carry-rollback';
import { makePlan } from '../../../src/application/rollback/make-plan';
import { actOnRequest } from '../../../src/application/actions/request-actions';
import type { AskedAction, CarriedOut, ReviewPorts, StoredRequest } from '../../../src/application/actions/review-ports';
import type { Viewer } from '../../../src/domain/review/capability';
import type { RollbackScope } from '../../../src/domain/rollback/plan';
import { sha256 } from '../builders';
import { gated } from './call-gate';
import type { FakeAccount } from './fake-account';
import { FakeQueue } from './fake-queue';
import { FakeCauseBoard, FakePeople, FakeRequests, FakeValueMaps } from './fake-review';
import { alive, sweepOnce } from './shop';

export const LEAD: Asker = { userId: 9, role: 'customrole_dkt_lead' };
export const CONTROLLER: Asker = { userId: 12, role: 'customrole_dkt_approver' };

/** A port that nothing of a rollback asks. */
function unasked(): never {
  return new Proxy({}, { get: (_port, name) => { throw new Error(`A rollback asked for ${String(name)}.`); } }) as never;
}

/** People at the rollbacks of a fake account. */
export class RollbackDesk {
  readonly requests = new FakeRequests(sha256);
  /** Calls at which runs were killed. */
  readonly killedAt: string[] = [];
  private readonly board: FakeCauseBoard;

  constructor(readonly account: FakeAccount) {
    this.board = new FakeCauseBoard(account.causes);
  }

  ports(): ReviewPorts {
    const { account, board } = this;
    const queue = new FakeQueue({ account, board, rates: {} });
    return {
      ...account.ports(), requests: gated('requests', this.requests, account.gate), people: new FakePeople(account.machine), seen: queue, sleepers: queue, board,
      values: new FakeValueMaps(account.ledger), actions: unasked(), decisions: unasked(), close: unasked(), signOffs: unasked(), retain: unasked(), replayScheduler: unasked(),
    };
  }

  viewer(asker: Asker): Viewer {
    const viewer = new FakePeople(this.account.machine).viewer(asker);
    if (viewer === undefined) throw new Error(`${asker.role} has no part in it.`);
    return viewer;
  }

  /** Looks at the plan, as the page does. */
  plan(scope: RollbackScope) {
    const made = makePlan(scope, this.account.nowMs, this.account.ports());
    if (made.kind !== 'made') throw new Error(made.kind);
    return made;
  }

  /** Asks for what the plan says now, or for what it said when it was looked at. */
  ask(scope: RollbackScope, { by = LEAD, hash, click = 'ask' }: { readonly by?: Asker; readonly hash?: string; readonly click?: string } = {}): CarriedOut {
    const planHash = hash ?? this.plan(scope).hash;
    const subject = scope.kind === 'operation' ? { subject: 'operation', subjectId: scope.operationId } as const : scope.kind === 'cause' ? { subject: 'cause', subjectId: scope.fingerprint } as const : { subject: 'queue', subjectId: '' } as const;
    const asked: AskedAction = {
      internalId: 1, click: sha256(click), kind: 'roll_back', ...subject, seen: undefined, asker: by, askedMs: this.account.nowMs, told: '',
      args: { kind: 'roll_back', note: 'wrong', rollback: { scope, atMs: this.account.nowMs, planHash, reason: 'wrong_document' } },
    };
    return askToRollBack(asked, this.viewer(by), this.ports());
  }

  step(kind: 'approve' | 'return' | 'withdraw', by: Asker = CONTROLLER, number = this.request().number): CarriedOut {
    const asked: AskedAction = { internalId: 2, click: sha256(`${kind} ${String(by.userId)} ${number}`), kind, subject: 'request', subjectId: number, seen: undefined, asker: by, askedMs: this.account.nowMs, told: '', args: { kind, note: 'looked at' } };
    return actOnRequest(asked, this.viewer(by), this.ports());
  }

  /** The latest request. */
  request(): StoredRequest {
    const request = [...this.requests.rows.values()].at(-1);
    if (request === undefined) throw new Error('Nobody asked.');
    return request;
  }

  /** One sweep: what people asked for first, then what is due. True: it would come again at once. */
  sweep(): boolean {
    const left = alive(() => carryRollbacksOn(this.ports().requests.open(), this.ports()));
    this.revive();
    sweepOnce(this.account);
    this.revive();
    return left === true;
  }

  /** Lets a run live again that was killed, and notes at which call it was. */
  revive(): void {
    const { gate } = this.account;
    if (!gate.struck) return;
    this.killedAt.push(gate.calls.at(-1) ?? '');
    gate.failAt(undefined);
  }

  /** Sweeps every quarter of an hour until no request is open and nothing is due. Fails after two days. */
  settle(): void {
    for (let tick = 0; tick < 200; tick += 1) {
      const isOpen = [...this.requests.rows.values()].some(({ state }) => state === 'approved' || state === 'in_work');
      const isDue = [...this.account.operations.rows.values()].some(({ dueMs }) => dueMs !== null);
      if (!isOpen && !isDue) return;
      if (tick > 150) return;
      this.sweep();
      this.account.nowMs += 15 * 60 * 1000;
    }
  }
}
