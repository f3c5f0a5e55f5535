import type { Emulator } from '../emulator/types';
import type { Example } from './contract-document';

/** Undoes what no checkpoint of the account takes back. */
export type Undo = () => void;

const nothing: Undo = () => undefined;

/** The one thing that cannot be brought about in an account that is open already. */
const PRODUCTION = 'the account is a production account';

/** What must be so in the account before an example's call, by the words of `x-given`. */
const GIVENS: Readonly<Record<string, (emulator: Emulator) => Undo>> = {
  [PRODUCTION]: () => nothing,
  'the note is made 500,000 characters long': () => nothing,
  'the id is sent as 820982911946154508': () => nothing,
  'the source is bound to somebody else': (emulator) => keySetting(emulator, 'binding:erp', '{"roles":[],"users":[999999]}'),
  'an administrator keyed a binding that is cut': (emulator) => keySetting(emulator, 'binding:shopify', '{"roles":['),
  'an administrator closed the intake': (emulator) => keySetting(emulator, 'intake', '{"open":false}'),
  'the period Oct 2026 is closed': closeOctober,
  'NetSuite fails while it saves': (emulator) => refuse(emulator, SAVE, 'salesorder', { name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred. Error ID: m0x7' }),
  'NetSuite has too many requests under way': (emulator) => refuse(emulator, LOAD, 'salesorder', { name: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request limit exceeded.' }),
  'somebody saves the order at the same time': (emulator) => refuse(emulator, LOAD, 'salesorder', { name: 'RCRD_HAS_BEEN_CHANGED', message: 'Record has been changed' }),
  'the role of the connector may not open sales orders': (emulator) => refuse(emulator, LOAD, 'salesorder', { name: 'INSUFFICIENT_PERMISSION', message: 'Permission Violation: You need a higher level of the \'Transactions -> Sales Order\' permission to access this page.' }),
  'the account asks for a department on every bill': (emulator) => refuse(emulator, SAVE, 'vendorbill', { name: 'USER_ERROR', message: 'Please enter value(s) for: Department' }),
  'the sweep has come round': sweep,
  'account 1234567 took the document, and this one was copied from it': copiedFromProduction,
};

/** True where an example is of a production account. */
export function wantsProduction(example: Example): boolean {
  return example['x-given'] === PRODUCTION;
}

/** Brings about what an example says of the account. Throws for words that nobody knows how to bring about. */
export function bringAbout(emulator: Emulator, example: Example): Undo {
  const given = example['x-given'];
  if (given === undefined) return nothing;
  const known = GIVENS[given];
  if (known === undefined) throw new Error(`Nobody knows how to bring about "${given}".`);
  return known(emulator);
}

/** An example's body as it is sent; two of them cannot stand in a page as they are. */
export function bodyText(example: Example): string {
  const text = JSON.stringify(example.value);
  switch (example['x-given']) {
    case 'the note is made 500,000 characters long': return text.replace('...', 'x'.repeat(500_000));
    case 'the id is sent as 820982911946154508': return text.replace('"id":0', '"id":820982911946154508');
    default: return text;
  }
}

/** Keys a setting as an administrator would: on the row that is there, or on a new one. */
function keySetting(emulator: Emulator, name: string, value: string): Undo {
  const [row] = emulator.query('SELECT id FROM customrecord_dkt_setting WHERE custrecord_dkt_set_name = ?', [name]);
  const values = { custrecord_dkt_set_name: name, custrecord_dkt_set_value: value };
  const request = { type: 'customrecord_dkt_setting', actor: emulator.administratorActor(), context: 'USERINTERFACE' } as const;
  const saved = row === undefined ? emulator.saveAs({ ...request, values: { externalid: name, ...values } }) : emulator.saveAs({ ...request, values, id: Number(row['id']) });
  if (saved.kind !== 'saved') throw new Error(`The setting ${name} was not saved.`);
  return nothing;
}

function closeOctober(emulator: Emulator): Undo {
  const [row] = emulator.query("SELECT id FROM accountingperiod WHERE periodname = 'Oct 2026'");
  const saved = emulator.saveAs({ type: 'accountingperiod', id: Number(row?.['id']), values: { closed: true }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  if (saved.kind !== 'saved') throw new Error('The period Oct 2026 was not closed.');
  return nothing;
}

const SAVE = 'N/record.Record.save';
const LOAD = 'N/record.load';

/** Has a call of SuiteScript on records of a type fail, without an effect, as NetSuite would. */
function refuse(emulator: Emulator, call: string, recordType: string, error: { readonly name: string; readonly message: string }): Undo {
  return emulator.onCall(({ member, detail }) => (member === call && detail.startsWith(recordType) ? { kind: 'error-before', ...error } : undefined));
}

/** Milliseconds past the longest wait of one sweep. */
const A_SWEEP_LATER = 31 * 60 * 1000;

function sweep(emulator: Emulator): Undo {
  emulator.advanceTime(A_SWEEP_LATER);
  return nothing;
}

/** Gives every operation to the account that a sandbox is copied from. */
function copiedFromProduction(emulator: Emulator): Undo {
  for (const { id } of emulator.query('SELECT id FROM customrecord_dkt_operation')) {
    const saved = emulator.saveAs({ type: 'customrecord_dkt_operation', id: Number(id), values: { custrecord_dkt_op_account: '1234567' }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
    if (saved.kind !== 'saved') throw new Error(`Operation ${String(id)} was not given to another account.`);
  }
  return nothing;
}
