import fc from 'fast-check';
import { failureName, heartbeatOf, heartbeatText, isMissed } from '../../../src/domain/heartbeat';
import type { Heartbeat } from '../../../src/domain/heartbeat';

const BEAT: Heartbeat = { startedMs: 1000, endedMs: 2000, selected: 3, outcomes: { applied: 3 }, stillDue: 0, failures: [], units: 42, nextMs: 900_000, version: '1.0.0', seen: {} };

describe('a heartbeat', () => {
  it('comes back as far as the next sweep and health need it', () => {
    expect(heartbeatOf(heartbeatText({ ...BEAT, seen: { 'reduce A': 7 } }))).toEqual({ startedMs: 1000, endedMs: 2000, nextMs: 900_000, seen: { 'reduce A': 7 } });
  });

  it('fits its field, whatever failed', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 300 });
    const failures = fc.array(fc.record({ stage: name, name, count: fc.nat() }), { maxLength: 40 });
    fc.assert(fc.property(failures, fc.dictionary(name, fc.nat(), { maxKeys: 40 }), (many, seen) => {
      const text = heartbeatText({ ...BEAT, failures: many, seen });
      expect(text.length).toBeLessThanOrEqual(4000);
      expect(heartbeatOf(text)).toMatchObject({ endedMs: 2000 });
    }));
  });

  it('remembers the latest failures under the names that they are asked for', () => {
    const seen = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [failureName({ stage: 'reduce', name: `N${at}` }), at]));
    expect(Object.keys(heartbeatOf(heartbeatText({ ...BEAT, seen }))?.seen ?? {})).toEqual(Array.from({ length: 12 }, (_, at) => `reduce N${19 - at}`));
    const long = { stage: 'summarize: conditions', name: `${'X'.repeat(80)}ü` };
    expect(heartbeatOf(heartbeatText({ ...BEAT, seen: { [failureName(long)]: 5 } }))?.seen).toEqual({ [failureName(long)]: 5 });
  });

  it.each(['', 'no JSON', '7', '{}', '{"startedMs":1}', '{"startedMs":1,"endedMs":2}', '{"startedMs":1,"endedMs":2,"nextMs":1e300}', '{"startedMs":-1,"endedMs":2,"nextMs":3}'])('changed by hand into %j is none', (text) => {
    expect(heartbeatOf(text)).toBeUndefined();
  });

  it('that remembers nonsense remembers the rest', () => {
    expect(heartbeatOf('{"startedMs":1,"endedMs":2,"nextMs":3,"seen":{"a":"b","c":4}}')?.seen).toEqual({ c: 4 });
    expect(heartbeatOf('{"startedMs":1,"endedMs":2,"nextMs":3,"seen":null}')?.seen).toEqual({});
  });

  it('is missed after an hour, and where there never was one', () => {
    expect(isMissed(undefined, 0)).toBe(true);
    expect(isMissed({ endedMs: 0 }, 3_600_000)).toBe(false);
    expect(isMissed({ endedMs: 0 }, 3_600_001)).toBe(true);
  });
});
