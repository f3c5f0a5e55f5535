import { followSchedule } from '../../../emulator/simulation/schedules';
import type { Emulator } from '../../../emulator/types';
import { mainSubsidiary } from '../../support/emulator';
import { TICKET_RECORD } from '../../support/sdf-project';
import { bootTurnLab, outcomes, taker } from '../runtime/turn-lab';

const UNLOCKED = TICKET_RECORD.replaceAll('customrecord_ticket', 'customrecord_note').replaceAll('custrecord_ticket', 'custrecord_note').replaceAll('val_ticket', 'val_note')
  .replace('<includename>', '<enableoptimisticlocking>F</enableoptimisticlocking><includename>').replace(/<permissions>[\s\S]*<\/permissions>/, '')
  .replace('USEPERMISSIONLIST', 'NONENEEDED').replace(/<links>[\s\S]*<\/links>/, '');

/** A record of each class, with a number and a text that scripts may write. */
const CLASSES = {
  'a standard record': { type: 'customer', number: 'creditlimit', text: 'comments', make: (emulator: Emulator) => ({ companyname: 'Acme', subsidiary: mainSubsidiary(emulator) }) },
  'a custom record with optimistic locking': { type: 'customrecord_ticket', number: 'custrecord_ticket_count', text: 'custrecord_ticket_code', make: () => ({ name: 'N', custrecord_ticket_code: 'a' }) },
  'a custom record without': { type: 'customrecord_note', number: 'custrecord_note_count', text: 'custrecord_note_code', make: () => ({ name: 'N', custrecord_note_code: 'a' }) },
} as const;

type RecordClass = keyof typeof CLASSES;

const SAVE = "const one = record.load({ type: ids.type, id: ids.id }); one.setValue(ids.field, ids.value); try { one.save(); return 'saved'; } catch (e) { return [e.name, e.message]; }";
const FIELDS = "try { record.submitFields({ type: ids.type, id: ids.id, values: { [ids.field]: ids.value } }); return 'saved'; } catch (e) { return e.name; }";
const DELETE = "record.delete({ type: ids.type, id: ids.id }); return 'deleted';";

/** The first execution loads; the second runs whole; the first goes on. */
const BETWEEN = followSchedule([0, 0, 1, 1, 1, 1]);

async function crossed(recordClass: RecordClass, codes: { readonly first: string; readonly second: string; readonly secondField?: 'number' | 'text' }) {
  const emulator = await bootTurnLab({ files: { 'Objects/records/customrecord_note.xml': UNLOCKED } });
  const { type, number, text, make } = CLASSES[recordClass];
  const id = emulator.createRecord({ type, values: make(emulator) });
  const second = codes.secondField === 'text' ? { field: text, value: 'theirs' } : { field: number, value: 7 };
  const { replies } = emulator.interleave([
    taker(emulator, codes.first, { type, id, field: number, value: 5 }), taker(emulator, codes.second, { type, id, ...second }),
  ], BETWEEN);
  const exists = emulator.query(`SELECT id FROM ${type} WHERE id = ?`, [id]).length === 1;
  const values = exists ? emulator.readRecord(type, id).values : {};
  return { told: outcomes(replies), number: values[number], text: values[text] };
}

const CHANGED = ['RCRD_HAS_BEEN_CHANGED', 'Record has been changed'];
const COLLISION = ['CUSTOM_RECORD_COLLISION', 'Record has been changed'];

describe('a save of a record that another execution wrote since it was loaded', () => {
  it.each<[RecordClass, unknown, number]>([
    ['a standard record', CHANGED, 7],
    ['a custom record with optimistic locking', COLLISION, 7],
    ['a custom record without', 'saved', 5],
  ])('of %s, by a save, ends as %j', async (recordClass, told, number) => {
    expect(await crossed(recordClass, { first: SAVE, second: SAVE })).toMatchObject({ told: [told, 'saved'], number });
  });

  it.each<[RecordClass, unknown, number]>([
    ['a standard record', CHANGED, 7],
    ['a custom record with optimistic locking', COLLISION, 7],
    ['a custom record without', 'saved', 5],
  ])('of %s, by single fields, ends as %j', async (recordClass, told, number) => {
    expect(await crossed(recordClass, { first: SAVE, second: FIELDS })).toMatchObject({ told: [told, 'saved'], number });
  });

  it.each<RecordClass>(Object.keys(CLASSES) as RecordClass[])('of %s, which is gone, is refused', async (recordClass) => {
    const { told } = await crossed(recordClass, { first: SAVE, second: DELETE });
    expect(told).toEqual([['RCRD_DELETED_SINCE_RETRIEVED', expect.any(String)], 'deleted']);
  });
});

describe('single fields', () => {
  const READ_FIRST = `record.load({ type: ids.type, id: ids.id }); ${FIELDS}`;

  it.each<RecordClass>(Object.keys(CLASSES) as RecordClass[])('of %s are written whoever wrote since: the last writer of a field wins', async (recordClass) => {
    expect(await crossed(recordClass, { first: READ_FIRST, second: SAVE })).toMatchObject({ told: ['saved', 'saved'], number: 5 });
    expect(await crossed(recordClass, { first: READ_FIRST, second: FIELDS })).toMatchObject({ told: ['saved', 'saved'], number: 5 });
  });

  it.each<RecordClass>(Object.keys(CLASSES) as RecordClass[])('of %s leave the other fields to their last writer', async (recordClass) => {
    expect(await crossed(recordClass, { first: READ_FIRST, second: SAVE, secondField: 'text' })).toMatchObject({ told: ['saved', 'saved'], number: 5, text: 'theirs' });
  });
});
