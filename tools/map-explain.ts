import { parse } from 'lossless-json';

import type { DocumentValue } from '../src/domain/document';
import type { MapFile, MapFileRow } from '../src/domain/map-file';
import { locateObject } from '../src/domain/mapping';
import type { TargetAction } from '../src/domain/rule-parts';
import { unmappedMembers } from '../src/domain/unmapped';
import type { DecisionFile } from './decisions';
import { bodyText, capital, linesText, namesOf, targetName, type RowPlace } from './map-explain-fields';
import { actionText, aTarget, conditionRules, documentRules, identityRules, ledgerRules, totalText, type Reason } from './map-explain-rules';
import { compileMap } from './map-instances';
import type { SampleDocument } from './map-samples';
import { withArticle } from './map-labels';
import { listOf, placeText } from './map-words';

/** A map with what its page needs besides. */
export interface Explained {
  readonly map: MapFile;
  readonly decisions: readonly DecisionFile[];
  readonly samples: readonly SampleDocument[];
}

/** The page that answers what a map decides: five questions, every field, every rule, each with its decision. Markdown. */
export function explainMap({ map, decisions, samples }: Explained): string {
  const titled: Reason = (code) => `(${code}: ${decisions.find((one) => one.code === code)?.title ?? 'not written yet'})`;
  // The map's own decision is told at the top; every other says its title where it is named.
  const reason: Reason = (code) => (code === map.decision ? `(${code})` : titled(code));
  const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']);
  const page = [
    `# ${capital(map.source)}: ${map.documentType} → ${targetName(map)}`, '',
    `What becomes of ${withArticle(`${map.documentType} document`)} of ${map.source} in NetSuite. Map version ${map.mapVersion}. ${titled(map.decision)}`, '',
    ...section('The five questions', fiveQuestions(map, reason)),
    ...section('Which documents count', [...documentRules(map), ...conditionRules(map, reason)]),
    ...section('Fields of the record', bodyText(map)),
    ...((map.lines ?? []).length === 0 ? [] : ['## Lines', '', ...(map.lines ?? []).flatMap((lines) => linesText(map, lines))]),
    ...section('Control totals', (map.totals ?? []).map((total) => totalText(map, total, reason))),
    ...section('How it is posted', ledgerRules(map, reason)),
    ...section('Repeats, versions and waiting', identityRules(map, reason)),
    ...section('What is not read', notRead(map, samples, reason)),
  ];
  return [...page, ...section('The decisions', decisionList(page.join('\n'), decisions))].join('\n');
}

/** The five questions of ownership, as a controller asks them. */
function fiveQuestions(map: MapFile, reason: Reason): readonly string[] {
  const target = targetName(map);
  return [
    `**1. Who creates the ${target}?**`, '', creates(map, reason), '',
    '**2. Who may update it, and cancel it?**', '', ...updates(map, reason), '',
    '**3. Which fields does NetSuite own?**', '', ...owned(map), '',
    '**4. Which fields are copies, kept for convenience?**', '', copies(map), '',
    '**5. Which fields never flow back into NetSuite?**', '', never(map),
  ];
}

function creates(map: MapFile, reason: Reason): string {
  const { source, documentType, rights, paths } = map;
  if (!rights.create) return `Not ${source}: a document about ${withArticle(documentType)} that NetSuite does not have is refused. ${reason(map.decision)}`;
  const verb: Readonly<Record<TargetAction['kind'], string>> = { write: 'creates', transform: 'makes' };
  return `${capital(source)}. The first ${documentType} document with a new id at ${placeText({ each: '', path: paths.externalId })} ${verb[map.action?.kind ?? 'write']} ${aTarget(map)} with the external id \`${source}_${documentType}_<id>\` (an id with capitals or other signs goes in as its hash).${actionText(map)} ${reason(map.decision)}${ownText(map, reason)}`;
}

function ownText(map: MapFile, reason: Reason): string {
  return map.ownRecords === undefined ? '' : ` These records are its own: what other sources own on ${withArticle(targetName(map))} of theirs does not count here. ${reason(map.ownRecords)}`;
}

