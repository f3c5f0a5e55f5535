import type { QueueCounts } from '../application/review/review-port';
import type { GroupDraft } from './draft';
import { shown } from './draft';
import { counted, lasting, sumWords } from './words';
import type { Words } from './words';

/** Head of the queue: what is open, how old, how much. Counts that may be old are told as such by a banner. */
export function headGroup(counts: QueueCounts, { words, nowMs }: { readonly words: Words; readonly nowMs: number }): GroupDraft {
  const atRisk = sumWords(words, { atRisk: counts.atRisk, unknown: counts.atRiskUnknown, currency: counts.baseCurrency });
  return {
    id: 'custpage_head', label: 'Now', inRows: true,
    fields: [
      shown('custpage_open', 'Open', counted(counts.open, 'operation')),
      shown('custpage_at_risk', 'Amount at risk', atRisk),
      shown('custpage_oldest', 'Oldest', counts.oldestMs === undefined ? 'nothing is open' : lasting(nowMs - counts.oldestMs)),
      shown('custpage_late', 'Past due', counts.late === 0 ? 'none' : String(counts.late)),
      shown('custpage_retrying', 'Will retry by themselves', String(counts.retrying)),
    ],
  };
}
