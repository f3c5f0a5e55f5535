import type {
  Binding, Caller, ConfigurationPort, LookFacts, LookPort, LookRequest, Platform, Ports, SourceConfiguration, Switches } from '../../../src/application/ports';
import type { RollbackFacts, RollbackLedger } from '../../../src/application/rollback/rollback-ports';
import type { CompiledMap } from '../../../src/domain/map';
import { queryKey } from '../../../src/domain/references';
import { holdNames } from '../../../src/domain/holds';
import type { SwitchRow, WorkKind } from '../../../src/domain/holds';
import { registryId } from '../../../src/domain/identity';
import type { ReasonOverride } from '../../../src/domain/reason-override';
import type { ReferenceMatch, ReferenceQuery } from '../../../src/domain/references';
import { Refusal } from '../../../src/domain/refusal';
import { isForeign } from '../../../src/domain/foreign';
import { ticketSubject } from '../../../src/domain/ticket';
import type { Tickets } from '../../../src/application/ticket-port';
import { LANE_HOLDING_STATES } from '../../../src/domain/states';
import type { PostingPeriod } from '../../../src/domain/posting-date';
import { calendarDateByIntl, localHourByIntl, sha256 } from '../builders';
import { CallGate, gated } from './call-gate';
import { FakeEvents, FakeObjects } from './fake-events';
import { FakeKeys } from './fake-keys';
import { FakeLedger } from './fake-ledger';
import type { FakeRecord } from './fake-ledger';
import { FakeCauses, FakeMachineState, FakeScheduler } from './fake-machine';
import { FakeOperations } from './fake-operations';
import { FakeRollback } from './fake-rollback';
import { FakeFindings } from './fake-findings';
import { FakeRequests } from './fake-review';
import { FakeSurvey } from './fake-survey';

/** What is set up in a fake account. */
export interface FakeSetUp {
  readonly source: string;
  readonly binding: Binding | undefined;
  readonly maps: readonly CompiledMap[];
}

/** A whole NetSuite account in memory, as far as the ports see one. All of its state is plain and open to tests. */
export class FakeAccount {
  readonly gate = new CallGate();
  readonly events: FakeEvents;
  readonly operations: FakeOperations;
  readonly objects: FakeObjects;
  readonly keys: FakeKeys;
  readonly ledger: FakeLedger;
  readonly machine: FakeMachineState;
  readonly survey: FakeSurvey;
  readonly causes: FakeCauses;
  readonly scheduler = new FakeScheduler();
  readonly findings: FakeFindings;
  readonly requests = new FakeRequests(sha256);
  readonly configuration: FakeConfiguration;
  readonly rollback: FakeRollback;
  nowMs = Date.UTC(2026, 0, 5, 12);
  remainingUnits = 5000;
  /** State of every accounting period. */
  period: PostingPeriod = { state: 'open', name: 'Jan 2026', firstOpenDay: undefined };
  /** Every look-up throws, as a statement that NetSuite refuses would. */
  failLook = false;
  caller: Caller = { userId: 5, role: 'customrole_connector' };
  private ids = 100;
  private randomCalls = 0;

  constructor(setUp: FakeSetUp) {
    const nextId = () => (this.ids += 1);
    this.events = new FakeEvents(nextId);
    this.operations = new FakeOperations(this.events, nextId);
    this.objects = new FakeObjects(nextId);
    this.keys = new FakeKeys(nextId);
    this.ledger = new FakeLedger(nextId);
    this.machine = new FakeMachineState(nextId, () => this.nowMs);
    this.survey = new FakeSurvey(this.operations, this.machine);
    this.causes = new FakeCauses(nextId);
    this.findings = new FakeFindings(this.operations, this.causes);
    this.operations.isTold = (internalId) => this.causes.open(['row_damaged']).some(({ subject }) => subject === String(internalId));
    this.rollback = new FakeRollback(this);
    this.configuration = new FakeConfiguration(setUp);
    this.configuration.rows = () => [...this.machine.rows.values()];
  }

