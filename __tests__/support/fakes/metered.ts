import type { Ports } from '../../../src/application/ports';
import type { FakeAccount } from './fake-account';

/** Most usage units of a call, as the ports promise them; what a target costs is its kind's. */
const UNITS: Readonly<Record<string, number>> = {
  'configuration.load': 11, 'operations.log': 6, 'operations.find': 10, 'operations.countSeenAgain': 2, 'operations.update': 2, 'operations.takeOver': 6, 'operations.holdForWithdrawal': 12,
  'events.append': 6, 'events.load': 2, 'events.facts': 10, 'operations.holdForAction': 12, 'objects.lastOperation': 10, 'objects.forget': 16, 'ledger.seen': 10, 'scheduler.wakeSweep': 20, 'objects.record': 22, 'objects.tie': 16, 'objects.lastApplied': 2, 'keys.claim': 16, 'keys.holder': 10, 'keys.handOver': 6,
  'lookup.look': 10, 'lookup.lookMany': 10, 'ledger.create': 30, 'ledger.load': 10, 'target.save': 20, 'target.close': 20, 'ledger.readBack': 1, 'ledger.probe': 10,
};

/** What a refused append costs on top: the look at the chain. */
const LOOK_AT_CHAIN = 10;

/** Ports that use up the account's units, and what was used. */
export interface Metered {
  readonly ports: Ports;
  readonly used: () => number;
}

/** Meters every call. Past the last unit the run is killed: no script catches that. */
export function metered(account: FakeAccount): Metered {
  const start = account.remainingUnits;
  account.gate.onCall(({ name }) => {
    const units = UNITS[name] ?? 0;
    if (account.remainingUnits < units) return 'dies-before';
    account.remainingUnits -= units;
    return undefined;
  });
  const ports = account.ports();
  const append: Ports['events']['append'] = (event) => {
    const appended = ports.events.append(event);
    if (appended.kind === 'taken') account.remainingUnits -= LOOK_AT_CHAIN;
    return appended;
  };
  const events: Ports['events'] = { append, load: (internalId) => ports.events.load(internalId), facts: (chain, from, to) => ports.events.facts(chain, from, to) };
  return { ports: { ...ports, events }, used: () => start - account.remainingUnits };
}
