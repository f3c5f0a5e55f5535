import { emulatedModules } from '../../emulator/modules/index';
import { publishedApi, type PublishedMember } from '../../emulator/runtime/published-api';
import { INSTANCES } from './emulated-calls';

/** One published member and how a script reaches it. */
export interface Subject {
  /** `N/record.create`, `N/record.Record.save`. */
  readonly id: string;
  readonly member: PublishedMember;
  /** Expression for the object that carries it. */
  readonly owner: string;
  readonly name: string;
  readonly emulated: boolean;
}

const EMULATED = new Set(emulatedModules.flatMap((module) => module.emulated.map((member) => `${module.name}.${member}`)));

/** Members of every published module, and of every class an instance of which a script can get. */
export const SUBJECTS: readonly Subject[] = Object.entries(publishedApi()).flatMap(([module, { members, classes }]) => [
  ...subjects(module, `N[${JSON.stringify(module)}]`, members),
  ...Object.entries(classes).flatMap(([name, own]) => {
    const instance = INSTANCES[`${module}.${name}`];
    return instance === undefined ? [] : subjects(`${module}.${name}`, instance, own);
  }),
]);

/** Emulated members that Oracle's stubs do not carry. */
export const UNPUBLISHED = [...EMULATED].filter((id) => !SUBJECTS.some((subject) => subject.id === id));

/** What a call may cost, as documented: one figure, or one a record category. Undefined where the text is another. */
export function documentedUnits(governance: string | null): number | Readonly<Record<'custom' | 'transaction' | 'other', number>> | undefined {
  if (governance === null || /^none\b/.test(governance)) return 0;
  const single = /^(\d+)( units?)?$/.exec(governance);
  if (single !== null) return Number(single[1]);
  const split = /^(\d+) units for transactions, (\d+) for custom records, (\d+) for all other records$/.exec(governance);
  return split === null ? undefined : { transaction: Number(split[1]), custom: Number(split[2]), other: Number(split[3]) };
}

function subjects(prefix: string, owner: string, members: Readonly<Record<string, PublishedMember>>): Subject[] {
  return Object.entries(members).map(([name, member]) => ({ id: `${prefix}.${name}`, member, owner, name, emulated: EMULATED.has(`${prefix}.${name}`) }));
}
