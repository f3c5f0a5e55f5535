import { ADDRESS_FIELDS } from '../metadata/standard/address';
import type { FieldDefinition, RecordCategory, StoredValue } from '../metadata/types';
import { newAddress } from '../records/addresses';
import type { RecordDraft, RecordService, SaveContext, SubrecordDraft } from '../records/types';
import type { RuntimeServices } from '../runtime/services';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import { optionsOf, requiredOptions } from './arguments';
import type { Options } from './arguments';
import { lineMethods, lineOf, sublistOf } from './record-lines';
import { guestFromStored, storedFromGuest, textFromStored } from './record-values';
import type { ValueScope } from './record-values';
import type { GuestMembers, ModuleHost } from './types';

/** What N/record needs of the account. */
export interface RecordServices extends RuntimeServices {
  readonly records: RecordService;
  /** Company time zone, IANA name. */
  readonly timeZone: string;
  /** Name of the row that a select pointing at `target` means by this id. */
  referenceText(target: string, id: number): string | undefined;
  /** Undefined for a type the account does not have. */
  categoryOf(recordType: string): RecordCategory | undefined;
  /** Body field of a record type. */
  fieldOf(recordType: string, fieldId: string): FieldDefinition | undefined;
}

export type RecordHost = ModuleHost<RecordServices>;

type Fields = ReadonlyMap<string, FieldDefinition>;

/** One record in a script's hands: its draft, and whether it was new and is saved now. */
interface OpenRecord {
  readonly draft: RecordDraft;
  savedNew: boolean;
}

export function scopeOf(host: RecordHost): ValueScope {
  const { services, realm } = host;
  return { realm, timeZone: services.timeZone, referenceText: (target, id) => services.referenceText(target, id) };
}

/** Who saves or reads, and from where. What a user event script does sets off no further ones (platform facts 4.4). */
export function saveContext({ execution, services }: RecordHost): SaveContext {
  return { actor: execution.actor, context: execution.context, nowMs: services.clock.nowMs(), withinUserEvent: execution.scriptType === 'userevent' };
}

/** `options.id`: an internal id as number or digits. SSS_INVALID_TYPE_ARG for anything else. */
export function idOption(options: Options): number {
  const { id } = options;
  const value = typeof id === 'string' && /^-?\d+$/.test(id) ? Number(id) : id;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', 'You have entered an invalid type argument: id');
}

/** Usage units of a save or delete, by category (platform facts 1.1). */
export const WRITE_UNITS: Readonly<Record<RecordCategory, number>> = { transaction: 20, custom: 4, other: 10 };

/** What a script may do with a record it holds: all; all but save it (newRecord of a user event); read it alone. */
export type RecordHold = 'own' | 'lent' | 'read';

/** A Record of a script's realm over a draft, in standard mode. */
export function recordObject(host: RecordHost, draft: RecordDraft, hold: RecordHold = 'own'): object {
  const open: OpenRecord = { draft, savedNew: false };
  const scope = scopeOf(host);
  const object: object = host.realm.object({
    published: 'N/record.Record',
    getters: { id: () => draft.id ?? null, type: () => draft.definition.id, isDynamic: () => false },
    methods: {
      ...bodyMethods({ fields: draft.definition.fields, name: draft.definition.id, values: draft.values, noteSet: (id) => draft.changed.add(id) }, scope, () => object),
      // An inline edit shows user events the fields that it names and no more (help section_4407992070).
      getFields: () => host.realm.toGuest(draft.inline === true ? [...draft.values.keys()] : [...draft.definition.fields.keys()]),
      ...lineMethods(draft, scope, () => object),
      getSubrecord: (...args) => bodySubrecord(host, draft, requiredOptions(args, { call: 'Record.getSubrecord', names: ['fieldId'] }), hold),
      getSublistSubrecord: (...args) => lineSubrecord(host, draft,
        requiredOptions(args, { call: 'Record.getSublistSubrecord', names: ['sublistId', 'fieldId', 'line'] }), hold),
      save: (...args) => saveRecord(host, open, optionsOf(args)),
      ...withheld(hold),
    },
  });
  return object;
}

const CHANGES = ['setValue', 'setSublistValue', 'insertLine', 'removeLine'] as const;

/** What NetSuite does with such a call is not documented, so that it is refused by name. */
function withheld(hold: RecordHold): NonNullable<GuestMembers['methods']> {
  const members = hold === 'own' ? [] : hold === 'lent' ? ['save'] : [...CHANGES, 'save'];
  return Object.fromEntries(members.map((member) => [member, () => {
    throw new NotEmulated(`Record.${member} on ${hold === 'read' ? 'a read-only record' : 'the newRecord'} of a user event`);
  }]));
}

