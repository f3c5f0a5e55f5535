import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explore, touchesAccount } from '../../emulator/simulation/explore';
import type { RestletCall, TurnTaker } from '../../emulator/types';
import { SWEEP } from '../../tools/simulation/company';
import { customer, operationId, order, post, withdraw } from '../../tools/simulation/documents';
import { orderStands, standing } from '../../tools/simulation/expectations';
import { FAULTS, withFault } from '../../tools/simulation/faults';
import { broken, settle } from '../../tools/simulation/world';
import type { World } from '../../tools/simulation/world';
import { addActions, click } from '../support/actions-project';
import { BUILT_PROJECT, openSimulatedWorld } from './support/opened';

const ORDER = { id: 9001, version: 1, customer: 7001 } as const;
const KEY = { source: 'shopify', key: 'first' } as const;
const MOST_CALLS = 60;

let folder: string;
let world: World;

/** An order rests with a person, because every save of it failed; now they work again. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docket-actions-'));
  cpSync(BUILT_PROJECT, folder, { recursive: true });
  await addActions(folder);
  world = await openSimulatedWorld(folder);
  const down = world.company.emulator.onCall(({ member, detail }) =>
    (member === 'N/record.Record.save' && detail.startsWith('salesorder') ? { kind: 'error-before', name: 'UNEXPECTED_ERROR', message: 'down' } : undefined));
  world.client.send(post(customer('buyer', 7001, 1)));
  world.client.send(post(order('first', ORDER)));
  expect(settle(world).broken).toEqual([]);
  down();
  expect(stateOf()).toBe('needs_review');
});
afterAll(() => {
  world.company.emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function stateOf(): unknown {
  return world.company.emulator.query('SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE externalid = ?', [operationId(KEY)])[0]?.['state'];
}

function action(name: 'redrive' | 'discard', key: string): RestletCall {
  return {
    scriptId: 'customscript_lab_actions', deploymentId: 'customdeploy_lab_actions', method: 'post',
    argument: { action: name, request: click(operationId(KEY), key) }, actor: world.company.emulator.administratorActor(),
  };
}

/** Once on the ledger where it is applied, and not at all where it is not. */
function wrongEnd(allowed: readonly string[]): readonly string[] {
  const state = String(stateOf());
  return [
    ...(allowed.includes(state) ? [] : [`the order came to rest as ${state}`]),
    ...(state === 'applied' ? orderStands(ORDER)(world) : standing('salesorder', 0)(world)),
  ];
}

/** Takes back all that `work` did, to the sender's memory. */
function tried<T>(work: () => T): T {
  const point = world.company.emulator.checkpoint();
  const forget = world.client.mark();
  try {
    return work();
  } finally {
    point.restore();
    forget();
  }
}

describe('an action of a person', () => {
  it.each([['redrive', 'applied'], ['discard', 'discarded']] as const)('%s ends as %s whatever fault hits whichever N/* call, where the person clicks again', (name, end) => {
    const call = action(name, 'click-1');
    const found: string[] = [];
    let runs = 0;
    for (const fault of FAULTS) {
      for (let n = 0; n < MOST_CALLS; n += 1) {
        const hit = tried(() => {
          const run = withFault(world.company.emulator, { n, fault }, () => world.company.emulator.callRestlet(call));
          if (run.hit === undefined) return false;
          const early = broken(world);
          world.company.emulator.callRestlet(call);
          const rest = settle(world).broken;
          // What was held by the call that died is free by then.
          world.company.emulator.callRestlet(call);
          found.push(...[...early, ...rest, ...settle(world).broken, ...broken(world), ...wrongEnd([end])].map((why) => `${fault} at ${run.hit?.boundary ?? ''}, call ${String(n)}: ${why}`));
          return true;
        });
        if (!hit) break;
        runs += 1;
      }
    }
    expect(found).toEqual([]);
    expect(runs).toBeGreaterThan(FAULTS.length * 5);
  });

  const CONTESTS: readonly (readonly [title: string, executions: () => readonly TurnTaker[], ends: readonly string[]])[] = [
    ['two clicks to redrive', () => [taker(action('redrive', 'click-1')), taker(action('redrive', 'click-2'))], ['applied']],
    ['one to redrive, one to discard', () => [taker(action('redrive', 'click-1')), taker(action('discard', 'click-2'))], ['applied', 'discarded']],
    ['one to redrive and the sweep', () => [taker(action('redrive', 'click-1')), SWEEP], ['applied']],
    ['one to discard and a withdrawal by the sender', () => [taker(action('discard', 'click-1')), world.company.taking(withdraw(KEY))], ['discarded', 'withdrawn', 'needs_review']],
  ];

  it.each(CONTESTS)('comes to one end where it takes turns: %s', (_title, executions, ends) => {
    const { schedules, findings } = explore({
      emulator: world.company.emulator, executions: executions(), mayLeaveAt: touchesAccount, mostSchedules: 120,
      check: () => {
        const forget = world.client.mark();
        const found = [...broken(world), ...settle(world).broken, ...broken(world), ...wrongEnd(ends)];
        forget();
        return found;
      },
    }, 2);
    expect(findings).toEqual([]);
    expect(schedules).toBeGreaterThan(20);
  });
});

function taker(call: RestletCall): TurnTaker {
  return { kind: 'restlet', call };
}
