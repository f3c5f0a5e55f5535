import type { GroupDraft, PageDraft, TableDraft } from './draft';
import { shown } from './draft';
import { plainWords } from './labels';
import type { PageContext } from './page-context';
import { silence, standingBanners } from './standing-banners';
import { counted, lasting, sumWords } from './words';

/** How the installation is doing. Figures of a silent sweep are told as old. */
export function healthPage({ health, words, link }: PageContext): PageDraft {
  const asOf = health.heartbeatAgeMs === undefined ? 'never' : `${lasting(health.heartbeatAgeMs)} ago`;
  const old = health.stale ? ' (may be old)' : '';
  return {
    title: 'Health of the integration',
    banners: standingBanners(health).length === 0 ? [{ kind: 'confirmation', title: 'Running', text: `The sweep reported ${asOf}. Intake is open.` }] : standingBanners(health),
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: link('queue') }],
    groups: [
      {
        id: 'custpage_work', label: `Work${old}`, inRows: true,
        fields: [
          shown('custpage_v_open', 'Open', String(health.open)),
          shown('custpage_v_late', 'Past due', String(health.late)),
          shown('custpage_v_oldest', 'Oldest', health.oldestMs === undefined ? 'nothing is open' : lasting(health.nowMs - health.oldestMs)),
          shown('custpage_v_risk', 'Amount at risk', sumWords(words, { atRisk: health.atRisk, unknown: health.atRiskUnknown, currency: health.baseCurrency })),
          shown('custpage_v_due', 'Retries due within an hour', String(health.retriesDueInHour)),
          shown('custpage_v_applied', 'Applied today', String(health.appliedToday)),
          shown('custpage_v_stopped', 'Duplicates stopped today', String(health.duplicatesStoppedToday)),
        ],
      },
      {
        id: 'custpage_machine', label: 'Machine',
        fields: [
          shown('custpage_v_beat', 'Sweep reported', asOf),
          shown('custpage_v_next', 'Next sweep', health.nextSweepMs === undefined ? 'not known' : words.moment(health.nextSweepMs)),
          shown('custpage_v_stale', 'Figures', health.stale ? silence(health) : 'Fresh'),
          { ...shown('custpage_v_intake', 'Intake', health.intakeOpen ? 'Open' : 'Closed'), newColumn: true },
          shown('custpage_v_paused', 'Paused sources', health.pausedSources.join(', ') || 'none'),
          shown('custpage_v_held', 'Paused work', health.pausedWork.join(', ') || 'none'),
          { ...shown('custpage_v_account', 'Account', `${health.account}, ${health.production ? 'production' : 'not production'}`), newColumn: true },
          shown('custpage_v_copy', 'Copy', health.copy.is ? `A copy of ${health.copy.of}: ${String(health.copy.open)} open operations are not real here` : 'no'),
        ],
      },
      historyGroup(health),
    ],
    tables: [breakersTable(health.breakers, words.moment)],
  };
}

/** What was verified and sealed last. */
function historyGroup({ history, nowMs }: PageContext['health']): GroupDraft {
  const { verifiedMs, rows, findings, underWay, seal, sealMs, sentOut } = history;
  const verified = verifiedMs === undefined ? 'never to the end' : `${lasting(nowMs - verifiedMs)} ago, ${counted(rows, 'event')}`;
  return {
    id: 'custpage_history', label: 'History',
    fields: [
      shown('custpage_v_verified', 'Verified', `${verified}${underWay ? ', and under way again' : ''}`),
      shown('custpage_v_findings', 'Not as written', findings === 0 ? 'nothing found' : `${counted(findings, 'finding')}: see the queue's causes`),
      { ...shown('custpage_v_seal', 'Last seal', seal === 0 ? 'none yet' : `${String(seal)}, ${sealMs === undefined ? 'at a time not known' : `${lasting(nowMs - sealMs)} ago`}`), newColumn: true },
      shown('custpage_v_sent', 'Sent out of the account', sentOut === 0 ? 'none: a history rewritten whole would not show' : `up to seal ${String(sentOut)}`),
    ],
  };
}

function breakersTable(breakers: PageContext['health']['breakers'], moment: (epochMs: number) => string): TableDraft {
  return {
    id: 'custpage_breakers', label: breakers.length === 0 ? 'Breakers: none is open' : 'Breakers',
    columns: [
      { id: 'custpage_z_source', label: 'Source', kind: 'text' }, { id: 'custpage_z_type', label: 'Record type', kind: 'text' },
      { id: 'custpage_z_state', label: 'State', kind: 'text' }, { id: 'custpage_z_since', label: 'Since', kind: 'text' },
    ],
    rows: breakers.map(({ source, recordType, state, sinceMs }) => ({
      custpage_z_source: source, custpage_z_type: plainWords(recordType), custpage_z_state: state === 'open' ? 'Open: nothing is tried' : 'Half open: one is tried', custpage_z_since: moment(sinceMs),
    })),
  };
}
