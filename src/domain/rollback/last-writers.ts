import type { LastWriter } from './subject';

/** One change of a field, as the account noted it (help section_1500043125). */
export interface FieldNote {
  /** What notes call the field: `CUSTBODY_X`, `TRANDOC.KSTATUS`. */
  readonly field: string;
  readonly newValue: string;
  /** `user 12 as role 3 in UIF`. */
  readonly by: string;
  /** To the second. */
  readonly atMs: number;
}

/** What a record's notes are read for. */
export interface NotesRead {
  /** In the order in which they were written. */
  readonly notes: readonly FieldNote[];
  /** Field that names the operation in the same save. */
  readonly stampField: string;
  /** Targets that somebody asks of. */
  readonly targets: readonly string[];
}

/** NetSuite changes it when a record is billed, settled or voided: no edit of the record. */
const CONSEQUENCES = ['TRANDOC.KSTATUS'];

/**
 * Who changed each field last. Notes of one user, role, context and second are one save; a save that stamped the record is the operation's.
 * NetSuite documents no names of standard fields in notes, so a target is told apart by its script id alone; where it is not found, and all that
 * others changed was changed by one of them, it was that one.
 */
export function lastWriters({ notes, stampField, targets }: NotesRead): readonly LastWriter[] {
  const saveOf = ({ by, atMs }: FieldNote) => `${String(atMs)} ${by}`;
  const stamps = new Map(notes.filter(({ field }) => field === stampField.toUpperCase()).map((note) => [saveOf(note), note.newValue]));
  const written = new Map<string, LastWriter>();
  for (const note of notes) {
    if (note.field === stampField.toUpperCase() || CONSEQUENCES.includes(note.field)) continue;
    const target = note.field.includes('.') ? note.field : note.field.toLowerCase();
    // Put in anew, so that the last comes last.
    written.delete(target);
    written.set(target, { target, by: note.by, atMs: note.atMs, operationId: stamps.get(saveOf(note)) ?? '' });
  }
  const others = [...written.values()].filter(({ operationId }) => operationId === '');
  const last = others.at(-1);
  const isOne = last !== undefined && others.every(({ by }) => by === last.by);
  const unnamed = isOne ? targets.filter((target) => !written.has(target)).map((target) => ({ ...last, target })) : [];
  return [...written.values(), ...unnamed];
}
