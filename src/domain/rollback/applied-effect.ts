/** What an operation did to its record. A rollback is an operation too, so what it does is here as well. */
export type AppliedVerb = 'create' | 'transform' | 'update' | 'close' | 'reopen' | 'void' | 'delete';

/** One field as an operation found it and left it, both as `appliedText` writes values. */
export interface FieldChange {
  /** As `appliedTarget` writes it: `memo`, `item:<line key>.rate`. */
  readonly target: string;
  /** Undefined: not known, so that nothing can be put back. */
  readonly before: string | undefined;
  readonly written: string;
  /** Fields of one group go back together or not at all; empty: the field stands for itself. */
  readonly group: string;
}

/** A line that an operation added to a record or took from it. */
export interface LineChange {
  readonly sublist: string;
  readonly key: string;
  readonly change: 'added' | 'removed';
}

/** What an operation did to its record, kept with its outcome: what a rollback starts from. */
export interface AppliedEffect {
  readonly verb: AppliedVerb;
  /** Of an update: fields as it found and left them. */
  readonly fields: readonly FieldChange[];
  readonly lines: readonly LineChange[];
  /** Internal id of the journal that voids the record; absent where it was voided in place. */
  readonly journal?: number;
}

/** The effect of a void: NetSuite says which record it made of it, the voided one or a reversing journal (help section_4413165692). */
export function voidEffect(voided: number, returned: number): AppliedEffect {
  return returned === voided ? wholeEffect('void') : { ...wholeEffect('void'), journal: returned };
}

/** The effect of a verb that is more than its fields. */
export function wholeEffect(verb: AppliedVerb): AppliedEffect {
  return { verb, fields: [], lines: [] };
}
