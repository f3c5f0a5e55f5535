import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { decisionIndex, MAX_SECTION_BYTES, parseDecision, readDecisions } from '../../tools/decisions';

const FOLDER = resolve(__dirname, '../../docs/decisions');

const GOOD = `---
code: D-0099
title: A title
status: accepted
date: 2026-11-23
---

## Context

Why.

## Options

One, two.

## Decision

Two.

## Consequences

Some.

## How it is checked

By a test.
`;

function faultsOf(text: string, file = '0099-a-title.md'): readonly string[] {
  const read = parseDecision(file, text);
  return 'findings' in read ? read.findings.map(({ line, message }) => `${line} ${message}`) : [];
}

describe('decisions', () => {
  it('every decision of the project can be read', () => {
    const { decisions, findings } = readDecisions(FOLDER);
    expect(findings).toEqual([]);
    expect(decisions.length).toBeGreaterThan(10);
  });

  it('the list of decisions names every one of them', () => {
    expect(readFileSync(join(FOLDER, 'README.md'), 'utf8')).toBe(decisionIndex(readDecisions(FOLDER).decisions));
  });

  it('a decision is read with its sections', () => {
    const read = parseDecision('0099-a-title.md', GOOD);
    expect('decision' in read ? read.decision : read).toMatchObject({
      code: 'D-0099', title: 'A title', status: 'accepted', date: '2026-11-23',
      sections: { Context: 'Why.', Options: 'One, two.', Decision: 'Two.', Consequences: 'Some.', 'How it is checked': 'By a test.' },
    });
  });

  it.each([
    ['no header', GOOD.replace('---\n', ''), '1 starts with a header'],
    ['a header member out of order', GOOD.replace('code: D-0099\ntitle: A title', 'title: A title\ncode: D-0099'), '2 the header holds code, title, status, date'],
    ['an unknown status', GOOD.replace('accepted', 'agreed'), "2 the status 'agreed' is none of"],
    ['a date in another form', GOOD.replace('2026-11-23', '23.11.2026'), "2 the date '23.11.2026'"],
    ['another number than its file', GOOD.replace('D-0099', 'D-0098'), '2 the file name does not start with the number of D-0098'],
    ['a section missing', GOOD.replace('## Options\n\nOne, two.\n\n', ''), '7 the sections are Context, Options'],
    ['an empty section', GOOD.replace('One, two.', ''), '12 section Options is empty'],
    ['a section longer than its field', GOOD.replace('Why.', 'é'.repeat(MAX_SECTION_BYTES / 2 + 1)), '8 section Context has 4002 bytes'],
  ])('a decision with %s is refused with its line', (_fault, text, start) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(start)]);
  });
});
