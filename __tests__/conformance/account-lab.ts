import { publishedApi } from '../../emulator/runtime/published-api';
import type { Emulator } from '../../emulator/types';
import { bootTestEmulator, mainSubsidiary } from '../support/emulator';
import { scriptFile } from '../support/sdf-project';
import { userEventFiles } from '../support/user-event-project';

/** Every module a script may name: the published ones and the one that Oracle's stubs lack. */
export const MODULES = [...Object.keys(publishedApi()), 'N/crypto/random'];

/** One question put to a script: the body of a function that sees `N` (modules by name) and `ids` (seeded records). */
export interface Question {
  readonly id: string;
  readonly body: string;
}

/** What came of it: the value, the name of the error it threw, or what it asked for that is not emulated. */
export type Answer = { readonly value: unknown } | { readonly error: string } | { readonly refused: string };

const SCRIPT = `
  const N = {};
  const names = ${JSON.stringify(MODULES)};
  return { post: ({ questions, ids }) => {
    names.forEach((name) => { N[name] = require(name); });
    return questions.map(({ id, body }) => {
      try { return [id, { value: new Function('N', 'ids', '"use strict";' + body)(N, ids) }]; } catch (error) { return [id, { error: error.name }]; }
    });
  } };
`;

/** Fails where an order's memo says so, once the order is saved. */
const WATCH = `return { afterSubmit: ({ newRecord }) => {
  if (newRecord.getValue('memo') === 'fail') throw error.create({ name: 'FAILED', message: 'as asked' });
} };`;

/** A booted account with one record of each governance category, and a RESTlet that answers questions. */
export interface AccountLab {
  /** Asks in one execution, and leaves no record behind. Several questions at once may not be refused anything. */
  ask(questions: readonly Question[]): ReadonlyMap<string, Answer>;
}

export async function openAccountLab(): Promise<AccountLab> {
  const emulator = await bootTestEmulator({
    files: { 'FileCabinet/SuiteScripts/sample/inbound.js': scriptFile('Restlet', SCRIPT), ...userEventFiles('watch', { recordType: 'SALESORDER', body: WATCH }) },
  });
  const ids = seed(emulator);
  return {
    ask: (questions) => {
      const point = emulator.checkpoint();
      const reply = emulator.callRestlet({
        scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', method: 'post', argument: { questions, ids }, actor: emulator.administratorActor(),
      });
      point.restore();
      const [only, second] = questions;
      if (reply.kind === 'failed' && reply.code === 'EMULATOR_NOT_IMPLEMENTED' && only !== undefined && second === undefined) {
        return new Map([[only.id, { refused: reply.message }]]);
      }
      if (reply.kind !== 'returned') throw new Error(`The questions were not answered: ${JSON.stringify(reply)}`);
      return new Map(reply.value as [string, Answer][]);
    },
  };
}

function seed(emulator: Emulator): Readonly<Record<string, number>> {
  const subsidiary = mainSubsidiary(emulator);
  const make = (type: string, values: Parameters<Emulator['createRecord']>[0]['values']): number => emulator.createRecord({ type, values });
  const income = make('account', { acctname: 'Sales', acctnumber: '4000', accttype: 'Income' });
  const customer = make('customer', { companyname: 'Acme', subsidiary, email: 'ap@acme.example' });
  const item = make('noninventoryitem', { itemid: 'SHIRT', incomeaccount: income, subsidiary: [subsidiary] });
  const order = emulator.createRecord({ type: 'salesorder', values: { entity: customer }, sublists: { item: [{ item, quantity: 2, rate: 5 }] } });
  const spare = make('customer', { companyname: 'Nobody buys here', subsidiary });
  const employee = make('employee', { firstname: 'Ada', lastname: 'Example', email: 'ada@example.com', subsidiary });
  const ticket = Number(emulator.query('SELECT MIN(id) AS id FROM customrecord_ticket')[0]?.['id']);
  return { customer, employee, item, order, spare, ticket };
}
