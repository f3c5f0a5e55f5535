import { isRefusal } from '../../domain/refusal';
import { isWrittenAs, touchedFields, watchedFields, withoutEchoes, writtenBy } from '../../domain/sentinel';
import type { WatchedField } from '../../domain/sentinel';
import type { Guard } from '../../domain/guard';
import type { CompiledMap } from '../../domain/map';
import { isSettled } from '../../domain/states';
import type { ChangedRecord, ForeignChanges, SentinelPorts } from './sentinel-ports';

/**
 * What a save changes of fields that another system owns, of those whose row names one of `guards`. Docket's own writes are told by the operation
 * they stamp, which is at work at that moment, and echoes by their value; by no user or role. 0 units for a record that no document wrote; 1
 * where nothing watched changes; at most 23 else.
 */
export function foreignChanges(changed: ChangedRecord, guards: readonly Guard[], ports: SentinelPorts): ForeignChanges | undefined {
  if (changed.stampBefore === '') return undefined;
  const map = mapOf(changed, ports);
  if (map === undefined) return undefined;
  const watched = watchedFields(map).filter(({ guard }) => guards.includes(guard));
  const touched = watched.length === 0 ? [] : touchedFields(watched, changed.before, changed.after, changed.inline);
  if (touched.length === 0 || isOwnWrite(changed, ports)) return undefined;
  const foreign = withoutEchoes(touched, ports.appliedTo(changed.recordType, changed.internalId));
  return foreign.length === 0 ? undefined : { map, touched: foreign };
}

/** Fields of a record that its page tells of before they are changed. 1 unit; none for a record that no document wrote. */
export function guardedFields(record: Pick<ChangedRecord, 'recordType' | 'externalId'>, { configuration }: Pick<SentinelPorts, 'configuration'>): readonly WatchedField[] {
  const map = mapOf(record, { configuration });
  return map === undefined ? [] : watchedFields(map).filter(({ guard }) => guard !== 'observe');
}

/** Rules that cannot be read watch nothing: the sweep tells of those, and nobody's save is held up for them. */
function mapOf({ recordType, externalId }: Pick<ChangedRecord, 'recordType' | 'externalId'>, { configuration }: Pick<SentinelPorts, 'configuration'>): CompiledMap | undefined {
  const written = writtenBy(externalId);
  if (written === undefined) return undefined;
  const names = [...new Set([written.source, written.source.replace(/-/g, '_')])];
  try {
    for (const name of names) {
      const map = configuration.load(name).maps.find(({ rule, consistent }) => consistent && rule.target === recordType && isWrittenAs(rule.documentType, written.documentType));
      if (map !== undefined) return map;
    }
    return undefined;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}

/** Only Docket stamps an operation that is at work. A stamp that was keyed in names one that is over, or none. */
function isOwnWrite({ stampBefore, stampNow }: ChangedRecord, { operations }: SentinelPorts): boolean {
  if (stampNow === '' || stampNow === stampBefore) return false;
  const found = operations.find(stampNow);
  return found !== undefined && !isSettled(found.state) && found.state !== 'needs_review';
}
