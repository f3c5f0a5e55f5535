import { SuiteScriptFailure } from '../runtime/types';

/** The options object of an N/* call, as a script passed it. */
export type Options = Readonly<Record<string, unknown>>;

export interface Requirement {
  /** `cache.getCache`: how the platform's message names the call. */
  readonly call: string;
  readonly names: readonly string[];
  /** Error name for a missing one; `SSS_MISSING_REQD_ARGUMENT` where not given. */
  readonly missing?: string;
}

/**
 * The options of a call, with its required members checked: absent means undefined, null or an empty string. Throws
 * SSS_MISSING_REQD_ARGUMENT, `{call}: Missing a required argument: {name}` (platform facts 1.6).
 */
export function requiredOptions(args: readonly unknown[], requirement: Requirement): Options {
  const options = optionsOf(args);
  for (const name of requirement.names) {
    const value = options[name];
    if (value !== undefined && value !== null && value !== '') continue;
    throw new SuiteScriptFailure(requirement.missing ?? 'SSS_MISSING_REQD_ARGUMENT', `${requirement.call}: Missing a required argument: ${name}`);
  }
  return options;
}

/** The options of a call that requires none. */
export function optionsOf(args: readonly unknown[]): Options {
  const [first] = args;
  return typeof first === 'object' && first !== null ? first as Options : {};
}

/** A member that has to be text. Throws WRONG_PARAMETER_TYPE. */
export function textOption(options: Options, call: string, name: string): string {
  const value = options[name];
  if (typeof value === 'string') return value;
  throw wrongType(call, name, 'string');
}

export function wrongType(call: string, name: string, expected: string): SuiteScriptFailure {
  return new SuiteScriptFailure('WRONG_PARAMETER_TYPE', `${call}: Wrong parameter type: ${name} is expected as ${expected}.`);
}
