import { lineOfApplied } from '../applied-values';
import { wholeEffect } from './applied-effect';
import type { AppliedEffect } from './applied-effect';
import type { WayBack } from './way-back';

/**
 * What a way back does to the record it ends on, as the outcome of its operation keeps it: a rollback of the rollback starts from there.
 * `journal`: the one that NetSuite made, where it voids so.
 */
export function wayEffect(way: WayBack, journal?: number): AppliedEffect {
  switch (way.kind) {
    case 'restore':
      return {
        verb: 'update',
        fields: way.fields.map(({ target, from, to }) => ({ target, before: from, written: to, group: '' })),
        lines: way.removedLines.map((line) => ({ ...lineOfApplied(line), change: 'removed' })),
      };
    case 'void':
      return wholeEffect('void');
    case 'void_by_journal':
      return journal === undefined ? wholeEffect('void') : { ...wholeEffect('void'), journal };
    case 'credit_memo':
      return wholeEffect('transform');
    case 'refund':
    case 'reversing_journal':
      return wholeEffect('create');
    case 'close':
    case 'reopen':
    case 'delete':
      return wholeEffect(way.kind);
    case 'inactivate':
      return { verb: 'update', fields: [{ target: 'isinactive', before: 'boolean:F', written: 'boolean:T', group: '' }], lines: [] };
  }
}

/** True where the way makes a record of its own, which then is what the rollback's operation ends on. */
export function makesRecord(way: WayBack): way is Extract<WayBack, { readonly kind: 'credit_memo' | 'refund' | 'reversing_journal' }> {
  return way.kind === 'credit_memo' || way.kind === 'refund' || way.kind === 'reversing_journal';
}

/** External id of the record that an operation makes against another one: it can be made once. */
export function reversalExternalId(operationId: string): string {
  return `docket_reversal_${operationId}`;
}
