import type { AccountStore } from '../../../emulator/account/types';
import { recordModule } from '../../../emulator/modules/record';
import type { RecordHost, RecordServices } from '../../../emulator/modules/record-object';
import type { GuestMembers } from '../../../emulator/modules/types';
import type { Actor } from '../../../emulator/runtime/types';
import { NOW_MS } from './account-fixture';

type Callable = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** A Record as a test calls it. */
export type TestRecord = Callable & { readonly id: number | null; readonly type: string; readonly isDynamic: boolean };

/** Metered calls, in order: member and units. */
export type Meter = (readonly [string, number])[];

function plainObject(members: GuestMembers): object {
  const object = { ...members.methods };
  for (const [name, get] of Object.entries(members.getters ?? {})) Object.defineProperty(object, name, { get, enumerable: true });
  return object;
}

/** N/record over an account, called from the host's own realm, with a meter in the gate's place. */
export function recordModuleOver(store: AccountStore, actor: Actor = store.account.administratorActor()): { readonly record: Callable; readonly meter: Meter } {
  const meter: Meter = [];
  const services = { ...store.recordServices, clock: { nowMs: () => NOW_MS, hostMs: () => NOW_MS, advance: () => undefined } } as unknown as RecordServices;
  const host = {
    services,
    execution: { actor, context: 'RESTLET' },
    realm: {
      object: plainObject, date: (epochMs: number) => new Date(epochMs), isDate: (value: unknown) => value instanceof Date,
      dateMs: (value: unknown) => (value as Date).getTime(),
    },
    call: <T>({ member, units }: { member: string; units: number }, effect: () => T): T => {
      meter.push([member, units]);
      return effect();
    },
  } as unknown as RecordHost;
  return { record: recordModule.build(host).methods as Callable, meter };
}
