import { isDocumentObject, parseDocument } from '../../domain/document';
import { targetExternalId } from '../../domain/identity';
import type { CompiledMap } from '../../domain/map';
import { locateObject, mapObject } from '../../domain/mapping';
import type { MappedDocument } from '../../domain/mapped-document';
import { judgeReference, matchesFor, pickMap, planReferences, queriesOf, valueMapId } from '../../domain/references';
import type { MissingReference as MissingValue } from '../../domain/reasons';
import { isRefusal } from '../../domain/refusal';
import type { Viewer } from '../../domain/review/capability';
import { NO_FILTER } from '../../domain/review/queue-filter';
import type { Operation, Ports, SourceConfiguration } from '../ports';
import type { MissingReference, ReadMissing } from './desk-port';
import type { ReviewDetails } from './review-details-port';
import type { ReviewQueue } from './review-port';

/** What the forms of the queue read of one document. */
export interface FormPorts extends Pick<Ports, 'configuration' | 'lookup' | 'platform'> {
  readonly details: Pick<ReviewDetails, 'dossier'>;
  readonly queue: Pick<ReviewQueue, 'operations' | 'rowsOf'>;
}

/** A document as its map reads it now. */
export interface MappedOperation {
  readonly operation: Operation;
  readonly configuration: SourceConfiguration;
  readonly map: CompiledMap;
  readonly mapped: MappedDocument;
}

/** The first value of an operation, or of the first operation of a cause, that has no match and may be given one. */
export function readMissing(of: Parameters<ReadMissing>[0], viewer: Viewer, ports: FormPorts): MissingReference | undefined {
  const [row] = of.subject === 'operation' ? ports.queue.rowsOf([of.id], viewer) : ports.queue.operations({ ...NO_FILTER, view: 'operations', cause: of.id }, viewer).rows;
  const read = row === undefined ? undefined : readMapped(row.internalId, ports);
  return read === undefined ? undefined : missingOf(read, ports);
}

/** Reads an operation's document through its map; undefined: it cannot be read. 13 units. */
export function readMapped(internalId: number, { configuration, details, platform }: Pick<FormPorts, 'configuration' | 'details' | 'platform'>): MappedOperation | undefined {
  const { operation } = details.dossier(internalId);
  try {
    const loaded = configuration.load(operation.source);
    const map = loaded.maps.find(({ rule }) => rule.documentType === operation.documentType);
    const document = parseDocument(operation.keptText, '');
    const located = map?.consistent === true && isDocumentObject(document) ? locateObject(map.rule, document) : undefined;
    if (map === undefined || located === undefined) return undefined;
    return { operation, configuration: loaded, map, mapped: mapObject(map, located.value, loaded.binding?.values ?? {}, platform.calendarDateIn) };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function missingOf({ operation, configuration, map, mapped }: MappedOperation, { lookup, platform }: FormPorts): MissingReference | undefined {
  const { source, documentType, lane, operationId } = operation;
  const { sha256 } = platform;
  const plan = planReferences(mapped.needs, (type) => configuration.maps.find(({ rule }) => rule.documentType === type), {
    externalIdOf: (type, externalId) => targetExternalId(source, type, externalId, sha256), valueMapIdOf: (name, value) => valueMapId(source, name, value, sha256),
  });
  const facts = lookup.look({
    operationId, lane, ruleCode: map.rule.code, target: { recordType: map.rule.target, externalId: targetExternalId(source, documentType, operation.externalId, sha256) },
    references: queriesOf(plan), outcomesAfter: undefined, work: { source, documentType, target: map.rule.target, contentId: '' },
  });
  for (const planned of plan.planned) {
    const { found, chosen } = matchesFor(planned, facts.references);
    const verdict = judgeReference(planned, found, chosen);
    const missing = verdict.kind === 'problem' ? toChoose(source, verdict.problem.missing) : undefined;
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** What another document of the source will bring is not chosen by a person. */
function toChoose(source: string, missing: MissingValue | undefined): MissingReference | undefined {
  switch (missing?.by) {
    case 'field':
      return { source, map: pickMap({ record: missing.record, field: missing.name }), value: missing.value, recordType: missing.record };
    case 'value_map':
      return { source, map: missing.name, value: missing.value, recordType: missing.record };
    default:
      return undefined;
  }
}