function updates(map: MapFile, reason: Reason): readonly string[] {
  const { source, rights, documentType } = map;
  const changes = rights.update
    ? `${capital(source)}, in the fields that are marked as its own below; NetSuite's people in all the others. Where they change what ${source} owns, the next document writes it again and says so.`
    : `Not ${source}: a later document about the same ${documentType} is refused. It is NetSuite's once it is created.`;
  return [`${changes} ${reason(map.decision)}`, '', cancelText(map)];
}

function cancelText(map: MapFile): string {
  const { source, rights, onCancel = 'refuse' } = map;
  if (!rights.cancel) return `${capital(source)} may not cancel it: such a call is refused.`;
  return `${capital(source)} may cancel it, which ${CANCEL[onCancel](targetName(map))}.`;
}

const CANCEL: Readonly<Record<NonNullable<MapFile['onCancel']>, (target: string) => string>> = {
  close: (target) => `closes the ${target}: its open lines are closed, nothing is deleted, and what was shipped or billed stays`,
  void: (target) => `voids the ${target}: it stays as a record and counts for nothing in the ledger`,
  refuse: () => 'is refused',
};

function owned(map: MapFile): readonly string[] {
  const { source } = map;
  const from = (kinds: readonly MapFileRow['kind'][], owners: (owner: string) => boolean): readonly RowPlace[] => placesOf(map).filter(({ row }) => kinds.includes(row.kind) && owners(row.owner));
  const mine = from(['authoritative', 'copy', 'never_inbound'], (owner) => owner === 'netsuite');
  const created = from(['create_only'], (owner) => owner === source);
  const shared = from(['shared'], () => true);
  const foreign = from(['authoritative', 'copy', 'create_only', 'never_inbound'], (owner) => owner !== 'netsuite' && owner !== source);
  return [
    'Every field that this page does not name, and:', '',
    ...(mine.length === 0 ? [] : [`- always: ${namesOf(map, mine)};`]),
    ...(created.length === 0 ? [] : [`- once the record is created, though ${source} says what they hold at first: ${namesOf(map, created)};`]),
    ...(shared.length === 0 ? [] : [`- together with ${source}, whoever changed it last: ${namesOf(map, shared)};`]),
    ...(foreign.length === 0 ? [] : [`- not NetSuite but ${listOf([...new Set(foreign.map(({ row }) => row.owner))], 'and', false)}: ${namesOf(map, foreign)};`]),
    '- what NetSuite computes or sets by itself.',
  ];
}

function copies(map: MapFile): string {
  const places = placesOf(map).filter(({ row }) => row.kind === 'copy');
  return places.length === 0 ? 'None.' : `${capital(namesOf(map, places))}: written over from their owner, and never a source for anything.`;
}

function never(map: MapFile): string {
  const places = placesOf(map).filter(({ row }) => row.kind === 'never_inbound');
  return places.length === 0 ? 'None that the documents carry.' : `${capital(namesOf(map, places))}: the documents carry a value for them, and it is never written.`;
}

function placesOf(map: MapFile): readonly RowPlace[] {
  return [
    ...map.fields.map((row) => ({ row, lines: undefined })),
    ...(map.lines ?? []).flatMap((lines) => lines.columns.map((row) => ({ row, lines }))),
  ];
}

function notRead(map: MapFile, samples: readonly SampleDocument[], reason: Reason): readonly string[] {
  const left = unmapped(map, samples);
  return [
    ...(map.ignored ?? []).map(({ path, decision }) => `- ${placeText({ each: '', path })}, on purpose. ${reason(decision)}`),
    ...(left.length === 0 ? [] : [`- Nothing was decided about these members of the sample documents; they are kept with the document and never written: ${left.map((path) => `\`${path}\``).join(', ')}.`]),
  ];
}

/** Filled members of the samples that no row and no rule reads, sorted. */
function unmapped(map: MapFile, samples: readonly SampleDocument[]): readonly string[] {
  const { rule, rows } = compileMap(map);
  const found = samples.flatMap(({ text }) => {
    const object = locateObject(rule, parse(text) as DocumentValue)?.value;
    return object === undefined ? [] : unmappedMembers({ rule, rows, consistent: true }, object).map(({ path }) => path);
  });
  return [...new Set(found)].sort();
}

/** Every decision that a text names, with its title and where to read it. */
function decisionList(text: string, decisions: readonly DecisionFile[]): readonly string[] {
  return decisions.filter(({ code }) => text.includes(code)).map(({ code, title, file }) => `- [${code}](../decisions/${file}): ${title}`);
}
