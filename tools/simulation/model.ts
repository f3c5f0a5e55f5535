import { operationId, type Sent } from './documents';
import type { World } from './world';

/** One document of an object, as the model sees it. */
interface Version {
  readonly sent: Pick<Sent, 'source' | 'key'>;
  /** Place in the order of versions; 0 where the source gives none. */
  readonly version: number;
  /** States it may end in where it is the newest, and where it is not. */
  readonly newest: readonly string[];
  readonly older: readonly string[];
  /** What the account must hold where it is the newest. */
  readonly stands: (world: World, state: string) => readonly string[];
}

/** One external object: every document that went out for it. */
export interface Thing {
  readonly kind: 'order' | 'customer' | 'invoice' | 'charge' | 'bill' | 'fulfilment';
  readonly id: number;
  /** No more documents go out for it. */
  closed: boolean;
  readonly versions: Version[];
}

const WITH_EFFECT: readonly string[] = ['applied', 'unchanged'];

const OLDER: readonly string[] = [...WITH_EFFECT, 'superseded'];

export function thing(kind: Thing['kind'], id: number): Thing {
  return { kind, id, closed: false, versions: [] };
}

export function addVersion(to: Thing, sent: Pick<Sent, 'source' | 'key'>, told: { readonly version?: number; readonly newest?: readonly string[]; readonly older?: readonly string[]; readonly stands: Version['stands'] }): void {
  const { version = 0, newest = WITH_EFFECT, older = OLDER, stands } = told;
  to.versions.push({ sent, version, newest, older, stands });
}

/**
 * The reference model: of the documents that are in the log, the newest version of an object stands, and every other one took effect
 * before it or was superseded. Says how the account differs.
 */
export function differences(world: World, object: Thing): readonly string[] {
  const states = statesOf(world, object.versions.map(({ sent }) => operationId(sent)));
  const logged = object.versions.flatMap((version) => {
    const state = states.get(operationId(version.sent));
    return state === undefined ? [] : [{ ...version, state }];
  });
  const taken = logged.filter(({ state }) => state !== 'withdrawn');
  const top = taken.reduce<(typeof taken)[number] | undefined>((best, each) => (best === undefined || each.version >= best.version ? each : best), undefined);
  return logged.flatMap((each) => {
    const allowed = each === top || each.state === 'withdrawn' ? each.newest : each.older;
    if (!allowed.includes(each.state)) return [`model: ${object.kind} ${object.id}, key ${each.sent.key}, came to rest as ${each.state}`];
    return each === top ? each.stands(world, each.state) : [];
  });
}

/** States of the operations that are in the log, by name. */
function statesOf({ company }: World, operations: readonly string[]): ReadonlyMap<string, string> {
  const list = operations.map(() => '?').join(', ') || 'NULL';
  const rows = company.emulator.query(`SELECT externalid AS operation, custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE externalid IN (${list})`, operations);
  return new Map(rows.map((row) => [String(row['operation']), String(row['state'])]));
}
