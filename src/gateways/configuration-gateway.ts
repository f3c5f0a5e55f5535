import * as cache from 'N/cache';
import type { ConfigurationPort, SourceConfiguration, Switches } from '../application/ports';
import { guardOf } from '../domain/guard';
import { isOpen } from '../domain/holds';
import type { WorkKind } from '../domain/holds';
import type { Sha256 } from '../domain/identity';
import { canonicalRows, editableOf, emptyRulesOf } from '../domain/map';
import type { CompiledMap, ObjectRule, OwnershipRow } from '../domain/map';
import { overrideOf } from '../domain/reason-override';
import type { ReasonOverride } from '../domain/reason-override';
import { isRefusal } from '../domain/refusal';
import { OBJECT_RULE, OBJECT_RULE_RECORD, OVERRIDE, OVERRIDE_RECORD, OWNERSHIP, OWNERSHIP_RECORD, SETTING, SETTING_RECORD } from './record-ids';
import { rowNumber, rowText, runStatement } from './query-rows';
import type { QueryRow } from './query-rows';
import { bindingName, bindingOf, readableBindings, unreadable } from './source-binding';

/** Seconds that a compiled map stays cached; the platform's minimum (platform facts 6.1). `look` notices a new map at once. */
const CACHE_SECONDS = 300;

/** Rules, ownership rows and settings of a source, compiled once and kept in N/cache. */
export class ConfigurationGateway implements ConfigurationPort {
  /** What this run has read already: the operations of a batch share it. */
  private readonly loaded = new Map<string, SourceConfiguration>();

  constructor(private readonly sha256: Sha256) {}

  load(source: string): SourceConfiguration {
    const known = this.loaded.get(source);
    if (known !== undefined) return known;
    const kept = compiledMaps().get({ key: source });
    if (kept === null || kept === '') return this.reload(source);
    // A copy that the project cached before its last deploy may know of neither overrides nor closed types.
    const read = JSON.parse(kept) as Omit<SourceConfiguration, 'overrides' | 'closedTypes'> & Partial<Pick<SourceConfiguration, 'overrides' | 'closedTypes'>>;
    const configuration = { ...read, overrides: read.overrides ?? [], closedTypes: read.closedTypes ?? [] };
    this.loaded.set(source, configuration);
    return configuration;
  }

  switches(): Switches {
    const rows = runStatement(SWITCHES, []);
    const named = new Map(rows.map((row) => [rowText(row, 'name'), rowText(row, 'value')]));
    return {
      intakeOpen: isOpen(named.get('intake')) && isOpen(named.get('pause')),
      bindings: readableBindings([...named].filter(([name]) => name.startsWith('binding:')).map(([, value]) => value)),
      pausedSources: [...named].filter(([name, value]) => name.startsWith('pause:') && !isOpen(value)).map(([name]) => name.slice('pause:'.length)),
      rows: [...named].filter(([name]) => !name.startsWith('binding:')).map(([name, value]) => ({ name, value })),
    };
  }

  workKinds(): readonly WorkKind[] {
    return runStatement(WORK_KINDS, []).map((row) => ({ source: rowText(row, 'source'), documentType: rowText(row, 'doctype'), target: rowText(row, 'target') }));
  }

  reload(source: string): SourceConfiguration {
    const configuration = readConfiguration(source, runStatement(STATEMENT, [bindingName(source), `pause:${source}`, `pause:${source}:%`, source, source]), this.sha256);
    // A source that is not set up is not cached: the next call after its set-up must find it.
    if (configuration.binding !== undefined && configuration.maps.length > 0) {
      compiledMaps().put({ key: source, value: JSON.stringify(configuration), ttl: CACHE_SECONDS });
    }
    this.loaded.set(source, configuration);
    return configuration;
  }
}

const SWITCHES = `SELECT s.${SETTING.name} AS name, s.${SETTING.value} AS value FROM ${SETTING_RECORD} s
WHERE s.isinactive = 'F' AND (s.${SETTING.name} IN ('intake', 'pause') OR s.${SETTING.name} LIKE 'pause:%' OR s.${SETTING.name} LIKE 'binding:%'
  OR s.${SETTING.name} LIKE 'breaker:%' OR s.${SETTING.name} LIKE 'paused:%')`;

const WORK_KINDS = `SELECT r.${OBJECT_RULE.source} AS source, r.${OBJECT_RULE.doctype} AS doctype, r.${OBJECT_RULE.target} AS target FROM ${OBJECT_RULE_RECORD} r
WHERE r.isinactive = 'F' ORDER BY r.id`;

/** Shared by the project's scripts: the user event on settings forgets what is out of date. */
function compiledMaps(): cache.Cache {
  return cache.getCache({ name: 'docket_configuration', scope: cache.Scope.PROTECTED });
}

