import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { emulatedModules } from '../../emulator/modules/index';
import { openAccountLab, type Answer, type Question } from './account-lab';
import { INSTANCES, METERED } from './emulated-calls';
import { publishedApi } from '../../emulator/runtime/published-api';
import { coveragePage } from '../../tools/coverage';
import { readPublishedApi } from '../../tools/published-api';
import { documentedUnits, SUBJECTS, UNPUBLISHED, type Subject } from './published-members';

/** Asked in one execution each, so that one group's units cannot starve another. */
async function ask(groups: readonly (readonly Question[])[]): Promise<ReadonlyMap<string, Answer>> {
  const lab = await openAccountLab();
  return new Map(groups.flatMap((group) => [...lab.ask(group)]));
}

const read = ({ owner, name }: Subject): string => `${owner}[${JSON.stringify(name)}]`;
const call = ({ owner, name }: Subject): string => `const owner = ${owner}; owner[${JSON.stringify(name)}]({});`;
const hasValues = ({ member }: Subject): boolean => member.kind === 'enum' && member.values !== null;
const functions = SUBJECTS.filter(({ member }) => member.kind === 'function');

/** Documented as throwing, of plain JavaScript type here: an error object is frozen, not guarded. */
const FROZEN = 'N/error.';

/** One group: questions, and what each must answer. */
interface Group {
  readonly title: string;
  /** How many are asked in one execution. Each refusal needs one of its own: it fails the whole call. */
  readonly atOnce: number;
  readonly cases: readonly (Question & { readonly expected: unknown })[];
}

const GROUPS: readonly Group[] = [
  {
    title: 'an emulated function exists',
    atOnce: 60,
    cases: functions.filter((subject) => subject.emulated)
      .map((subject) => ({ id: subject.id, body: `return typeof ${read(subject)};`, expected: { value: 'function' } })),
  },
  {
    title: 'an emulated enumeration has the published values',
    atOnce: 60,
    cases: SUBJECTS.flatMap((subject) => (subject.emulated && subject.member.kind === 'enum' && subject.member.values !== null
      ? [{ id: subject.id, body: `return ${read(subject)};`, expected: { value: subject.member.values } }] : [])),
  },
  {
    title: 'an emulated enumeration that is published without values has some',
    atOnce: 60,
    cases: SUBJECTS.flatMap((subject) => (subject.emulated && subject.member.kind === 'enum' && subject.member.values === null
      ? [{ id: subject.id, body: `return Object.values(${read(subject)}).filter((value) => typeof value === 'string').length > 0;`, expected: { value: true } }] : [])),
  },
  {
    title: 'an emulated property can be read',
    atOnce: 60,
    cases: SUBJECTS.filter((subject) => subject.emulated && subject.member.kind === 'property')
      .map((subject) => ({ id: subject.id, body: `return ${read(subject)} === undefined;`, expected: { value: false } })),
  },
  {
    title: 'a write to a read-only property throws the documented name',
    atOnce: 60,
    cases: SUBJECTS.flatMap((subject) => (subject.emulated && subject.member.kind === 'property' && subject.member.readOnly
      ? [{ id: subject.id, body: `${read(subject)} = null;`, expected: { error: subject.id.startsWith(FROZEN) ? 'TypeError' : subject.member.writeError ?? 'READ_ONLY_PROPERTY' } }] : [])),
  },
  {
    title: 'a call without its arguments throws the documented name',
    atOnce: 60,
    cases: functions.flatMap((subject) => {
      const missing = subject.member.kind === 'function' && subject.member.required.length > 0
        ? subject.member.throws.find((name) => name.endsWith('MISSING_REQD_ARGUMENT')) : undefined;
      return subject.emulated && missing !== undefined
        ? [{ id: subject.id, body: call(subject), expected: { error: missing } }] : [];
    }),
  },
  {
    title: 'a published function that is not emulated refuses by name',
    atOnce: 1,
    cases: functions.filter((subject) => !subject.emulated)
      .map((subject) => ({ id: subject.id, body: `try { ${call(subject)} } catch { }`, expected: { refused: subject.id } })),
  },
  {
    title: 'a published property, or an enumeration without published values, that is not emulated refuses by name',
    atOnce: 1,
    cases: SUBJECTS.filter((subject) => !subject.emulated && subject.member.kind !== 'function' && !hasValues(subject))
      .map((subject) => ({ id: subject.id, body: `try { return ${read(subject)}; } catch { }`, expected: { refused: subject.id } })),
  },
  {
    title: 'an enumeration of a module of which nothing else is emulated has the published values',
    atOnce: 60,
    cases: SUBJECTS.flatMap((subject) => (!subject.emulated && subject.member.kind === 'enum' && subject.member.values !== null
      ? [{ id: subject.id, body: `return ${read(subject)};`, expected: { value: subject.member.values } }] : [])),
  },
  {
    title: 'a promise form refuses by name',
    atOnce: 1,
    cases: functions.filter(({ member, id }) => member.kind === 'function' && member.promise && id.split('.').length === 2)
      .map((subject) => ({ id: subject.id, body: `try { ${read(subject)}.promise({}); } catch { }`, expected: { refused: `${subject.id}.promise` } })),
  },
];