  /** The ports, every call of theirs passing the gate. */
  ports(): Ports {
    return {
      operations: gated('operations', this.operations, this.gate),
      events: gated('events', this.events, this.gate),
      objects: gated('objects', this.objects, this.gate),
      keys: gated('keys', this.keys, this.gate),
      lookup: gated<LookPort>('lookup', { look: (request) => this.look(request), lookMany: (requests) => requests.map((request) => this.look(request)), periodOf: () => this.period }, this.gate),
      ledger: this.gatedLedger(),
      configuration: gated('configuration', this.configuration, this.gate),
      machine: gated('machine', this.machine, this.gate),
      survey: gated('survey', this.survey, this.gate),
      causes: gated('causes', this.causes, this.gate),
      scheduler: gated('scheduler', this.scheduler, this.gate),
      findings: gated('findings', this.findings, this.gate),
      tickets: gated<Tickets>('tickets', { load: (internalId) => this.requests.row(internalId) }, this.gate),
      rollbackFacts: gated<RollbackFacts>('rollbackFacts', this.rollback, this.gate),
      rollbackLedger: gated<RollbackLedger>('rollbackLedger', this.rollback, this.gate),
      platform: this.platform(),
    };
  }

  /** A loaded target's save passes the gate too: it is a call of its own. */
  private gatedLedger(): Ports['ledger'] {
    const ledger = gated('ledger', this.ledger, this.gate);
    return {
      create: (identity, plan) => ledger.create(identity, plan),
      load: (type, id) => {
        const loaded = ledger.load(type, id);
        return loaded.kind === 'loaded' ? { kind: 'loaded', target: gated('target', loaded.target, this.gate) } : loaded;
      },
      readBack: (type, id, fields) => ledger.readBack(type, id, fields),
      seen: (type, id) => ledger.seen(type, id),
      probe: (type, externalId) => ledger.probe(type, externalId),
      void: (type, id) => ledger.void(type, id),
      targetTypes: () => this.ledger.targetTypes(),
      unitsToWrite: (type) => this.ledger.unitsToWrite(type),
      voidsByJournal: (type) => this.ledger.voidsByJournal(type),
      posts: (type) => this.ledger.posts(type),
    };
  }

  private platform(): Platform {
    return {
      nowMs: () => this.nowMs,
      sha256,
      randomHex: (bytes) => sha256(String((this.randomCalls += 1))).slice(0, bytes * 2),
      remainingUnits: () => this.remainingUnits,
      calendarDateIn: calendarDateByIntl,
      localHourIn: localHourByIntl,
      caller: this.caller,
      accountId: this.operations.accountId,
      production: true,
    };
  }

  private look(request: LookRequest): LookFacts {
    if (this.failLook) throw new Error('SSS_SEARCH_ERROR_OCCURRED');
    const object = this.objects.rows.get(request.lane);
    const target = this.ledger.records.find(({ type, externalId }) => type === request.target.recordType && externalId === request.target.externalId);
    const rule = this.configuration.inForce.find((map) => map.rule.code === request.ruleCode)?.rule;
    return {
      holders: [...this.operations.rows.values()]
        .filter(({ document, patch }) => !isForeign(document.account, this.operations.accountId) && document.lane === request.lane && document.operationId !== request.operationId && LANE_HOLDING_STATES.includes(patch.state))
        .map(({ internalId, document, dueMs, lease }) => ({ internalId, operationId: document.operationId, heldUntilMs: lease !== undefined && lease.untilMs === dueMs ? dueMs : undefined })),
      object: object === undefined ? undefined : { internalId: object.internalId, hasRecord: object.entry.target !== null, versionNumber: object.entry.versionNumber, operationId: object.entry.operationId, fingerprint: object.entry.fingerprint },
      target: target === undefined ? undefined : { internalId: target.internalId, stamp: target.stamp, voided: target.voided === true },
      period: request.posting === undefined ? undefined : this.period,
      references: new Map(request.references.map((query) => [queryKey(query), this.matches(query)])),
      mapInForce: rule === undefined ? '' : `${rule.mapVersion}:${rule.rowsHash}`,
      lookAlikes: this.lookAlikes(request),
      held: [...this.machine.rows.values()].filter(({ name }) => holdNames(request.work).includes(name)).map(({ name, value }) => ({ name, value })),
      quarantinedBy: [...this.keys.rows].flatMap(([name, { operationId }]) => {
        const [kind = '', value = ''] = name.split('\n');
        return registryId(kind, value, sha256) === request.work.contentId && operationId !== '' && operationId !== request.operationId ? [operationId] : [];
      })[0],
      outcomeEventId: request.outcomesAfter === undefined ? undefined : this.events.outcomeAfter(request.operationId, request.outcomesAfter),
      ...this.tickets(request),
    };
  }

