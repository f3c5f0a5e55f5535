import { foreignChanges } from './application/sentinel/foreign-changes';
import { noticeForeignChanges } from './application/sentinel/notice-changes';
import type { SentinelPorts } from './application/sentinel/sentinel-ports';
import { CauseBoardGateway } from './gateways/cause-board-gateway';
import { CauseGateway } from './gateways/cause-gateway';
import { changedRecord } from './gateways/changed-record';
import { ConfigurationGateway } from './gateways/configuration-gateway';
import { EventGateway } from './gateways/event-gateway';
import { appliedTo } from './gateways/object-gateway';
import { OperationGateway } from './gateways/operation-gateway';
import { blockedError } from './gateways/owned-field-block';
import { netSuitePlatform } from './gateways/platform-gateway';
import { logUnrecorded } from './gateways/saved-record';

/** Looks at a record that is about to be saved; throws where it changes a field that is closed to everybody but its owner. */
export function recordChanging(...save: Parameters<typeof changedRecord>): void {
  const changed = changedRecord(...save);
  const found = changed === undefined ? undefined : foreignChanges(changed, ['block'], sentinelPorts());
  if (found !== undefined) throw blockedError(found);
}

/** Looks at a record that was saved, and tells of fields that another system owns. */
export function recordChanged(...save: Parameters<typeof changedRecord>): void {
  const changed = changedRecord(...save);
  if (changed !== undefined) noticeForeignChanges(changed, sentinelPorts(), logUnrecorded);
}

function sentinelPorts(): SentinelPorts {
  const platform = netSuitePlatform();
  return {
    platform, configuration: new ConfigurationGateway(platform.sha256), operations: new OperationGateway(platform.accountId), causes: new CauseGateway(), events: new EventGateway(), board: new CauseBoardGateway(), appliedTo,
  };
}
