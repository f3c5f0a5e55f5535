import { readStatus } from './application/status';
import type { StatusQuery } from './application/status';
import { submit } from './application/submit';
import { selectDue, workLane } from './application/sweep';
import type { Swept } from './application/sweep';
import type { DueOperation, Ports } from './application/ports';
import type { Reply } from './domain/outcome';
import { isRefusal } from './domain/refusal';
import { ConfigurationGateway } from './gateways/configuration-gateway';
import { EventGateway } from './gateways/event-gateway';
import { LedgerGateway } from './gateways/ledger-gateway';
import { LookGateway } from './gateways/look-gateway';
import { ObjectGateway } from './gateways/object-gateway';
import { OperationGateway } from './gateways/operation-gateway';
import { netSuitePlatform } from './gateways/platform-gateway';
import { refusalError } from './gateways/suitescript-error';
import { reportSweep } from './gateways/sweep-report';
import type { SweepSummary } from './gateways/sweep-report';

/** What the inbound RESTlet answers with. */
export interface Inbound {
  post(body: unknown): Reply;
  get(query: StatusQuery): Reply;
}

/** What the sweep's stages do. */
export interface Sweep {
  due(): readonly DueOperation[];
  workLane(internalIds: readonly number[]): readonly Swept[];
  report(summary: SweepSummary): void;
}

/** Wires the RESTlet. Called inside its entry functions: N/* is refused while `define` runs. */
export function inbound(): Inbound {
  return {
    post: (body) => answering(() => submit(body, ports())),
    get: (query) => answering(() => readStatus(query, ports())),
  };
}

/** Wires the sweep. Called inside its entry functions. */
export function sweep(): Sweep {
  const wired = ports();
  return { due: () => selectDue(wired), workLane: (internalIds) => workLane(internalIds, wired), report: reportSweep };
}

function ports(): Ports {
  const platform = netSuitePlatform();
  return {
    operations: new OperationGateway(),
    events: new EventGateway(),
    objects: new ObjectGateway(),
    lookup: new LookGateway(),
    ledger: new LedgerGateway(),
    configuration: new ConfigurationGateway(platform.sha256),
    platform,
  };
}

/** A refusal becomes the platform's own error form; anything else is thrown on as it came. */
function answering(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    throw isRefusal(error) ? refusalError(error) : error;
  }
}
