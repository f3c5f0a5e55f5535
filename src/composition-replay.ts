import { replaySlice, reportReplay, slicesToReplay } from './application/decisions/replay-run';
import type { ReplayPorts } from './application/decisions/replay-run';
import type { ReplaySlice, SliceReplayed } from './application/decisions/replay-port';
import { ports } from './composition';
import { DecisionGateway } from './gateways/decision-gateway';
import { ReplayGateway, ReplayTaskGateway } from './gateways/replay-gateway';
import { logReplay, slicesReplayed } from './gateways/replay-report';
import type { ReplaySummary } from './gateways/replay-report';
import { SeenOperationsGateway } from './gateways/seen-operations-gateway';

/** What the stages of a replay do. */
export interface Replaying {
  slices(): readonly ReplaySlice[];
  replay(slice: ReplaySlice): SliceReplayed;
  report(summary: ReplaySummary): void;
}

/** Wires the replay. Called inside its entry functions. */
export function replaying(): Replaying {
  const wired = replayPorts();
  return { slices: () => slicesToReplay(wired), replay: (slice) => replaySlice(slice, wired), report: (summary) => { logReplay(reportReplay(slicesReplayed(summary), wired), summary); } };
}

function replayPorts(): ReplayPorts {
  const wired = ports();
  const { accountId, sha256 } = wired.platform;
  return { ...wired, decisions: new DecisionGateway(sha256), replays: new ReplayGateway(), seen: new SeenOperationsGateway(accountId), replayScheduler: new ReplayTaskGateway() };
}
