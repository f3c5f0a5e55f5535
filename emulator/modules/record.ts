import type { RecordCategory, StoredValue } from '../metadata/types';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import { requiredOptions } from './arguments';
import type { Options } from './arguments';
import { idOption, recordObject, saveContext, scopeOf, WRITE_UNITS } from './record-object';
import type { RecordHost, RecordServices } from './record-object';
import { storedFromGuest } from './record-values';
import type { EmulatedModule } from './types';

/** Usage units of create, load and submitFields, by category (platform facts 1.1). */
const READ_UNITS: Readonly<Record<RecordCategory, number>> = { transaction: 10, custom: 2, other: 5 };

const RECORD_MEMBERS = [
  'id', 'type', 'isDynamic', 'getValue', 'setValue', 'getText', 'getFields', 'getLineCount', 'getSublistValue', 'getSublistText', 'setSublistValue',
  'insertLine', 'removeLine', 'findSublistLineWithValue', 'getSubrecord', 'getSublistSubrecord', 'save',
];

/** N/record in standard mode over the record service. Dynamic mode, copy, attach and macros are refused. */
export const recordModule: EmulatedModule<RecordServices> = {
  name: 'N/record',
  emulated: ['create', 'load', 'transform', 'submitFields', 'delete', 'Type', ...RECORD_MEMBERS.map((member) => `Record.${member}`)],
  build: (host) => ({
    methods: {
      create: (...args) => create(host, requiredOptions(args, { call: 'record.create', names: ['type'] })),
      transform: (...args) => transform(host, requiredOptions(args, { call: 'record.transform', names: ['fromType', 'fromId', 'toType'] })),
      load: (...args) => load(host, requiredOptions(args, { call: 'record.load', names: ['type', 'id'] })),
      submitFields: (...args) => submitFields(host, requiredOptions(args, { call: 'record.submitFields', names: ['type', 'id', 'values'] })),
      delete: (...args) => remove(host, requiredOptions(args, { call: 'record.delete', names: ['type', 'id'] })),
    },
  }),
};

function create(host: RecordHost, options: Options): object {
  const type = typeOf(options);
  refuseDynamic(options);
  const entity = defaultEntity(options);
  const { records } = host.services;
  return host.call({ member: 'N/record.create', units: READ_UNITS[categoryOf(host, type)], detail: type }, () => recordObject(host, entity === undefined
    ? records.create(type, host.execution.actor, saveContext(host))
    : records.initialize(type, entity, host.execution.actor, saveContext(host))));
}

/** Charged as a call on the target's category (platform facts 1.1). */
function transform(host: RecordHost, options: Options): object {
  const request = { fromType: String(options['fromType']), fromId: idOption({ id: options['fromId'] }), toType: String(options['toType']) };
  refuseModes(options);
  const detail = `${request.fromType}:${String(request.fromId)} to ${request.toType}`;
  return host.call({ member: 'N/record.transform', units: READ_UNITS[categoryOf(host, request.toType)], detail },
    () => recordObject(host, host.services.records.transform(request, host.execution.actor, saveContext(host))));
}

/** The one default value that is taken: whose payment or refund a new one is. */
function defaultEntity(options: Options): number | undefined {
  const defaults = objectOf(options['defaultValues']);
  const names = Object.keys(defaults);
  if (names.length === 0) return undefined;
  if (names.length > 1 || names[0] !== 'entity') throw new NotEmulated('N/record defaultValues');
  return idOption({ id: defaults['entity'] });
}

function load(host: RecordHost, options: Options): object {
  const type = typeOf(options);
  const id = idOption(options);
  refuseModes(options);
  return host.call({ member: 'N/record.load', units: READ_UNITS[categoryOf(host, type)], detail: `${type}:${String(id)}` },
    () => recordObject(host, host.services.records.load(type, id, host.execution.actor, saveContext(host))));
}

function submitFields(host: RecordHost, options: Options): number {
  const type = typeOf(options);
  const id = idOption(options);
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
  const id = idOption(options);
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

function objectOf(value: unknown): Options {
  return typeof value === 'object' && value !== null ? value as Options : {};
}

function missing(call: string, name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: ${name}`);
}

function refuseDynamic(options: Options): void {
  if (options['isDynamic'] === true) throw new NotEmulated('N/record in dynamic mode');
}

function refuseModes(options: Options): void {
  refuseDynamic(options);
  if (Object.keys(objectOf(options['defaultValues'])).length > 0) throw new NotEmulated('N/record defaultValues');
}
