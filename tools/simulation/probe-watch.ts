import type { Company } from './company';

/** Watches whether work that an earlier run left in doubt is looked for before it is done again (design 11, rule 7). */
export interface ProbeWatch {
  /** Says which operations are in doubt: called right before each sweep. */
  beforeSweep(): void;
  afterSweep(): void;
  broken(): readonly string[];
}

const IN_DOUBT = `SELECT COUNT(*) AS n, SUM(CASE WHEN custrecord_dkt_op_lease_by IS NULL OR custrecord_dkt_op_state = 'parked' THEN 1 ELSE 0 END) AS fresh
FROM customrecord_dkt_operation WHERE custrecord_dkt_op_due_ms IS NOT NULL`;

/** Watches an account's calls. In a sweep whose every due operation is in doubt, no record is saved before a search. */
export function watchProbes({ emulator }: Company): ProbeWatch {
  let watching = false;
  const searched = new Set<number>();
  const found: string[] = [];
  emulator.onCall(({ member, detail, execution }) => {
    if (!watching || execution.entryPoint !== 'reduce') return undefined;
    if (member.startsWith('N/search.')) searched.add(execution.id);
    const writes = (member === 'N/record.Record.save' && !detail.startsWith('customrecord_')) || member === 'N/transaction.void';
    if (writes && !searched.has(execution.id)) found.push(`probe: ${member} ${detail.replace(/\d+$/, '')} of an operation in doubt without a look`);
    return undefined;
  });
  return {
    beforeSweep() {
      const [row] = emulator.query(IN_DOUBT);
      watching = Number(row?.['n']) > 0 && Number(row?.['fresh'] ?? 0) === 0;
    },
    afterSweep() {
      watching = false;
      searched.clear();
    },
    broken: () => found.splice(0),
  };
}
