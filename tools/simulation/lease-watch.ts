import type { Company } from './company';

/** Watches whether an operation is taken from a run that may still be at work on it (design 5). */
export interface LeaseWatch {
  broken(): readonly string[];
}

const HELD = `SELECT custrecord_dkt_op_lease_ms AS lease_ms FROM customrecord_dkt_operation
WHERE id = ? AND custrecord_dkt_op_state = 'accepted' AND custrecord_dkt_op_lease_by IS NOT NULL AND custrecord_dkt_op_due_ms = custrecord_dkt_op_lease_ms AND custrecord_dkt_op_lease_ms > ?`;

/** A row of the log is loaded and saved by whoever takes it over; the run at work only changes fields of it. */
export function watchLeases({ emulator }: Company): LeaseWatch {
  const found: string[] = [];
  emulator.onCall(({ member, detail }) => {
    const id = /^customrecord_dkt_operation:(\d+)$/.exec(detail)?.[1];
    if (member !== 'N/record.Record.save' || id === undefined) return undefined;
    if (emulator.query(HELD, [Number(id), emulator.nowMs()]).length > 0) found.push('lease: an operation was taken over while its lease ran');
    return undefined;
  });
  return { broken: () => found.splice(0) };
}