interface Body {
  readonly fields: Fields;
  /** Record type, for refusals. */
  readonly name: string;
  readonly values: Map<string, StoredValue>;
  /** Told of every field that is set. */
  readonly noteSet: (fieldId: string) => void;
}

function bodyMethods(body: Body, scope: ValueScope, self: () => object): NonNullable<GuestMembers['methods']> {
  /** Set by this script, so that `getText` may no longer be asked in standard mode. */
  const setHere = new Set<string>();
  return {
    getValue(...args) {
      const field = fieldOf(body, namedOptions(args, 'getValue'));
      return guestFromStored(scope, field, body.values.get(field.id));
    },
    getText(...args) {
      const field = fieldOf(body, namedOptions(args, 'getText'));
      if (setHere.has(field.id)) {
        throw new SuiteScriptFailure('SSS_INVALID_API_USAGE', 'Invalid API usage. You must use getValue to return the value set with setValue.');
      }
      return textFromStored(scope, field, body.values.get(field.id));
    },
    setValue(...args) {
      const options = namedOptions(args, 'setValue');
      const field = fieldOf(body, options);
      if (options['value'] === undefined) {
        throw new SuiteScriptFailure('SSS_MISSING_REQD_ARGUMENT', 'Record.setValue: Missing a required argument: value');
      }
      if (field.readOnly === true) throw new NotEmulated(`setting the read-only field ${body.name}.${field.id}`);
      body.values.set(field.id, storedFromGuest(scope, field, options['value']));
      body.noteSet(field.id);
      setHere.add(field.id);
      return self();
    },
  };
}

/** `getValue({ fieldId })` and the short forms `getValue(fieldId)`, `setValue(fieldId, value)`. */
function namedOptions(args: readonly unknown[], member: string): Options {
  const [first, second] = args;
  const given = typeof first === 'string' ? [{ fieldId: first, value: second }] : args;
  return requiredOptions(given, { call: `Record.${member}`, names: ['fieldId'] });
}

/** A field that the registry does not know may be real elsewhere: it is refused by name. */
function fieldOf(body: Body, options: Options): FieldDefinition {
  const id = String(options['fieldId']);
  const field = body.fields.get(id);
  if (field === undefined) throw new NotEmulated(`field ${body.name}.${id}`);
  return field;
}

function bodySubrecord(host: RecordHost, draft: RecordDraft, options: Options, hold: RecordHold): object {
  const fieldId = String(options['fieldId']);
  if (!draft.definition.subrecords.has(fieldId)) throw notASubrecord(fieldId);
  return addressObject(host, draft.subrecords, fieldId, hold);
}

function lineSubrecord(host: RecordHost, draft: RecordDraft, options: Options, hold: RecordHold): object {
  const fieldId = String(options['fieldId']);
  if (!sublistOf(draft, options).subrecords.has(fieldId)) throw notASubrecord(fieldId);
  return addressObject(host, lineOf(draft, options).subrecords, fieldId, hold);
}

function notASubrecord(fieldId: string): SuiteScriptFailure {
  return new SuiteScriptFailure('FIELD_1_IS_NOT_A_SUBRECORD_FIELD', `Field ${fieldId} is not a subrecord field.`);
}

/** An address in a script's hands. A missing one joins its record with the first value that is set. */
function addressObject(host: RecordHost, owner: Map<string, SubrecordDraft>, fieldId: string, hold: RecordHold): object {
  const values = owner.get(fieldId) ?? newAddress();
  const noteSet = () => { owner.set(fieldId, values); };
  const object: object = host.realm.object({
    published: 'N/record.Record',
    getters: { id: () => null, type: () => 'address', isDynamic: () => false },
    methods: { ...bodyMethods({ fields: ADDRESS_FIELDS, name: 'address', values, noteSet }, scopeOf(host), () => object), ...withheld(hold) },
  });
  return object;
}

function saveRecord(host: RecordHost, open: OpenRecord, options: Options): number {
  const { draft } = open;
  if (options['enableSourcing'] === true) throw new NotEmulated('Record.save with enableSourcing');
  if (open.savedNew) throw new NotEmulated('a second save of a record made by record.create');
  const { services } = host;
  const call = { member: 'N/record.Record.save', units: WRITE_UNITS[draft.definition.category], detail: `${draft.definition.id}:${String(draft.id ?? 'new')}` };
  return host.call(call, () => {
    const id = services.records.save(draft,
      { ignoreMandatoryFields: options['ignoreMandatoryFields'] === true, enableSourcing: false },
      saveContext(host));
    open.savedNew = draft.id === undefined;
    return id;
  });
}
