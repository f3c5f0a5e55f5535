import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { decisionIndex, MAX_SECTION_BYTES, parseDecision, readDecisions, recordFindings, rewrittenDecisions, shippedModule } from '../../tools/decisions';

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

  it('what the scripts know of them is what the files say', () => {
    expect(readFileSync(resolve(__dirname, '../../src/domain/decision/shipped-decisions.ts'), 'utf8')).toBe(shippedModule(readDecisions(FOLDER).decisions));
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

  it.each([
    ['superseded without the one that took its place', GOOD.replace('accepted', 'superseded'), '2 the header holds code, title, status, date, supersededby'],
    ['superseded by itself', GOOD.replace('accepted', 'superseded').replace('-23\n', '-23\nsupersededby: D-0099\n'), "2 'D-0099' is no code of another decision"],
    ['accepted, and yet superseded by another', GOOD.replace('-23\n', '-23\nsupersededby: D-0001\n'), '2 the header holds code, title, status, date'],
  ])('a decision that is %s is refused', (_fault, text, start) => {
    expect(faultsOf(text)[0]).toContain(start);
  });

  const [first] = readDecisions(FOLDER).decisions;
  if (first === undefined) throw new Error('There are decisions.');
  const one = { ...first, code: 'D-0001' };
  const known = (status: 'proposed' | 'accepted' | 'superseded', hash = one.textHash) => ({ 'D-0001': { status, hash } });

  it.each([
    ['rewritten after it was accepted', [one], known('accepted', 'another'), ['D-0001 was accepted with another text: write a decision that supersedes it']],
    ['gone', [], known('accepted'), ['D-0001 was accepted and its file is gone']],
    ['taken back', [{ ...one, status: 'proposed' as const }], known('accepted'), ['D-0001 is accepted and does not become proposed']],
    ['accepted again after it was superseded', [one], known('superseded'), ['D-0001 is superseded and does not become accepted']],
    ['superseded', [{ ...one, status: 'superseded' as const }], known('accepted'), []],
    ['rewritten while it is proposed', [one], known('proposed', 'another'), []],
    ['new', [one], {}, []],
  ])('a decision that is %s is told so', (_what, now, was, told) => {
    expect(rewrittenDecisions(now, was).map(({ message }) => message)).toEqual(told);
  });

  it('a built record that differs from its file is told, and one that no file has', () => {
    const row = (code: string, status: string, hash: string) => `<instance><custrecord_dkt_dec_code>${code}</c><custrecord_dkt_dec_status>${status}</c><custrecord_dkt_dec_text_hash>${hash}</c></instance>`;
    const told = (xml: string) => recordFindings(xml, [one]).map(({ message }) => message);
    expect(told(row('D-0001', one.status, one.textHash))).toEqual([]);
    expect(told(row('D-0001', 'proposed', one.textHash))).toEqual(['the built record of D-0001 is not what the file says: build again']);
    expect(told(row('D-0001', one.status, 'x'))).toHaveLength(1);
    expect(told('')).toHaveLength(1);
    expect(told(row('D-0001', one.status, one.textHash) + row('D-9999', 'accepted', 'x'))).toEqual(['the built project has a decision D-9999 that no file has']);
  });
});
