import type { RecordCategory, StoredValue } from '../metadata/types';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import { requiredOptions } from './arguments';
import type { Options } from './arguments';
import { recordObject, saveContext, scopeOf, WRITE_UNITS } from './record-object';
import type { RecordHost, RecordServices } from './record-object';
import { storedFromGuest } from './record-values';
import type { EmulatedModule } from './types';

/** Usage units of create, load and submitFields, by category (platform facts 1.1). */
const READ_UNITS: Readonly<Record<RecordCategory, number>> = { transaction: 10, custom: 2, other: 5 };

const RECORD_MEMBERS = [
  'id', 'type', 'isDynamic', 'getValue', 'setValue', 'getText', 'getLineCount', 'getSublistValue', 'getSublistText', 'setSublistValue',
  'insertLine', 'removeLine', 'findSublistLineWithValue', 'getSubrecord', 'getSublistSubrecord', 'save',
];

/** N/record in standard mode over the record service. Dynamic mode, copy, transform, attach and macros are refused. */
export const recordModule: EmulatedModule<RecordServices> = {
  name: 'N/record',
  emulated: ['create', 'load', 'submitFields', 'delete', 'Type', ...RECORD_MEMBERS.map((member) => `Record.${member}`)],
  build: (host) => ({
    methods: {
      create: (...args) => create(host, requiredOptions(args, { call: 'record.create', names: ['type'] })),
      load: (...args) => load(host, requiredOptions(args, { call: 'record.load', names: ['type', 'id'] })),
      submitFields: (...args) => submitFields(host, requiredOptions(args, { call: 'record.submitFields', names: ['type', 'id', 'values'] })),
      delete: (...args) => remove(host, requiredOptions(args, { call: 'record.delete', names: ['type', 'id'] })),
    },
  }),
};

function create(host: RecordHost, options: Options): object {
  const type = typeOf(options);
  refuseModes(options);
  return host.call({ member: 'N/record.create', units: READ_UNITS[categoryOf(host, type)], detail: type },
    () => recordObject(host, host.services.records.create(type, host.execution.actor, saveContext(host))));
}

function load(host: RecordHost, options: Options): object {
  const type = typeOf(options);
  const id = idOf(options);
  refuseModes(options);
  return host.call({ member: 'N/record.load', units: READ_UNITS[categoryOf(host, type)], detail: `${type}:${String(id)}` },
    () => recordObject(host, host.services.records.load(type, id, host.execution.actor, saveContext(host))));
}

function submitFields(host: RecordHost, options: Options): number {
  const type = typeOf(options);
  const id = idOf(options);
  const { values } = options;
  if (typeof values !== 'object' || values === null) throw missing('record.submitFields', 'values');
  return host.call({ member: 'N/record.submitFields', units: READ_UNITS[categoryOf(host, type)], detail: `${type}:${String(id)}` }, () => {
    const stored = storedValues(host, type, values as Options);
    const settings = objectOf(options['options']);
    const save = { ignoreMandatoryFields: settings['ignoreMandatoryFields'] === true, enableSourcing: true };
    return host.services.records.submitFields({ type, id, values: stored }, save, saveContext(host));
  });
}

function remove(host: RecordHost, options: Options): number {
  const type = typeOf(options);
  const id = idOf(options);
  return host.call({ member: 'N/record.delete', units: WRITE_UNITS[categoryOf(host, type)], detail: `${type}:${String(id)}` },
    () => host.services.records.remove(type, id, saveContext(host)));
}

function storedValues(host: RecordHost, type: string, values: Options): ReadonlyMap<string, StoredValue> {
  const scope = scopeOf(host);
  // An unknown type is for the service to refuse, not its fields.
  if (host.services.categoryOf(type) === undefined) return new Map();
  return new Map(Object.entries(values).map(([fieldId, value]) => {
    const field = host.services.fieldOf(type, fieldId);
    if (field === undefined) throw new NotEmulated(`field ${type}.${fieldId}`);
    return [fieldId, storedFromGuest(scope, field, value)];
  }));
}

/** A type that the account does not have is refused by the service; until then it is charged as a custom or other record. */
function categoryOf(host: RecordHost, type: string): RecordCategory {
  return host.services.categoryOf(type) ?? (type.startsWith('customrecord') ? 'custom' : 'other');
}

function typeOf(options: Options): string {
  return String(options['type']);
}

function idOf(options: Options): number {
  const { id } = options;
  const value = typeof id === 'string' && /^-?\d+$/.test(id) ? Number(id) : id;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', 'You have entered an invalid type argument: id');
}

function objectOf(value: unknown): Options {
  return typeof value === 'object' && value !== null ? value as Options : {};
}

function missing(call: string, name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: ${name}`);
}

function refuseModes(options: Options): void {
  if (options['isDynamic'] === true) throw new NotEmulated('N/record in dynamic mode');
  if (Object.keys(objectOf(options['defaultValues'])).length > 0) throw new NotEmulated('N/record defaultValues');
}
