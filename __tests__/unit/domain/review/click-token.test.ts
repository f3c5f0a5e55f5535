import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { clickToken, judgeToken, TOKEN_LIFE_MS } from '../../../../src/domain/review/click-token';
import type { ClickBinding } from '../../../../src/domain/review/click-token';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const key = { secret: 'a'.repeat(64), sha256 };
const click = '0123456789abcdef0123456789abcdef';
const binding: ClickBinding = { userId: 7, role: 'reviewer', page: 'act', subject: 'redrive operation op-1', version: '3' };
const nowMs = 1_700_000_000_000;
const token = clickToken(binding, { click, nowMs }, key);

describe('the token of a form', () => {
  it('is good for the person, role, page, subject and version that it was made for', () => {
    expect(judgeToken(token, binding, nowMs + 1000, key)).toEqual({ kind: 'valid', click });
  });

  it.each<[string, Partial<ClickBinding>]>([
    ['another person', { userId: 8 }], ['another role', { role: 'lead' }], ['another page', { page: 'confirm' }],
    ['another action', { subject: 'discard operation op-1' }], ['a version that moved', { version: '4' }],
  ])('is foreign to %s', (_, other) => {
    expect(judgeToken(token, { ...binding, ...other }, nowMs, key)).toEqual({ kind: 'foreign' });
  });

  it('is foreign to another session', () => {
    expect(judgeToken(token, binding, nowMs, { ...key, secret: 'b'.repeat(64) })).toEqual({ kind: 'foreign' });
  });

  it('is too old after twelve hours', () => {
    expect(judgeToken(token, binding, nowMs + TOKEN_LIFE_MS, key)).toEqual({ kind: 'valid', click });
    expect(judgeToken(token, binding, nowMs + TOKEN_LIFE_MS + 1, key)).toEqual({ kind: 'too_old' });
  });

  it.each(['', '.', '..', `${nowMs}.${click}`, `${nowMs}.${click}.`, `x.${click}.${token.split('.')[2]!}`, `${nowMs}.zz.${token.split('.')[2]!}`])('%j is foreign', (text) => {
    expect(judgeToken(text, binding, nowMs, key)).toEqual({ kind: 'foreign' });
  });

  it('is foreign with any character changed', () => {
    fc.assert(fc.property(fc.nat(token.length - 1), fc.constantFrom('0', '1', 'a', 'b', 'f', '.'), (at, character) => {
      fc.pre(token[at] !== character);
      return judgeToken(token.slice(0, at) + character + token.slice(at + 1), binding, nowMs, key).kind === 'foreign';
    }));
  });

  it('tells members apart wherever one ends and the next begins', () => {
    const joined = { ...binding, page: 'act1', subject: 'x' };
    const shifted = { ...binding, page: 'act', subject: '1x' };
    expect(clickToken(joined, { click, nowMs }, key)).not.toBe(clickToken(shifted, { click, nowMs }, key));
  });
});