/** Forgets the cached copy of a source; undefined: of all that have a rule. 1 unit for each, 10 to name them all. */
export function forgetConfiguration(source: string | undefined): void {
  const sources = source === undefined ? runStatement(SOURCES, []).map((row) => rowText(row, 'source')) : [source];
  for (const key of sources) compiledMaps().remove({ key });
}

const SOURCES = `SELECT DISTINCT r.${OBJECT_RULE.source} AS source FROM ${OBJECT_RULE_RECORD} r WHERE r.isinactive = 'F'`;

const RULE_COLUMNS = [
  OBJECT_RULE.code, OBJECT_RULE.source, OBJECT_RULE.doctype, OBJECT_RULE.target, OBJECT_RULE.mayCreate, OBJECT_RULE.mayUpdate, OBJECT_RULE.mayCancel,
  OBJECT_RULE.documents, OBJECT_RULE.mode, OBJECT_RULE.intent, OBJECT_RULE.onConflict, OBJECT_RULE.roots, OBJECT_RULE.paths, OBJECT_RULE.totals,
  OBJECT_RULE.lines, OBJECT_RULE.ignored, OBJECT_RULE.parts, OBJECT_RULE.mapVersion, OBJECT_RULE.rowsHash, OBJECT_RULE.decision,
] as const;

const ROW_COLUMNS = [
  OWNERSHIP.code, OWNERSHIP.rule, OWNERSHIP.lines, OWNERSHIP.target, OWNERSHIP.owner, OWNERSHIP.kind, OWNERSHIP.path, OWNERSHIP.transform,
  OWNERSHIP.required, OWNERSHIP.onConflict, OWNERSHIP.onEmpty, OWNERSHIP.group, OWNERSHIP.mapVersion, OWNERSHIP.decision, OWNERSHIP.editable, OWNERSHIP.guard,
] as const;

const OVERRIDE_COLUMNS = [OVERRIDE.code, OVERRIDE.title, OVERRIDE.cause, OVERRIDE.whatToDo, OVERRIDE.who, OVERRIDE.attempts, OVERRIDE.firstWait, OVERRIDE.longestWait] as const;

const WIDTH = RULE_COLUMNS.length;

/** Columns of whole numbers: in a union every column is a text. */
const NUMBERS: readonly string[] = [OVERRIDE.attempts, OVERRIDE.firstWait, OVERRIDE.longestWait];

/** `x.a AS c1, x.b AS c2, …`, padded with NULL to the width of the widest part of the union. */
function columns(prefix: string, ids: readonly string[]): string {
  return Array.from({ length: WIDTH }, (_, index) => {
    const id = ids[index];
    if (id === undefined) return `NULL AS c${String(index + 1)}`;
    return `${NUMBERS.includes(id) ? `TO_CHAR(${prefix}.${id})` : `${prefix}.${id}`} AS c${String(index + 1)}`;
  }).join(', ');
}

const STATEMENT = `SELECT 'setting' AS kind, NULL AS n, ${columns('s', [SETTING.name, SETTING.value])} FROM ${SETTING_RECORD} s
WHERE s.isinactive = 'F' AND (s.${SETTING.name} IN (?, ?, 'intake', 'pause') OR s.${SETTING.name} LIKE ?)
UNION ALL
SELECT 'rule' AS kind, r.${OBJECT_RULE.rows} AS n, ${columns('r', RULE_COLUMNS)} FROM ${OBJECT_RULE_RECORD} r
WHERE r.isinactive = 'F' AND r.${OBJECT_RULE.source} = ?
UNION ALL
SELECT 'row' AS kind, w.${OWNERSHIP.position} AS n, ${columns('w', ROW_COLUMNS)} FROM ${OWNERSHIP_RECORD} w
INNER JOIN ${OBJECT_RULE_RECORD} q ON q.${OBJECT_RULE.code} = w.${OWNERSHIP.rule} AND q.${OBJECT_RULE.mapVersion} = w.${OWNERSHIP.mapVersion}
WHERE w.isinactive = 'F' AND q.isinactive = 'F' AND q.${OBJECT_RULE.source} = ?
UNION ALL
SELECT 'override' AS kind, v.id AS n, ${columns('v', OVERRIDE_COLUMNS)} FROM ${OVERRIDE_RECORD} v
WHERE v.isinactive = 'F'`;

/** Throws the Refusal `configuration_unreadable` where a row of the source is not what it must be: a person keyed it, or changed it. */
function readConfiguration(source: string, rows: readonly QueryRow[], sha256: Sha256): SourceConfiguration {
  try {
    return configurationOf(source, rows, sha256);
  } catch (error) {
    throw isRefusal(error) ? error : unreadable(`The rules of "${source}" cannot be read.`);
  }
}