describe.each(GROUPS)('$title', ({ cases, atOnce }) => {
  let answers: ReadonlyMap<string, Answer>;
  beforeAll(async () => {
    const groups = Array.from({ length: Math.ceil(cases.length / atOnce) }, (_group, index) => cases.slice(index * atOnce, (index + 1) * atOnce));
    answers = await ask(groups.map((group) => group.map(({ id, body }) => ({ id, body }))));
  });

  test.each(cases.map((each) => [each.id, each.expected] as const))('%s', (id, expected) => {
    expect(answers.get(id)).toEqual(expected);
  });
});

describe('an emulated call costs what is documented', () => {
  const cases = METERED.map((each, index) => ({ ...each, id: `${String(index)} ${each.member} ${each.category ?? ''}`.trim() }));
  let answers: ReadonlyMap<string, Answer>;
  beforeAll(async () => {
    const left = "N['N/runtime'].getCurrentScript().getRemainingUsage()";
    answers = await ask(cases.map(({ id, prepare, call }) => [{ id, body: `${prepare ?? ''} const before = ${left}; ${call}; return before - ${left};` }]));
  });

  test.each(cases.map((each) => [each.id, each] as const))('%s', (id, { member, category }) => {
    const subject = SUBJECTS.find((each) => each.id === member);
    const units = subject?.member.kind === 'function' ? documentedUnits(subject.member.governance) : undefined;
    expect(answers.get(id)).toEqual({ value: typeof units === 'object' ? units[category!] : units });
  });

  test('every emulated function is among them', () => {
    const measured = new Set([...METERED.map(({ member }) => member), 'N/cache.Cache.get', ...['redirect', 'toRecord', 'toSuitelet'].map((name) => `N/redirect.${name}`)]);
    expect(functions.filter((subject) => subject.emulated && !measured.has(subject.id)).map((subject) => subject.id)).toEqual([]);
  });
});

describe('what is generated is up to date', () => {
  test('the kept copy of the published API says what the installed stubs say', () => {
    expect(publishedApi()).toEqual(readPublishedApi());
  });

  test('the coverage page says what the modules say', () => {
    expect(readFileSync(join(__dirname, '..', '..', 'docs', 'emulator-coverage.md'), 'utf8')).toBe(coveragePage());
  });
});

describe('the cases themselves', () => {
  test('are many', () => {
    const count = GROUPS.reduce((sum, { cases }) => sum + cases.length, METERED.length);
    expect(count).toBeGreaterThan(600);
    for (const { cases } of GROUPS) expect(cases.length).toBeGreaterThan(0);
  });

  test('know an instance of every emulated class', () => {
    const classes = emulatedModules.flatMap(({ name, emulated }) => emulated.filter((member) => member.includes('.')).map((member) => `${name}.${member.split('.')[0]!}`));
    expect([...new Set(classes)].filter((name) => INSTANCES[name] === undefined)).toEqual([]);
  });

  test('leave out only members that Oracle does not publish in its stubs', () => {
    expect(UNPUBLISHED).toEqual(['N/crypto/random.generateUUID', 'N/crypto/random.generateBytes', 'N/crypto/random.generateInt']);
  });
});
