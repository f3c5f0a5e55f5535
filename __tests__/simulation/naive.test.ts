import { join } from 'node:path';
import { bootEmulator } from '../../emulator/boot';
import { explore } from '../../emulator/simulation/explore';
import type { Emulator, RestletCall } from '../../emulator/types';
import { FAULTS, withFault } from '../../tools/simulation/faults';

const NAIVE = join(__dirname, 'fixtures', 'naive');
const ID = 'shop-7001';

/** One payment, posted; each finding starts with the rule that is broken. */
function wrongEnd(emulator: Emulator): readonly string[] {
  const rows = emulator.query('SELECT custrecord_naive_posted AS posted FROM customrecord_naive_payment WHERE custrecord_naive_shop_id = ?', [ID]);
  return [
    ...(rows.length > 1 ? [`duplicate: ${String(rows.length)} payments stand`] : []),
    ...(rows.length === 0 ? ['lost: no payment stands'] : []),
    ...rows.filter(({ posted }) => posted !== 'yes').map(() => 'lost: a payment stands that no repeat posts'),
  ];
}

describe('a RESTlet that checks, then creates', () => {
  let emulator: Emulator;
  let call: RestletCall;

  beforeAll(async () => {
    emulator = await bootEmulator({ projectFolder: NAIVE, dataFolder: ':memory:', accountId: '1234567_SB1', seed: 7, hostMs: () => Date.UTC(2026, 10, 23, 12), callCostMs: 20 });
    call = { scriptId: 'customscript_naive_rl', deploymentId: 'customdeploy_naive_rl', method: 'post', argument: { id: ID }, actor: emulator.administratorActor() };
  });
  afterAll(() => {
    emulator.close();
  });

  it('makes one payment, and the same one again, where nothing goes wrong', () => {
    const point = emulator.checkpoint();
    expect(emulator.callRestlet(call)).toMatchObject({ kind: 'returned', value: { made: true } });
    expect(emulator.callRestlet(call)).toMatchObject({ kind: 'returned', value: { made: false } });
    expect(wrongEnd(emulator)).toEqual([]);
    point.restore();
  });

  it('loses what a fault broke in half, although its sender repeats the call', () => {
    const broken = FAULTS.flatMap((fault) => {
      const found: string[] = [];
      for (let n = 0; n < 20; n += 1) {
        const point = emulator.checkpoint();
        const { hit } = withFault(emulator, { n, fault }, () => emulator.callRestlet(call));
        emulator.callRestlet(call);
        found.push(...(hit === undefined ? [] : wrongEnd(emulator).map((why) => `${fault} at ${hit.boundary}: ${why}`)));
        point.restore();
        if (hit === undefined) break;
      }
      return found;
    });
    expect(broken).toContain('kill-after at restlet.post N/record.Record.save customrecord_naive_payment: lost: a payment stands that no repeat posts');
    expect(broken.length).toBeGreaterThan(5);
  });

  it('makes two payments where two calls take turns', () => {
    const taker = { kind: 'restlet', call } as const;
    const { schedules, findings } = explore({ emulator, executions: [taker, taker], alike: true, mostFindings: 1_000, check: () => wrongEnd(emulator) });
    expect(findings.flatMap(({ broken }) => broken)).toContain('duplicate: 2 payments stand');
    expect(findings.length).toBeGreaterThan(schedules / 2);
  });
});
