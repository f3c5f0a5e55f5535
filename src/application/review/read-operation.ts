import { indentedText, isDocumentObject, parseDocument } from '../../domain/document';
import type { DocumentValue } from '../../domain/document';
import { contentKey, POISON_KIND, registryId, targetExternalId } from '../../domain/identity';
import { locateObject, mapObject } from '../../domain/mapping';
import { readUnder } from '../../domain/overlay';
import { planReferences, valueMapId } from '../../domain/references';
import { postingDateOf } from '../../domain/posting-date';
import type { PostingPeriod } from '../../domain/posting-date';
import { isRefusal } from '../../domain/refusal';
import { REASON_DECISIONS } from '../../domain/reason-decisions';
import type { ReasonCode } from '../../domain/reasons';
import { REASON_ACTORS } from '../../domain/reason-entry';
import { compareFields, maskedField } from '../../domain/review/compare';
import { may } from '../../domain/review/capability';
import type { Viewer } from '../../domain/review/capability';
import { maskedDocument } from '../../domain/review/masked-document';
import { actionsOf, summaryOf } from '../../domain/review/summary';
import { STATES } from '../../domain/states';
import type { Operation, SourceConfiguration } from '../ports';
import { VERSION } from '../product-version';
import type { AttemptRow, CompareRow, OperationDetail, TechnicalPart } from './operation-detail';
import type { CauseRow, OperationRow } from './queue-rows';
import type { ChainStep, OperationDossier } from './review-details-port';
import type { ReviewPorts } from './review-queue';
import type { QueueQuestion } from './review-rows-port';

type DetailPorts = ReviewPorts & { readonly question: QueueQuestion; readonly causeOf: (fingerprint: string) => CauseRow | undefined };

/** One operation with all that stands around it; undefined: there is none that the viewer sees. Writes nothing. */
export function readOperationDetail(operationId: string, viewer: Viewer, ports: DetailPorts): OperationDetail | undefined {
  const [row] = ports.rows.byId([operationId], ports.question);
  if (row === undefined) return undefined;
  const dossier = ports.details.dossier(row.internalId);
  const steps = ports.details.steps(operationId, row.head);
  const { rows: compared, note, period } = compare(dossier, row, ports);
  const compareRows = compared.map(maskedField);
  const { operation, waitsFor } = dossier;
  return {
    row, cause: row.cause === '' ? undefined : ports.causeOf(row.cause), summary: summary(row, dossier), compare: compareRows, compareNote: note, period: period === undefined ? undefined : { name: period.name, state: period.state }, attempts: attempts(steps, ports),
    related: ports.details.related({ operationId, lane: operation.lane, parent: operation.parent, supersedes: operation.supersedes ?? '', waitsFor }, ports.question.scope),
    decisions: decisions([...compareRows.map(({ decision }) => decision), ...reasonDecisions(row.reason, dossier.reasonText)], ports), technical: may(viewer, 'see_technical') ? technical(dossier, row) : undefined, actions: actionsOf(row.state, row.target !== undefined),
  };
}

function summary(row: OperationRow, { reasonText, whatToDo, whoActs }: OperationDossier): OperationDetail['summary'] {
  const record = row.target === undefined ? '' : `${row.target.recordType} ${row.target.number === '' ? String(row.target.internalId) : row.target.number}`;
  const words = summaryOf({
    state: row.state, documentType: row.documentType, documentNumber: row.documentNumber, source: row.source, reasonTitle: row.reasonTitle, reasonClass: row.reasonClass, record, waitsFor: row.waitsFor,
  });
  return { ...words, why: reasonText, whatToDo, whoActs: REASON_ACTORS.find((actor) => actor === whoActs) ?? 'nobody' };
}

interface Compared {
  readonly rows: readonly Omit<CompareRow, 'masked'>[];
  readonly note: string;
  readonly period: PostingPeriod | undefined;
}

const nothing = (note: string): Compared => ({ rows: [], note, period: undefined });

/** Fields of the document beside the record, by the map that is in force now. 23 units and the record's own load. */
function compare({ operation }: OperationDossier, row: OperationRow, ports: DetailPorts): Compared {
  const configuration = configurationOf(operation.source, ports);
  const map = configuration?.maps.find(({ rule }) => rule.documentType === operation.documentType);
  if (configuration === undefined || map?.consistent !== true) return nothing('The ownership map of this document is not whole, so nothing can be compared.');
  const document = documentOf(operation);
  const located = document === undefined || !isDocumentObject(document) ? undefined : locateObject(map.rule, document);
  if (located === undefined) return nothing('The document cannot be read through its map.');
  const { sha256, calendarDateIn } = ports.platform;
  const { mapped } = readUnder(operation.overlay, located.value, (value) => mapObject(map, value, configuration.binding?.values ?? {}, calendarDateIn));
  const plan = planReferences(mapped.needs, (documentType) => configuration.maps.find(({ rule }) => rule.documentType === documentType), {
    externalIdOf: (documentType, externalId) => targetExternalId(operation.source, documentType, externalId, sha256), valueMapIdOf: (name, value) => valueMapId(operation.source, name, value, sha256),
  });
  const date = postingDateOf(mapped);
  const facts = ports.lookup.look({
    operationId: operation.operationId, lane: operation.lane, ruleCode: map.rule.code, target: { recordType: map.rule.target, externalId: targetExternalId(operation.source, operation.documentType, operation.externalId, sha256) },
    references: plan.planned.map(({ query }) => query), outcomesAfter: undefined, ...(ports.ledger.posts(map.rule.target) && date !== undefined ? { posting: { date, firstOpenDay: false } } : {}),
    work: { source: operation.source, documentType: operation.documentType, target: map.rule.target, contentId: registryId(POISON_KIND, contentKey(operation), sha256) },
  });
  const internalId = row.target?.internalId ?? facts.target?.internalId;
  const loaded = internalId === undefined ? undefined : ports.ledger.load(map.rule.target, internalId);
  if (loaded?.kind === 'refused') return nothing(`NetSuite does not give out the record: ${loaded.error.name}.`);
  const lastApplied = facts.object === undefined ? new Map<string, string>() : ports.objects.lastApplied(facts.object.internalId);
  return { rows: compareFields({ map, mapped, plan, matches: facts.references, current: loaded?.target, lastApplied }), note: operation.overlay === undefined ? '' : `with the corrections of request ${operation.overlay.request}`, period: facts.period };
}

