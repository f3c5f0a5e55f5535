import type { QueueCounts } from '../application/review/review-port';
import type { GroupDraft } from './draft';
import { shown } from './draft';
import { lasting, sumWords } from './words';
import type { Words } from './words';

/** Head of the queue: what is open, how old, how much. Counts that may be old are told as such by a banner. */
export function headGroup(counts: QueueCounts, { words, nowMs }: { readonly words: Words; readonly nowMs: number }): GroupDraft {
  const atRisk = sumWords(words, { atRisk: counts.atRisk, unknown: counts.atRiskUnknown, currency: counts.baseCurrency });
  return {
    id: 'custpage_head', label: 'Now',
    fields: [
      shown('custpage_open', 'Open', String(counts.open)),
      shown('custpage_at_risk', 'Amount at risk', atRisk),
      { ...shown('custpage_oldest', 'Oldest', counts.oldestMs === undefined ? 'nothing is open' : lasting(nowMs - counts.oldestMs)), newColumn: true },
      shown('custpage_late', 'Late', counts.late === 0 ? 'none' : String(counts.late)),
    ],
  };
}