function configurationOf(source: string, rows: readonly QueryRow[], sha256: Sha256): SourceConfiguration {
  const of = (kind: string) => rows.filter((row) => rowText(row, 'kind') === kind);
  const settings = new Map(of('setting').map((row) => [rowText(row, 'c1'), rowText(row, 'c2')]));
  const ownership = of('row').sort((a, b) => (rowNumber(a, 'n') ?? 0) - (rowNumber(b, 'n') ?? 0));
  return {
    source,
    binding: bindingOf(source, settings.get(bindingName(source))),
    intakeOpen: ['intake', 'pause', `pause:${source}`].every((name) => isOpen(settings.get(name))),
    closedTypes: closedTypes(source, settings),
    maps: of('rule').map((rule) => compile(ruleOf(rule), ownership, sha256)),
    overrides: of('override').sort((a, b) => (rowNumber(b, 'n') ?? 0) - (rowNumber(a, 'n') ?? 0)).map(overrideRowOf),
  };
}

function closedTypes(source: string, settings: ReadonlyMap<string, string>): readonly string[] {
  const prefix = `pause:${source}:`;
  return [...settings].filter(([name, value]) => name.startsWith(prefix) && !isOpen(value)).map(([name]) => name.slice(prefix.length));
}

function overrideRowOf(row: QueryRow): ReasonOverride {
  const [code = '', title = '', cause = '', whatToDo = '', who = '', attempts = '', firstWait = '', longestWait = ''] = OVERRIDE_COLUMNS.map((_, index) => rowText(row, `c${String(index + 1)}`));
  return overrideOf({ code, title, cause, whatToDo, who, attempts, firstWait, longestWait });
}

function compile(rule: ObjectRule, ownership: readonly QueryRow[], sha256: Sha256): CompiledMap {
  const rows = ownership.filter((row) => rowText(row, 'c2') === rule.code).map(ownershipRowOf);
  const consistent = rows.length === rule.rowCount && sha256(canonicalRows(rows)) === rule.rowsHash;
  return { rule, rows, consistent };
}

function ruleOf(row: QueryRow): ObjectRule {
  const text = (id: (typeof RULE_COLUMNS)[number]) => rowText(row, `c${String(RULE_COLUMNS.indexOf(id) + 1)}`);
  const json = (id: (typeof RULE_COLUMNS)[number]) => JSON.parse(text(id)) as never;
  const list = (id: (typeof RULE_COLUMNS)[number]) => (JSON.parse(text(id)) as { readonly list: never }).list;
  return {
    code: text(OBJECT_RULE.code),
    source: text(OBJECT_RULE.source),
    documentType: text(OBJECT_RULE.doctype),
    target: text(OBJECT_RULE.target),
    mayCreate: text(OBJECT_RULE.mayCreate) === 'T',
    mayUpdate: text(OBJECT_RULE.mayUpdate) === 'T',
    mayCancel: text(OBJECT_RULE.mayCancel) === 'T',
    documents: text(OBJECT_RULE.documents) as ObjectRule['documents'],
    mode: text(OBJECT_RULE.mode) as ObjectRule['mode'],
    intent: text(OBJECT_RULE.intent) as ObjectRule['intent'],
    onConflict: text(OBJECT_RULE.onConflict) as ObjectRule['onConflict'],
    roots: list(OBJECT_RULE.roots),
    paths: json(OBJECT_RULE.paths),
    totals: list(OBJECT_RULE.totals),
    lines: list(OBJECT_RULE.lines),
    ignored: list(OBJECT_RULE.ignored),
    // A rule that an earlier version shipped has none.
    parts: text(OBJECT_RULE.parts) === '' ? {} : json(OBJECT_RULE.parts),
    mapVersion: text(OBJECT_RULE.mapVersion),
    rowCount: rowNumber(row, 'n') ?? -1,
    rowsHash: text(OBJECT_RULE.rowsHash),
    decision: text(OBJECT_RULE.decision),
  };
}

function ownershipRowOf(row: QueryRow): OwnershipRow {
  const text = (id: (typeof ROW_COLUMNS)[number]) => rowText(row, `c${String(ROW_COLUMNS.indexOf(id) + 1)}`);
  const editable = editableOf(text(OWNERSHIP.editable));
  const guard = guardOf(text(OWNERSHIP.guard));
  return {
    code: text(OWNERSHIP.code),
    lines: text(OWNERSHIP.lines),
    target: text(OWNERSHIP.target),
    owner: text(OWNERSHIP.owner),
    kind: text(OWNERSHIP.kind) as OwnershipRow['kind'],
    path: text(OWNERSHIP.path),
    transform: JSON.parse(text(OWNERSHIP.transform)) as OwnershipRow['transform'],
    required: text(OWNERSHIP.required) === 'T',
    onConflict: text(OWNERSHIP.onConflict) as OwnershipRow['onConflict'],
    onEmpty: emptyRulesOf(text(OWNERSHIP.onEmpty)),
    group: text(OWNERSHIP.group),
    decision: text(OWNERSHIP.decision),
    ...(editable === undefined ? {} : { editable }),
    ...(guard === undefined ? {} : { guard }),
  };
}
