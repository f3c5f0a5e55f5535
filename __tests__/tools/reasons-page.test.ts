import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { REASONS } from '../../src/domain/reasons';
import { SIGNALS } from '../../src/domain/signals';
import { reasonsPage } from '../../tools/reasons';

const PAGE = readFileSync(resolve(__dirname, '../../docs/reasons.md'), 'utf8');

describe('the page of reasons', () => {
  it('is what the catalogue and the signals table say', () => {
    expect(PAGE).toBe(reasonsPage());
  });

  it('has a row for every reason, and every name of the signals table', () => {
    expect(Object.keys(REASONS).filter((code) => !PAGE.includes(`\n| \`${code}\` | `))).toEqual([]);
    expect(SIGNALS.flatMap(({ names }) => names).filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
  });

  it('has as many cells in each row as its table has columns', () => {
    const rows = PAGE.split('\n').filter((line) => line.startsWith('| `'));
    const cells = rows.map((line) => line.replace(/\\\|/g, '').split('|').length - 2);
    expect(new Set(cells)).toEqual(new Set([6, 3]));
  });
});
