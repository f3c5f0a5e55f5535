import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderChart } from './chart';
import { measureDrain } from './drain';
import type { Drain } from './drain';
import { measureStorm } from './storm';
import type { Storm } from './storm';

/** How a backlog drains and how a storm of failures passes. */
export interface Recovery {
  readonly drains: readonly Drain[];
  readonly storm: Storm;
}

const PROCESSORS = [1, 2, 5] as const;

export async function measureRecovery(operations: number, say: (line: string) => void): Promise<Recovery> {
  return { drains: await measureDrain(operations, PROCESSORS, say), storm: await measureStorm(100, say) };
}

/** Writes the page about recovery and its two charts below `docs`. */
export function writeRecovery(docs: string, { drains, storm }: Recovery, date: string): void {
  const operations = drains[0]?.operations ?? 0;
  writeFileSync(join(docs, 'charts', 'drain.svg'), renderChart({
    title: `A backlog of ${operations.toLocaleString('en-US')} operations drains`, xAxis: 'NetSuite minutes', yAxis: 'Operations left', lines: drains.map(({ line }) => line),
  }));
  writeFileSync(join(docs, 'charts', 'storm.svg'), renderChart({
    title: 'Every save of a sales order fails for an hour', xAxis: 'NetSuite minutes', yAxis: 'Operations', lines: storm.lines, marked: [{ name: 'NetSuite saves nothing', from: storm.from, to: storm.to }],
  }));
  writeFileSync(join(docs, 'recovery.md'), page({ drains, storm }, date));
}

function page({ drains, storm }: Recovery, date: string): string {
  const single = drains[0]?.minutes ?? 0;
  const last = drains[0];
  return [
    '# How work is caught up',
    '',
    'Minutes are NetSuite time of the local NetSuite, where each N/* call takes 20 ms. That cost is ours: NetSuite publishes none. What carries over to an',
    'account is the shape, and the usage units.',
    '',
    `Taken ${date} by \`npm run bench -- --only recovery\`.`,
    '',
    '## A backlog',
    '',
    `${(last?.operations ?? 0).toLocaleString('en-US')} orders are taken into custody without being applied; every fifth is a newer version of an object that is in the backlog already. Then the sweep works, one run after another.`,
    'A deployment of the sweep uses up to five SuiteCloud processors, or as many as the account has. All operations of one object run in one place, in order.',
    '',
    '![Operations left over NetSuite minutes, with 1, 2 and 5 processors](charts/drain.svg)',
    '',
    '| Processors | NetSuite minutes | Speed-up | Usage units per operation | Out of order |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...drains.map((each) => `| ${String(each.processors)} | ${each.minutes.toFixed(1)} | ${(single / each.minutes).toFixed(2)} | ${each.unitsPerOperation.toFixed(1)} | ${String(each.outOfOrder)} |`),
    '',
    '## A storm of failures',
    '',
    `For three hours orders come in every quarter of an hour, ${storm.received.toLocaleString('en-US')} in all. In the second hour NetSuite saves no sales order. The breaker of the source and record type holds the work back:`,
    'no attempt is used up while it is open, and one operation at a time tries whether NetSuite is back.',
    '',
    '![Operations waiting, attempts by the sweep and orders applied over NetSuite minutes](charts/storm.svg)',
    '',
    '| What | Figure |',
    '| --- | ---: |',
    `| Saves that failed in the storm | ${String(storm.failedAttempts)} |`,
    `| Retries that one attempt for each waiting operation and sweep would have made | ${String(storm.withoutBreaker)} |`,
    `| Largest part of a sweep's capacity that went into saves in the storm | ${(storm.largestRetryPart * 100).toFixed(1)} % (the budget is 20 %) |`,
    `| NetSuite minutes from the end of the storm until nothing was left | ${String(storm.recoveredAfterMinutes)} |`,
    `| Orders applied, of ${storm.received.toLocaleString('en-US')} | ${storm.applied.toLocaleString('en-US')} |`,
    `| Orders that a person had to look at | ${String(storm.inReview)} |`,
    '',
  ].join('\n');
}
