import type { Company } from './company';

/** Watches whether an operation is taken from a run that may still be at work on it (design 5). */
export interface LeaseWatch {
  broken(): readonly string[];
}

const HELD = `SELECT custrecord_dkt_op_lease_by AS holder FROM customrecord_dkt_operation
WHERE id = ? AND custrecord_dkt_op_state = 'accepted' AND custrecord_dkt_op_lease_by IS NOT NULL AND custrecord_dkt_op_due_ms = custrecord_dkt_op_lease_ms AND custrecord_dkt_op_lease_ms > ?`;

const HOLDER = 'SELECT custrecord_dkt_op_lease_by AS holder FROM customrecord_dkt_operation WHERE id = ?';

/** A save of an operation's row that is under way while another run holds it. */
interface Doubt {
  readonly id: number;
  readonly holder: string;
  readonly execution: number;
}

/**
 * A row of the log is loaded and saved by whoever takes it over; the run at work only changes fields of it. Whether the save went
 * through is seen at the execution's next call: somebody may have saved in between.
 */
export function watchLeases({ emulator }: Company): LeaseWatch {
  const found: string[] = [];
  let doubts: Doubt[] = [];
  const resolve = (ready: (doubt: Doubt) => boolean) => {
    for (const { id, holder } of doubts.filter(ready)) {
      if (emulator.query(HOLDER, [id])[0]?.['holder'] !== holder) found.push('lease: an operation was taken over while its lease ran');
    }
    doubts = doubts.filter((doubt) => !ready(doubt));
  };
  emulator.onCall(({ member, detail, execution }) => {
    if (doubts.length > 0) resolve((doubt) => doubt.execution === execution.id);
    const id = Number(/^customrecord_dkt_operation:(\d+)$/.exec(detail)?.[1] ?? 0);
    if (member !== 'N/record.Record.save' || id === 0) return undefined;
    const [row] = emulator.query(HELD, [id, emulator.nowMs()]);
    if (row !== undefined) doubts.push({ id, holder: String(row['holder']), execution: execution.id });
    return undefined;
  });
  return {
    broken() {
      resolve(() => true);
      return found.splice(0);
    },
  };
}
