import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateOrder } from '../../emulator/runtime/types';
import { customerMap, orderMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const A_MINUTE = 60_000;
const QUARTER_MS = 15 * A_MINUTE;

const THROWER = 'customscript_lab_thrower';

const THROWER_XML = `<usereventscript scriptid="${THROWER}">
  <name>Lab Thrower</name> <scriptfile>[/SuiteScripts/docket/lab_thrower.js]</scriptfile>
  <scriptdeployments><scriptdeployment scriptid="customdeploy_lab_thrower">
    <status>RELEASED</status> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>T</allroles> <recordtype>CUSTOMER</recordtype>
  </scriptdeployment></scriptdeployments>
</usereventscript>
`;

/** Another project's script, which fails after the customer is saved where its comments say so. */
const THROWER_FILE = `/**
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 */
define([], () => ({
  afterSubmit: ({ newRecord }) => {
    if (newRecord.getValue({ fieldId: 'comments' }) === 'throws') throw new Error('The loyalty service does not answer.');
  },
}));
`;

function addThrower(folder: string): void {
  mkdirSync(join(folder, 'Objects'), { recursive: true });
  writeFileSync(join(folder, 'Objects', `${THROWER}.xml`), THROWER_XML);
  writeFileSync(join(folder, 'FileCabinet', 'SuiteScripts', 'docket', 'lab_thrower.js'), THROWER_FILE);
}

const note = [ownRow('comments', '/note')];
const lab = openLab([customerMap('party', { fields: note }), orderMap('order')], [], () => undefined, addThrower);

/** The call by which a record is looked for. */
const LOOKED = 'N/search.ResultSet.getRange';

const UNEXPECTED = { name: 'UNEXPECTED_ERROR', message: 'An unexpected error has occurred.' };
const party = (text: string) => ({ id: '1', name: 'Wren Audio', note: text });
const order = { id: '1', lines: [{ id: 'a', sku: 'SHOPIFY-SHIPPING', quantity: 1, price: '10.00' }] };
const status = async (key: string) => (await lab().get(`source=lab&idempotencyKey=${key}`)).body;
const customers = () => lab().emulator.query("SELECT id FROM customer WHERE externalid LIKE 'lab_%'").length;
const orders = () => lab().emulator.query("SELECT id FROM transaction WHERE externalid LIKE 'lab_%'").length;

const removals: (() => void)[] = [];

afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

/** Counts saves of records of a type that reach the account. */
function savesOf(recordType: string): () => number {
  let saves = 0;
  removals.push(lab().emulator.onOrder(({ member, detail }, struck) => {
    if (member === 'N/record.Record.save' && detail.startsWith(`${recordType}:`) && struck?.kind !== 'error-before') saves += 1;
  }));
  return () => saves;
}

/** Every search for a record of this type fails until the removal is called. */
function blind(recordType: string): () => void {
  const remove = lab().emulator.onCall(({ member, detail }) => (
    member === LOOKED && detail.startsWith(recordType) ? { kind: 'error-before', name: 'SSS_SEARCH_TIMEOUT', message: 'Search timed out.' } : undefined));
  removals.push(remove);
  return remove;
}

const strike = (recordType: string, kind: 'error-before' | 'error-after'): void => {
  const struck: GateOrder = { kind, ...UNEXPECTED };
  lab().strikeSave(recordType, struck);
};

describe('a save that throws after the commit', () => {
  it('because another script\'s afterSubmit failed is found and settled as applied, in the call itself', async () => {
    const saves = savesOf('customer');
    const { body } = await lab().send('party', 'k', party('throws'));
    expect(body).toMatchObject({ outcome: 'applied', result: { externalId: 'lab_party_1' }, problem: null });
    expect([customers(), saves()]).toEqual([1, 1]);
    lab().sweep();
    expect([customers(), saves()]).toEqual([1, 1]);
    expect(await status('k')).toMatchObject({ outcome: 'applied' });
  });

  it('in an update is found by the stamp on the record, and saved once', async () => {
    await lab().send('party', 'k1', party('A'));
    const saves = savesOf('customer');
    expect((await lab().send('party', 'k2', party('throws'))).body).toMatchObject({ outcome: 'applied' });
    expect([saves(), lab().customer('party', '1')['comments']]).toEqual([1, 'throws']);
  });

  it.each([['customer', 'party', party('B')], ['salesorder', 'order', order]] as const)('of a %s that cannot be looked for in the call is unknown, and settled as applied by the sweep that sees it', async (recordType, type, document) => {
    strike(recordType, 'error-after');
    const saves = savesOf(recordType);
    const sees = blind(recordType);
    const { body } = await lab().send(type, 'k', document);
    expect(body).toMatchObject({ custody: true, outcome: 'unknown', waitsFor: 'probe', problem: { code: 'effect_unknown', observed: UNEXPECTED }, safeNewKey: false });
    sees();
    lab().sweep();
    expect(await status('k')).toMatchObject({ outcome: 'applied', result: { externalId: `lab_${type}_1` }, problem: null });
    expect([customers() + orders(), saves()]).toEqual([1, 1]);
    expect((await lab().send(type, 'k', document)).body).toMatchObject({ outcome: 'applied', replayed: true });
  });

  it('whose run then dies is settled by the sweep, never saved twice', async () => {
    const saves = savesOf('customer');
    strike('customer', 'error-after');
    const remove = lab().emulator.onCall(({ member }) => {
      if (member !== LOOKED) return undefined;
      remove();
      return { kind: 'kill-before' };
    });
    await expect(lab().send('party', 'k', party('B'))).rejects.toThrow('socket hang up');
    expect(await status('k')).toMatchObject({ outcome: 'accepted' });
    lab().sweep();
    expect(await status('k')).toMatchObject({ outcome: 'applied' });
    expect([customers(), saves()]).toEqual([1, 1]);
  });
});

describe('a save that throws and did not commit', () => {
  it.each([['customer', 'party', party('B')], ['salesorder', 'order', order]] as const)('of a %s is unknown, and saved by the sweep once it has seen that it is not there', async (recordType, type, document) => {
    const told: string[] = [];
    const remove = lab().emulator.onOrder(({ member, detail, execution }) => {
      if (execution.scriptType !== 'mapreduce') return;
      if (member === LOOKED && detail.startsWith(recordType)) told.push('looked');
      if (member === 'N/record.Record.save' && detail.startsWith(`${recordType}:`)) told.push('saved');
    });
    removals.push(remove);
    strike(recordType, 'error-before');
    expect((await lab().send(type, 'k', document)).body).toMatchObject({ outcome: 'unknown', problem: { code: 'effect_unknown', observed: UNEXPECTED } });
    expect(customers() + orders()).toBe(0);
    lab().sweep();
    expect(await status('k')).toMatchObject({ outcome: 'applied', attempt: { number: 2 } });
    expect([customers() + orders(), told]).toEqual([1, ['looked', 'saved']]);
  });

  it('for a reason that a person must mend goes to that person once it is seen that it is not there', async () => {
    lab().strikeSave('customer', { kind: 'error-before', name: 'INVALID_KEY_OR_REF', message: 'Invalid subsidiary reference key 99.' });
    expect((await lab().send('party', 'k', party('B'))).body).toMatchObject({ outcome: 'unknown' });
    lab().sweep();
    expect(await status('k')).toMatchObject({ outcome: 'needs_review', result: null, problem: { code: 'netsuite_reference', observed: { name: 'INVALID_KEY_OR_REF' } } });
    expect(customers()).toBe(0);
  });
});

describe('an effect that cannot be looked for', () => {
  it.each([['stands', 'error-after', 1], ['does not stand', 'error-before', 0]] as const)('and %s is looked for within two hours, goes then to a person, and is never saved again by machine', async (_how, kind, made) => {
    const saves = savesOf('customer');
    const sees = blind('customer');
    strike('customer', kind);
    expect((await lab().send('party', 'k', party('B'))).body).toMatchObject({ outcome: 'unknown' });
    const outcomes: unknown[] = [];
    for (let quarter = 0; quarter < 10; quarter += 1) {
      lab().sweep(QUARTER_MS);
      outcomes.push((await status('k'))['outcome']);
    }
    sees();
    expect(outcomes.slice(0, 7)).toEqual(outcomes.slice(0, 7).map(() => 'unknown'));
    expect(outcomes.at(-1)).toBe('needs_review');
    expect(await status('k')).toMatchObject({
      outcome: 'needs_review', problem: { code: 'effect_undecided', detail: expect.stringContaining('SSS_SEARCH_TIMEOUT') as string, observed: UNEXPECTED }, attempt: { nextAt: null },
    });
    lab().sweep();
    expect([customers(), saves()]).toEqual([made, made]);
  });

  it('for a while is settled by the first probe that sees it, as no attempt', async () => {
    const saves = savesOf('customer');
    const sees = blind('customer');
    strike('customer', 'error-after');
    await lab().send('party', 'k', party('B'));
    lab().sweep(4 * QUARTER_MS);
    expect(await status('k')).toMatchObject({ outcome: 'unknown', attempt: { number: 1 } });
    sees();
    lab().sweep();
    expect(await status('k')).toMatchObject({ outcome: 'applied' });
    expect([customers(), saves()]).toEqual([1, 1]);
  });
});
