import type { LogSurvey } from '../application/machine-ports';
import { CARRIED_PREFIX, MOST_PER_SWEEP } from '../domain/low-water-mark';
import type { MarkQuestion, MarkSurvey } from '../domain/low-water-mark';
import { CARRIED_IDS, IS_AT_REST, IS_OPEN } from './open-operations';
import { boundNumbers, rowNumber, rowText, runStatement } from './query-rows';
import { OPERATION, OPERATION_RECORD, SETTING, SETTING_RECORD } from './record-ids';

/** What stands around the low-water mark, read in ranges of internal ids. */
export class SurveyGateway implements LogSurvey {
  aroundMark({ window, patrol, recent, releasedBeforeMs }: MarkQuestion): MarkSurvey {
    const rows = runStatement(AROUND_MARK, [
      window.from, window.to, recent.fromMs, recent.toMs, window.from, window.to, patrol.from, patrol.to, releasedBeforeMs,
    ]);
    const of = (kind: string) => rows.filter((row) => rowText(row, 'kind') === kind);
    const ids = (kind: string) => of(kind).flatMap((row) => rowNumber(row, 'id') ?? []).sort((a, b) => a - b);
    return {
      lastId: ids('last')[0] ?? 0,
      firstRecentId: ids('recent')[0],
      open: ids('open'),
      stray: ids('stray'),
      settled: of('settled').map((row) => ({ rowId: rowNumber(row, 'n') ?? 0, internalId: rowNumber(row, 'id') ?? 0 })),
    };
  }

  openAmong(internalIds: readonly number[]): readonly number[] {
    const ids = boundNumbers(internalIds);
    return runStatement(`SELECT o.id AS id FROM ${OPERATION_RECORD} o WHERE o.id IN (${ids.sql}) AND ${IS_OPEN}`, ids.parameters).flatMap((row) => rowNumber(row, 'id') ?? []);
  }
}

/** Open operations of a range of ids that are not carried, the oldest first. */
function uncarried(kind: string): string {
  return `SELECT '${kind}' AS kind, u.id AS id, NULL AS n FROM (
  SELECT o.id AS id FROM ${OPERATION_RECORD} o WHERE o.id >= ? AND o.id < ? AND ${IS_OPEN} AND o.id NOT IN (${CARRIED_IDS})
  ORDER BY o.id FETCH FIRST ${String(MOST_PER_SWEEP + 1)} ROWS ONLY) u`;
}

const AROUND_MARK = `SELECT 'last' AS kind, MAX(o.id) AS id, NULL AS n FROM ${OPERATION_RECORD} o
UNION ALL
SELECT 'recent' AS kind, MIN(o.id) AS id, NULL AS n FROM ${OPERATION_RECORD} o WHERE o.id >= ? AND o.id < ? AND o.${OPERATION.receivedMs} >= ? AND o.${OPERATION.receivedMs} <= ?
UNION ALL
${uncarried('open')}
UNION ALL
${uncarried('stray')}
UNION ALL
SELECT 'settled' AS kind, g.id AS id, g.carrier AS n FROM (
  SELECT c.${SETTING.number} AS id, c.id AS carrier FROM ${SETTING_RECORD} c LEFT JOIN ${OPERATION_RECORD} o ON o.id = c.${SETTING.number}
  WHERE c.${SETTING.name} LIKE '${CARRIED_PREFIX}%' AND (c.${SETTING.changedMs} IS NULL OR c.${SETTING.changedMs} < ?) AND (o.id IS NULL OR ${IS_AT_REST})
  ORDER BY c.id FETCH FIRST ${String(MOST_PER_SWEEP)} ROWS ONLY) g`;
