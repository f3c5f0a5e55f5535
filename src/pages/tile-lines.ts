import type { HealthView } from '../application/review/review-port';
import type { LinkTo } from './address';
import { silence } from './standing-banners';
import { counted, lasting, sumWords } from './words';
import type { Words } from './words';

/** One line of the tile. */
export interface TileLine {
  readonly text: string;
  readonly url: string | undefined;
}

/** What the tile says. A silent sweep comes first and in words, so that no zero is taken for good news. */
export function tileLines(health: HealthView, { words, link }: { readonly words: Words; readonly link: LinkTo }): readonly TileLine[] {
  const old = health.stale ? ', may be old' : '';
  const atRisk = sumWords(words, { atRisk: health.atRisk, unknown: health.atRiskUnknown, currency: health.baseCurrency });
  const line = (text: string, url?: string): TileLine => ({ text, url });
  return [
    ...(health.stale ? [line(`Figures may be old. ${silence(health)}`, link('health'))] : []),
    ...(health.copy.is ? [line(`This account is a copy of ${health.copy.of}: its open work is not real here.`, link('health'))] : []),
    ...(health.intakeOpen ? [] : [line('Intake is closed.', link('health'))]),
    ...(health.pausedSources.length > 0 || health.pausedWork.length > 0 ? [line(`Paused: ${[...health.pausedSources, ...health.pausedWork].join(', ')}.`, link('health'))] : []),
    line(`Open: ${counted(health.open, 'operation')}${old}`, link('queue')),
    line(`Past due: ${String(health.late)}${old}`, link('operations', { dkt_due: 'late' })),
    line(`Oldest: ${health.oldestMs === undefined ? 'nothing is open' : lasting(health.nowMs - health.oldestMs)}${old}`, link('operations', { dkt_sort: 'oldest' })),
    line(`At risk: ${atRisk === '' ? 'nothing' : atRisk}${old}`, link('operations', { dkt_sort: 'at_risk' })),
    line(`Retries due within an hour: ${String(health.retriesDueInHour)}${old}`, link('operations', { dkt_tab: 'retrying' })),
    line(`Duplicates stopped today: ${String(health.duplicatesStoppedToday)}${old}`),
    line(health.stale ? 'Sweep: silent' : `Sweep: reported ${health.heartbeatAgeMs === undefined ? 'never' : `${lasting(health.heartbeatAgeMs)} ago`}`, link('health')),
  ];
}