/** Undefined: the settings of the source cannot be read, or it is not there any more. */
function configurationOf(source: string, { configuration }: ReviewPorts): SourceConfiguration | undefined {
  try {
    return configuration.load(source);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** Undefined: what was kept is not what was received. */
function documentOf({ keptText }: Operation): DocumentValue | undefined {
  try {
    return parseDocument(keptText, '');
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** Events whose values are read for the page: 2 units each. */
const MOST_VALUES = 12;

/** `user 4 as customrole_dkt_lead`, as events keep who it was. */
const ACTOR = /^user (\d+) as (.*)$/;

function attempts(steps: readonly ChainStep[], { details }: ReviewPorts): readonly AttemptRow[] {
  const actors = steps.map((step) => textIn(factsOf(step), 'by') || step.actor);
  const names = details.namesOf([...new Set(actors.flatMap((actor) => ACTOR.exec(actor)?.[1] ?? []))].map(Number));
  return steps.map((step, index) => {
    const facts = factsOf(step);
    const before = steps.slice(index + 1).find(({ kind }) => kind === 'outcome');
    const code = textIn(facts, 'reason');
    const action = textIn(facts, 'action');
    return {
      number: step.number, atMs: step.atMs, actor: named(actors[index] ?? '', names), kind: step.kind, state: STATES.find((state) => state === facts['state']), code, action,
      words: step.kind === 'outcome' && index < MOST_VALUES ? saidIn(details.values(step.internalId), action !== '') : '',
      sameAsBefore: action === '' && code !== '' && before !== undefined && textIn(factsOf(before), 'reason') === code,
    };
  });
}

/** The person where the account knows one; else as the event says it. */
function named(actor: string, names: ReadonlyMap<number, string>): string {
  const [, id, role = ''] = ACTOR.exec(actor) ?? [];
  const name = id === undefined ? undefined : names.get(Number(id));
  return name === undefined || name === '' ? actor : `${name} (${role.replace(/^customrole_(?:dkt_)?/, '').replaceAll('_', ' ')})`;
}

/** The note of who acted, or what a run came to. Erased values say nothing. */
function saidIn(values: string, byPerson: boolean): string {
  const outcome = jsonObject(values);
  const part = outcome[byPerson ? 'action' : 'problem'];
  const of = typeof part === 'object' && part !== null ? (part as Readonly<Record<string, unknown>>) : {};
  return textIn(of, byPerson ? 'note' : 'detail');
}

function factsOf({ facts }: ChainStep): Readonly<Record<string, unknown>> {
  return jsonObject(facts);
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function textIn(facts: Readonly<Record<string, unknown>>, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}

/** Decisions that a refusal or a wait rests on: those that its words name, and the one of its reason. */
function reasonDecisions(reason: string, words: string): readonly string[] {
  const code = REASON_CODES.find((known) => known === reason);
  return [...(words.match(/\b(?:D-\d{4}|A-[0-9a-f]{16})\b/g) ?? []), ...(code === undefined ? [] : [REASON_DECISIONS[code]])];
}

const REASON_CODES = Object.keys(REASON_DECISIONS) as readonly ReasonCode[];

function decisions(named: readonly string[], { details }: ReviewPorts): OperationDetail['decisions'] {
  const codes = [...new Set(named)].filter((code) => code !== '').sort();
  const titles = details.decisions(codes);
  return codes.map((code) => ({ code, title: titles.get(code) ?? '' }));
}

/** Most characters of a document that a page shows (N/ui/serverWidget, LONGTEXT). */
const MOST_SHOWN = 100_000;

function technical({ operation, causeFingerprint, mapVersion }: OperationDossier, row: OperationRow): TechnicalPart {
  const document = documentOf(operation);
  return {
    reason: row.reason, observed: operation.observed?.name ?? '', observedText: operation.observed?.message ?? '', correlationId: operation.correlationId ?? '', idempotencyKey: operation.idempotencyKey,
    fingerprint: operation.fingerprint, receivedSha256: operation.receivedSha256, causeFingerprint, mapVersion, productVersion: VERSION, account: operation.account,
    maskedDocument: document === undefined ? '' : indentedText(maskedDocument(document)).slice(0, MOST_SHOWN), documentCharacters: operation.receivedCharacters,
  };
}
