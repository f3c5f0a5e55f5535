import type { StoredValue } from '../metadata/types';
import type { DeploymentDirectory, LogLevel, ParameterValue } from '../runtime/services';
import { NotEmulated, type Actor, type Execution } from '../runtime/types';
import type { SdfDeployment, SdfFieldType, SdfLogLevel, SdfParameter, SdfProject, SdfReference, SdfScript, SdfValue } from '../sdf/types';
import type { SqliteDatabase } from '../store/sqlite';

/** A script of the account with one of its deployments, and the numbers that the account gave them. */
export interface DeployedScript {
  readonly script: SdfScript;
  readonly deployment: SdfDeployment;
  /** Internal id of the script; `script=` in a URL takes it as well as the script id. */
  readonly scriptNumber: number;
  /** Number of the deployment within its script, from 1. */
  readonly deploymentNumber: number;
}

/** All deployments of the account, by name or number, and what the runtime asks about them. */
export interface ScriptDirectory extends DeploymentDirectory {
  all(): readonly DeployedScript[];
  /** By script id or internal number, and deployment id or number. */
  find(script: string, deployment: string): DeployedScript | undefined;
  /** Marks the log levels that were raised; calling what it returns goes back to them. */
  markLogLevels(): () => void;
}

/** Reads a value of the project's XML as the account holds it; references become internal ids. */
export type SdfValueReader = (fieldType: SdfFieldType, value: SdfValue) => StoredValue;

/** Numbers the project's scripts and deployments (an earlier start's numbers stay) and indexes them. */
export function openScriptDirectory(project: SdfProject, database: SqliteDatabase, read: SdfValueReader): ScriptDirectory {
  database.exec(`
    CREATE TABLE IF NOT EXISTS emulator_script (number INTEGER PRIMARY KEY, script TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE IF NOT EXISTS emulator_deployment (
      script TEXT NOT NULL, deployment TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (script, deployment)) STRICT;`);
  const entries = project.scripts.flatMap((script) => numberDeployments(script, database));
  let raised: ReadonlyMap<string, LogLevel> = new Map();
  const entryOf = (execution: Execution) => entries.find((entry) => entry.script.scriptId === execution.scriptId && entry.deployment.scriptId === execution.deploymentId);
  return {
    all: () => entries,
    find: (script, deployment) => entries.find((entry) =>
      names(script, entry.script.scriptId, entry.scriptNumber) && names(deployment, entry.deployment.scriptId, entry.deploymentNumber)),
    logLevel: (execution) => raised.get(execution.deploymentId) ?? levelOf(entryOf(execution)?.deployment.logLevel ?? 'DEBUG'),
    raiseLogLevel(execution) {
      const next = LEVELS[Math.min(LEVELS.indexOf(this.logLevel(execution)) + 1, LEVELS.length - 1)] ?? 'EMERGENCY';
      raised = new Map([...raised, [execution.deploymentId, next]]);
    },
    markLogLevels() {
      const marked = raised;
      return () => { raised = marked; };
    },
    parameter(execution, name) {
      const entry = entryOf(execution);
      const parameter = entry?.script.parameters.find((candidate) => candidate.scriptId === name.toLowerCase());
      if (entry === undefined || parameter === undefined) return undefined;
      return parameterValue(parameter, entry.deployment.parameterValues.get(parameter.scriptId) ?? parameter.defaultValue, read);
    },
  };
}

/**
 * Whether a role may run a deployment: in its audience, or the administrator. An empty audience is the owner alone
 * (platform facts 2.6), and the owner of what a project deploys is the administrator who deployed it.
 */
export function isInAudience(deployment: SdfDeployment, actor: Actor): boolean {
  if (actor.administrator) return true;
  const audience = deployment.audience;
  if (audience === undefined) return false;
  return audience.allRoles || audience.roles.some((role) => referencedId(role).toLowerCase() === actor.roleScriptId.toLowerCase());
}

const LEVELS: readonly LogLevel[] = ['DEBUG', 'AUDIT', 'ERROR', 'EMERGENCY'];

function levelOf(level: SdfLogLevel): LogLevel {
  switch (level) {
    case 'AUDIT': case 'ERROR': case 'EMERGENCY': return level;
    case 'DEBUG': case 'INTERNAL': case 'SYSTEM': return 'DEBUG';
  }
}

function names(given: string, id: string, number: number): boolean {
  return given.toLowerCase() === id.toLowerCase() || given === String(number);
}

/** Id that a reference of the project names. */
export function referencedId(reference: SdfReference): string {
  switch (reference.kind) {
    case 'object': case 'account': return reference.scriptId;
    case 'member': return reference.memberId;
    case 'standard': return reference.id;
  }
}

function numberDeployments(script: SdfScript, database: SqliteDatabase): readonly DeployedScript[] {
  const scriptNumber = numberOf(script.scriptId, database);
  return script.deployments.map((deployment) => {
    database.prepare(`INSERT OR IGNORE INTO emulator_deployment (script, deployment, number)
      SELECT ?, ?, 1 + coalesce(max(number), 0) FROM emulator_deployment WHERE script = ?`)
      .run(script.scriptId, deployment.scriptId, script.scriptId);
    const row = database.prepare('SELECT number FROM emulator_deployment WHERE script = ? AND deployment = ?').get(script.scriptId, deployment.scriptId);
    return { script, deployment, scriptNumber, deploymentNumber: Number(row?.['number']) };
  });
}

function numberOf(scriptId: string, database: SqliteDatabase): number {
  database.prepare('INSERT OR IGNORE INTO emulator_script (number, script) SELECT 1 + coalesce(max(number), 100), ? FROM emulator_script').run(scriptId);
  return Number(database.prepare('SELECT number FROM emulator_script WHERE script = ?').get(scriptId)?.['number']);
}

/** A parameter's value as a script reads it (platform facts 6.3): selects as texts of internal ids, an empty one as null. */
function parameterValue(parameter: SdfParameter, value: SdfValue | undefined, read: SdfValueReader): ParameterValue {
  if (DATED.has(parameter.fieldType)) throw new NotEmulated(`a script parameter of type ${parameter.fieldType}`);
  const stored = value === undefined ? null : read(parameter.fieldType, value);
  if (stored === null) return parameter.fieldType === 'CHECKBOX' ? false : null;
  if (typeof stored === 'object') return stored.join(',');
  return parameter.fieldType === 'SELECT' ? String(stored) : stored;
}

/** Types whose parameters are dates in a script; nothing here makes them so yet. */
const DATED: ReadonlySet<SdfFieldType> = new Set(['DATE', 'DATETIMETZ', 'TIMEOFDAY']);
