import { explore, exploreAtRandom, touchesAccount, type ExploredRun } from '../../emulator/simulation/explore';
import { recordRun } from '../../emulator/simulation/record-run';
import { replayRun } from '../../emulator/simulation/replay-run';
import { randomSchedule } from '../../emulator/simulation/schedules';
import type { RestletReply, TurnTaker } from '../../emulator/types';
import { openCompany, orderCall, type Company } from './support/company';
import { brokenCustody, brokenRules } from './support/invariants';
import { oneOrder } from './support/one-order';

const expected = oneOrder('shopify_order_820982911946154508', 388);

describe('two calls with one order at the same time', () => {
  let company: Company;

  beforeAll(async () => {
    company = await openCompany();
  });
  afterAll(() => {
    company.emulator.close();
  });

  const post = (key: string): TurnTaker => ({
    kind: 'restlet', call: { scriptId: 'customscript_dkt_inbound_rl', deploymentId: 'customdeploy_dkt_inbound_rl', method: 'post', argument: orderCall(key), actor: company.connector },
  });
  const repliesOf = (run: ExploredRun): readonly RestletReply[] => run.replies.flatMap((each) => (each.kind === 'restlet' ? [each.reply] : []));
  const check = (run: ExploredRun): readonly string[] => {
    const early = repliesOf(run).flatMap((reply) => (reply.kind === 'returned' ? brokenCustody(company.emulator, reply) : [`a call got no answer: ${JSON.stringify(reply)}`]));
    company.settleByTime();
    return [...early, ...expected(company), ...brokenRules(company.emulator)];
  };

  it.each([['the same key', 'webhook-1'], ['another key', 'webhook-2']])('under %s come out as one order whichever is left where', (_title, key) => {
    const executions = [post('webhook-1'), post(key)];
    const report = explore({ emulator: company.emulator, executions, check, alike: key === 'webhook-1', mayLeaveAt: touchesAccount }, 1);
    expect(report).toMatchObject({ findings: [], complete: true });
    expect(report.schedules).toBeGreaterThan(15);
    expect(Object.keys(report.leftAt)).toEqual(expect.arrayContaining(['N/record.Record.save', 'N/query.runSuiteQL', 'N/record.submitFields', 'N/search.lookupFields']));
  });

  it('and a third come out as one order in turns at random', () => {
    const executions = [post('webhook-1'), post('webhook-1'), post('webhook-2')];
    const report = exploreAtRandom({ emulator: company.emulator, executions, check }, { seed: 11, runs: 12, switchRate: 0.2 });
    expect(report.findings).toEqual([]);
  });

  it('and the sweep come out as one order in turns at random', () => {
    const sweep: TurnTaker = { kind: 'map-reduce', scriptId: 'customscript_dkt_sweep_mr', deploymentId: 'customdeploy_dkt_sweep_mr_now' };
    const point = company.emulator.checkpoint();
    const kill = company.emulator.onCall(({ member, detail }) => (member === 'N/record.Record.save' && detail === 'customer:new' ? { kind: 'kill-after' } : undefined));
    company.post(orderCall('webhook-1'));
    kill();
    company.emulator.advanceTime(5 * 60 * 1000);
    const report = exploreAtRandom({ emulator: company.emulator, executions: [post('webhook-1'), sweep], check }, { seed: 12, runs: 10, switchRate: 0.2 });
    expect(report.findings).toEqual([]);
    point.restore();
  });

  it('are journaled, and run again from the journal in another account', async () => {
    const journal = recordRun(company.emulator, 7, (account) => {
      account.interleave([post('webhook-1'), post('webhook-1')], randomSchedule(5, 0.3));
      account.advanceTime(30 * 60 * 1000);
    });
    const other = await openCompany();
    replayRun(other.emulator, journal);
    other.emulator.close();
  });
});