  private tickets({ work, ticketsSinceMs }: LookRequest): Pick<LookFacts, 'tickets'> {
    if (ticketsSinceMs === undefined) return {};
    const found = [...this.requests.rows.values()].filter(({ kind, subject, approver, state, closedMs }) => kind === 'override' && subject === ticketSubject(work) && approver > 0 && (state === 'approved' || closedMs > ticketsSinceMs));
    const rank = ({ state, internalId }: (typeof found)[number]) => (state === 'approved' ? 1e12 : 0) + internalId;
    return found.length === 0 ? {} : { tickets: found.sort((a, b) => rank(b) - rank(a)).map(({ internalId, number }) => ({ internalId, number })) };
  }

  private lookAlikes({ lane, lookAlike }: LookRequest): readonly string[] {
    if (lookAlike === undefined) return [];
    const claimed = lookAlike.ids.flatMap((id) => this.keys.holder('likeness', id)?.operationId ?? []);
    return [...this.operations.rows.values()]
      .filter(({ document, patch }) => claimed.includes(document.operationId) && document.lane !== lane && ['applied', 'partly_applied', 'unchanged'].includes(patch.state))
      .map(({ document }) => document.operationId);
  }

  private matches({ record, field, value, take }: ReferenceQuery): readonly ReferenceMatch[] {
    const holds = ({ externalId, body }: FakeRecord) => (field === 'externalid' ? externalId : body.get(field)) === value;
    return this.ledger.records.filter((candidate) => candidate.type === record && holds(candidate)).map(({ internalId, inactive, voided, body }) => ({
      internalId, inactive: inactive || voided === true, ...(take === undefined ? {} : { taken: typeof body.get(take) === 'number' ? Number(body.get(take)) : undefined }),
    }));
  }
}

/** Rules and settings, with a cache that a deploy leaves stale until `reload`. */
export class FakeConfiguration implements ConfigurationPort {
  /** A setting of the source is not what it must be. */
  unreadable = false;
  intakeOpen = true;
  readonly pausedSources: string[] = [];
  readonly closedTypes: string[] = [];
  /** Switches and machine state, as the account holds them. */
  rows: () => readonly SwitchRow[] = () => [];
  binding: Binding | undefined;
  overrides: readonly ReasonOverride[] = [];
  /** The maps that a read of the account finds. */
  inForce: readonly CompiledMap[];
  private cached: readonly CompiledMap[];

  switches(): Switches {
    return { intakeOpen: this.intakeOpen, pausedSources: this.pausedSources, bindings: this.binding === undefined ? [] : [this.binding], rows: this.rows() };
  }

  workKinds(): readonly WorkKind[] {
    return this.inForce.map(({ rule: { source, documentType, target } }) => ({ source, documentType, target }));
  }

  constructor(private readonly setUp: FakeSetUp) {
    this.binding = setUp.binding;
    this.inForce = setUp.maps;
    this.cached = setUp.maps;
  }

  load(source: string): SourceConfiguration {
    if (this.unreadable) throw new Refusal('configuration_unreadable', '/source', 'The setting cannot be read.');
    const known = source === this.setUp.source;
    return { source, binding: known ? this.binding : undefined, intakeOpen: this.intakeOpen, closedTypes: this.closedTypes, maps: known ? this.cached : [], overrides: this.overrides };
  }

  reload(source: string): SourceConfiguration {
    this.cached = this.inForce;
    return this.load(source);
  }
}
