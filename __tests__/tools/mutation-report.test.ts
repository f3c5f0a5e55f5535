import { needlessReasons, scoreOf, scoresOf, summaryOf, survivorsOf, withoutStaticSurvivors } from '../../tools/mutation-report';
import type { MutationReport, Reason } from '../../tools/mutation-report';

const SOURCE = ['export function half(value: number): number {', '  if (value > 0) {', '    return value / 2;', '  }', '  return 0;', '}'].join('\n');

const mutant = (status: string, replacement: string, [startLine, startColumn, endLine, endColumn]: readonly [number, number, number, number]) =>
  ({ mutatorName: 'Mutator', status, replacement, location: { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } } });

const COMPARISON = [2, 7, 2, 16] as const;

const REPORT: MutationReport = {
  files: {
    'src/domain/z.ts': { source: SOURCE, mutants: [mutant('Killed', 'true', COMPARISON)] },
    'src/domain/half.ts': {
      source: SOURCE,
      mutants: [
        mutant('NoCoverage', '{}', [2, 18, 4, 4]), mutant('Survived', 'value >= 0', COMPARISON), mutant('Killed', 'true', COMPARISON),
        mutant('Timeout', 'false', COMPARISON), mutant('RuntimeError', '', COMPARISON),
      ],
    },
    'src/domain/types.ts': { source: '', mutants: [] },
  },
};

const REASON: Reason = { file: 'src/domain/half.ts', mutator: 'Mutator', line: 'if (value > 0) {', becomes: 'if (value >= 0) {', reason: 'Half of nothing is nothing.' };

describe('the scores of a mutation run', () => {
  it('count what was found, by a test or by not ending, and what was not; errors count nowhere', () => {
    expect(scoresOf(REPORT)).toEqual([
      { file: 'src/domain/half.ts', killed: 1, timedOut: 1, survived: 2 },
      { file: 'src/domain/types.ts', killed: 0, timedOut: 0, survived: 0 },
      { file: 'src/domain/z.ts', killed: 1, timedOut: 0, survived: 0 },
    ]);
  });

  it('are per cent of what could be judged', () => {
    const scores = scoresOf(REPORT);
    expect(scoreOf(scores)).toBe(60);
    expect(scores.map((score) => scoreOf([score]))).toEqual([50, 100, 100]);
  });
});

describe('a mutation that no test finds', () => {
  it('is named by its line as it is and as it becomes, and stands with its reason', () => {
    expect(survivorsOf(REPORT, [REASON])).toEqual([
      { ...REASON, lineNumber: 2 },
      { file: REASON.file, mutator: 'Mutator', line: 'if (value > 0) {', becomes: 'if (value > 0) {}', lineNumber: 2, reason: undefined },
    ]);
  });

  it('keeps its reason where its line moves', () => {
    const moved = { files: { [REASON.file]: { source: `\n\n${SOURCE}`, mutants: [mutant('Survived', 'value >= 0', [4, 7, 4, 16])] } } };
    expect(survivorsOf(moved, [REASON])).toEqual([{ ...REASON, lineNumber: 4 }]);
  });

  it.each<[string, Partial<Reason>]>([['file', { file: 'src/domain/z.ts' }], ['mutator', { mutator: 'Other' }], ['line', { line: 'if (value < 0) {' }], ['change', { becomes: 'if (value == 0) {' }]])(
    'is not excused by the reason of another %s', (_what, change) => {
      expect(survivorsOf(REPORT, [{ ...REASON, ...change }]).map(({ reason }) => reason)).toEqual([undefined, undefined]);
    },
  );
});

it('a reason is needless where its mutation is found, and is left alone where its file was not in the run', () => {
  const found = { ...REASON, becomes: 'if (true) {' };
  expect(needlessReasons(REPORT, [REASON, found, { ...found, file: 'src/domain/other.ts' }])).toEqual([found]);
});

it('what earlier runs found is kept, but for the survivors among constants, which a new test may find', () => {
  const [killed, survived] = [mutant('Killed', 'true', COMPARISON), mutant('Survived', 'false', COMPARISON)];
  const known = (mutants: MutationReport['files'][string]['mutants']) => ({ schemaVersion: '2', files: { 'src/domain/half.ts': { source: SOURCE, mutants } } });
  expect(withoutStaticSurvivors(known([{ ...killed, static: true }, { ...survived, static: true }, { ...survived, static: false }, survived]))).toEqual(
    known([{ ...killed, static: true }, { ...survived, static: false }, survived]),
  );
});

it('the summary lists scores, the total, and every survivor with its place', () => {
  const text = summaryOf(scoresOf(REPORT), survivorsOf(REPORT, [REASON]), { date: '2026-01-02', strykerVersion: '9.9.9' });
  expect(text).toContain('Last recorded run: 2026-01-02, Stryker 9.9.9. Score: 60.00 %.');
  expect(text).toContain('| half.ts | 1 | 1 | 2 | 50.00 % |\n| types.ts | 0 | 0 | 0 | 100.00 % |\n| z.ts | 1 | 0 | 0 | 100.00 % |\n| all | 2 | 1 | 2 | 60.00 % |');
  expect(text).toContain('src/domain/half.ts:2 (Mutator): Half of nothing is nothing.\n\n```diff\n- if (value > 0) {\n+ if (value >= 0) {\n```');
  expect(text).toContain('src/domain/half.ts:2 (Mutator): no reason yet\n\n```diff\n- if (value > 0) {\n+ if (value > 0) {}\n```');
  expect(summaryOf([], [], { date: '2026-01-02', strykerVersion: '9.9.9' })).toContain('why that is right\n\nNothing.\n');
});
