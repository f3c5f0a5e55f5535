import type { LogLevel, RuntimeServices } from '../runtime/services';
import { optionsOf } from './arguments';
import type { EmulatedModule, ModuleHost } from './types';

/** Platform facts 1.4. */
const TITLE_LENGTH = 99;
const DETAILS_LENGTH = 3_999;
const CALLS_AN_HOUR = 100_000;
const HOUR_MS = 3_600_000;

const SEVERITY: Readonly<Record<LogLevel, number>> = { DEBUG: 0, AUDIT: 1, ERROR: 2, EMERGENCY: 3 };

/**
 * N/log: costs no units, is filtered by the deployment's log level, and past 100,000 entries in an hour raises that level
 * instead of failing.
 */
export const logModule: EmulatedModule<RuntimeServices> = {
  name: 'N/log',
  emulated: ['debug', 'audit', 'error', 'emergency'],
  build: (host) => ({
    methods: {
      debug: (...args) => { write(host, 'DEBUG', args); },
      audit: (...args) => { write(host, 'AUDIT', args); },
      error: (...args) => { write(host, 'ERROR', args); },
      emergency: (...args) => { write(host, 'EMERGENCY', args); },
    },
  }),
};

function write(host: ModuleHost<RuntimeServices>, level: LogLevel, args: readonly unknown[]): void {
  const { title, details } = textsOf(args);
  host.call({ member: `N/log.${level.toLowerCase()}`, units: 0, detail: '' }, () => {
    const { executionLog, deployments, clock } = host.services;
    if (SEVERITY[level] < SEVERITY[deployments.logLevel(host.execution)]) return;
    const atMs = clock.nowMs();
    if (executionLog.countSince(atMs - HOUR_MS) >= CALLS_AN_HOUR) {
      deployments.raiseLogLevel(host.execution);
      return;
    }
    const { id: executionId, scriptId, deploymentId } = host.execution;
    executionLog.append({ executionId, scriptId, deploymentId, level, title: title.slice(0, TITLE_LENGTH), details: details.slice(0, DETAILS_LENGTH), atMs });
  });
}

/** `log.debug({ title, details })` and the short form `log.debug(title, details)`. */
function textsOf(args: readonly unknown[]): { readonly title: string; readonly details: string } {
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) {
    const options = optionsOf(args);
    return { title: textOf(options['title']), details: textOf(options['details']) };
  }
  return { title: textOf(first), details: textOf(second) };
}

/** JSON has no text for some values; they show as JavaScript would show them. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? text : 'undefined';
}
