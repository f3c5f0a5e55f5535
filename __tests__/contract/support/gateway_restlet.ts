/**
 * Calls one gateway with the arguments it is handed, so that a test outside can hold the gateway to its port.
 *
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 */

import { CauseBoardGateway } from '../../../src/gateways/cause-board-gateway';
import { CauseGateway } from '../../../src/gateways/cause-gateway';
import { ConfigurationGateway } from '../../../src/gateways/configuration-gateway';
import { DecisionGateway } from '../../../src/gateways/decision-gateway';
import { EventGateway } from '../../../src/gateways/event-gateway';
import { FindingsGateway } from '../../../src/gateways/findings-gateway';
import { LedgerGateway } from '../../../src/gateways/ledger-gateway';
import { KeyGateway } from '../../../src/gateways/key-gateway';
import { LookGateway } from '../../../src/gateways/look-gateway';
import { MachineStateGateway } from '../../../src/gateways/machine-state-gateway';
import { ObjectGateway } from '../../../src/gateways/object-gateway';
import { OperationGateway } from '../../../src/gateways/operation-gateway';
import { PeopleGateway } from '../../../src/gateways/people-gateway';
import { RequestGateway } from '../../../src/gateways/request-gateway';
import { ReviewGateway } from '../../../src/gateways/review-gateway';
import { RollbackFactsGateway } from '../../../src/gateways/rollback-facts-gateway';
import { RollbackLedgerGateway } from '../../../src/gateways/rollback-ledger-gateway';
import { SeenOperationsGateway } from '../../../src/gateways/seen-operations-gateway';
import { SleepersGateway } from '../../../src/gateways/sleepers-gateway';
import { SurveyGateway } from '../../../src/gateways/survey-gateway';
import { ValueMapGateway } from '../../../src/gateways/value-map-gateway';
import { netSuitePlatform } from '../../../src/gateways/platform-gateway';
import { decode, encode } from './codec';
import { loadAndSave } from './load-and-save';
import type { LoadAndSave } from './load-and-save';

interface PortCall {
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Makes the call and returns what the gateway returned. */
export function post(body: unknown): unknown {
  const { port, method, args } = decode(body) as PortCall;
  const platform = netSuitePlatform();
  const ledger = new LedgerGateway();
  const ports: Readonly<Record<string, unknown>> = {
    operations: new OperationGateway(platform.accountId), events: new EventGateway(), objects: new ObjectGateway(), keys: new KeyGateway(platform.sha256), lookup: new LookGateway(platform.accountId), ledger,
    machine: new MachineStateGateway(() => platform.nowMs(), 'contract'), survey: new SurveyGateway(),
    configuration: new ConfigurationGateway(platform.sha256), platform,
    board: new CauseBoardGateway(), values: new ValueMapGateway(platform.sha256), decisions: new DecisionGateway(platform.sha256),
    people: new PeopleGateway(), requests: new RequestGateway(), seen: new SeenOperationsGateway(platform.accountId), sleepers: new SleepersGateway(platform.accountId), review: new ReviewGateway(platform.accountId),
    causes: new CauseGateway(), findings: new FindingsGateway(platform.accountId),
    rollbackFacts: new RollbackFactsGateway(new ConfigurationGateway(platform.sha256)), rollbackLedger: new RollbackLedgerGateway(ledger),
    composite: { loadAndSave: (request: LoadAndSave) => loadAndSave(ledger, request), caller: () => platform.caller, remainingUnits: () => platform.remainingUnits() },
  };
  const target = ports[port] as Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;
  return { value: encode(target[method]?.(...args)) };
}
