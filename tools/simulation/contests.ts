import type { TurnTaker } from '../../emulator/types';
import { SWEEP, SWEEP_NOW, type Call } from './company';
import { bill, charge, clicked, customer, invoice, order, post, withdraw, type Sent } from './documents';
import { all, customerStands, invoices, orderStands, savesOrder, standing } from './expectations';
import { scenario, wrongEnd, type Failing, type Scenario } from './scenario';
import type { World } from './world';

/** Executions that run at the same time, with how the account is prepared and how it must end whoever is first. */
export interface Contest {
  readonly name: string;
  readonly prepare: (world: World) => void;
  /** Calls among them, in order; sweeps come last where they take part: the scheduled one, then the one on demand. */
  readonly calls: readonly Call[];
  readonly sweeps: 0 | 1 | 2;
  readonly alike: boolean;
  readonly executions: (world: World) => readonly TurnTaker[];
  readonly end: (world: World) => readonly string[];
}

interface ContestParts {
  readonly before?: readonly Sent[];
  readonly failing?: Failing;
  readonly calls: readonly Call[];
  readonly ends: Scenario['ends'];
  readonly account?: Scenario['account'];
  readonly sweeps?: 0 | 1 | 2;
  readonly alike?: boolean;
}

function contest(name: string, { calls, sweeps = 0, alike = false, ...parts }: ContestParts): Contest {
  const each = scenario(name, { ...parts, calls });
  return {
    name, calls, sweeps, alike,
    prepare(world) {
      each.prepare(world);
      // What is due is due now: a sweep that takes part has work.
      const due = sweeps > 0 ? world.company.due()[0]?.dueMs : undefined;
      if (due !== undefined) world.company.emulator.passTime(Math.max(0, due - world.company.emulator.nowMs()));
    },
    executions: ({ company }) => [...calls.map((call) => company.taking(call)), ...[SWEEP, SWEEP_NOW].slice(0, sweeps)],
    end: (world) => wrongEnd(world, each, true),
  };
}

const BUYER = customer('buyer', 7001, 1);
const FIRST = order('first', { id: 9001, version: 1, customer: 7001 });
const SAME = { ...FIRST, key: 'same' };
const NEWER = order('newer', { id: 9001, version: 3, customer: 7001, quantity: 2 });
const OLDER = order('older', { id: 9001, version: 2, customer: 7001 });
const INVOICE = invoice('invoice', 501, { dollars: 80 });
const CHARGE: Sent = { ...charge('charge', 601, { dollars: 80 }), text: charge('charge', 601, { dollars: 80 }).text.replace('in_601', 'in_501') };
const LATER: Sent = { ...FIRST, more: { mode: 'async' } };
const firstStands = orderStands({ id: 9001, version: 1, customer: 7001 });
const newerStands = orderStands({ id: 9001, version: 3, customer: 7001, quantity: 2 });
/** The first order rests with a person, because every save of it failed; now they work again. */
const AT_REST = { before: [BUYER, FIRST], failing: savesOrder };

/** The order stands where its operation says so, and not where it does not. */
function asStated(world: World): readonly string[] {
  const [row] = world.company.emulator.query("SELECT custrecord_dkt_op_state AS state FROM customrecord_dkt_operation WHERE custrecord_dkt_op_key = 'first'");
  return row?.['state'] === 'applied' ? firstStands(world) : standing('salesorder', 0)(world);
}

const ONE_WAY = ['applied', 'unchanged'];

/** Two and three executions at once: RESTlet against RESTlet, RESTlet against the sweep, one sweep against another, and what a person does against each. */
export const CONTESTS: readonly Contest[] = [
  contest('identical', { before: [BUYER], calls: [post(FIRST), post(FIRST)], alike: true, ends: { 'shopify first': ['applied'] }, account: firstStands }),
  contest('identical-three', { before: [BUYER], calls: [post(FIRST), post(FIRST), post(FIRST)], alike: true, ends: { 'shopify first': ['applied'] }, account: firstStands }),
  contest('other-key', { before: [BUYER], calls: [post(FIRST), post(SAME)], ends: { 'shopify first': ONE_WAY, 'shopify same': ONE_WAY }, account: firstStands }),
  contest('same-key-other-document', { before: [BUYER], calls: [post(FIRST), post({ ...NEWER, key: 'first' })], ends: { 'shopify first': ['applied'] }, account: standing('salesorder', 1) }),
  contest('two-versions', { before: [BUYER, FIRST], calls: [post(NEWER), post(OLDER)], ends: { 'shopify newer': ['applied'], 'shopify older': ['applied', 'superseded'] }, account: newerStands }),
  contest('create-and-update', { before: [BUYER], calls: [post(FIRST), post(NEWER)], ends: { 'shopify first': ['applied', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands }),
  contest('one-new-buyer-two-orders', {
    calls: [post(FIRST), post(order('second', { id: 9002, version: 1, customer: 7001 }))], ends: { 'shopify first': ['applied'], 'shopify second': ['applied'] },
    account: all(firstStands, orderStands({ id: 9002, version: 1, customer: 7001 }), customerStands(7001, 0)),
  }),
  contest('two-bills-one-number', {
    calls: [post(bill('bill', 301)), post(bill('scan', 302, { number: 301 }))], ends: { 'canonical bill': ['applied', 'needs_review'], 'canonical scan': ['applied', 'needs_review'] }, account: standing('vendorbill', 1),
  }),
  contest('charge-and-invoice', {
    calls: [post(INVOICE), post(CHARGE)], ends: { 'stripe invoice': ['applied'], 'stripe charge': ['applied'] }, account: all(standing('customerpayment', 1), invoices(0, 0)),
  }),
  contest('two-charges', {
    before: [INVOICE], calls: [post(CHARGE), post({ ...CHARGE, key: 'charge-again' })], ends: { 'stripe charge': ['applied', 'refused'], 'stripe charge-again': ['applied', 'refused'] },
    account: all(standing('customerpayment', 1), invoices(0, 0)),
  }),
  contest('withdraw-and-sweep', {
    before: [BUYER, LATER], calls: [withdraw({ source: 'shopify', key: 'first' })], sweeps: 1, ends: { 'shopify first': ['applied', 'withdrawn'] },
  }),
  contest('update-and-sweep', {
    before: [BUYER, LATER], calls: [post(NEWER)], sweeps: 1, ends: { 'shopify first': ['applied', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands,
  }),
  contest('repeat-and-sweep', { before: [BUYER, LATER], calls: [post(FIRST)], sweeps: 1, ends: { 'shopify first': ['applied'] }, account: firstStands }),
  contest('two-withdrawals-and-sweep', {
    before: [BUYER, LATER], calls: [withdraw({ source: 'shopify', key: 'first' }), post(NEWER)], sweeps: 1,
    ends: { 'shopify first': ['applied', 'withdrawn', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands,
  }),
  contest('two-sweeps', {
    before: [BUYER, LATER, { ...NEWER, more: { mode: 'async' } }], calls: [], sweeps: 2, ends: { 'shopify first': ['applied', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands,
  }),
  contest('redrive-and-sweep', { ...AT_REST, calls: [clicked('redrive', FIRST)], sweeps: 1, ends: { 'shopify first': ['applied'] }, account: firstStands }),
  contest('two-redrives', { ...AT_REST, calls: [clicked('redrive', FIRST), clicked('redrive', FIRST, 'click-2')], ends: { 'shopify first': ['applied'] }, account: firstStands }),
  contest('redrive-and-discard', {
    ...AT_REST, calls: [clicked('redrive', FIRST), clicked('discard', FIRST, 'click-2')], ends: { 'shopify first': ['applied', 'discarded'] }, account: asStated,
  }),
  contest('redrive-and-update', {
    ...AT_REST, calls: [clicked('redrive', FIRST), post(NEWER)], ends: { 'shopify first': ['applied', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands,
  }),
  contest('discard-and-withdraw', {
    ...AT_REST, calls: [clicked('discard', FIRST), withdraw({ source: 'shopify', key: 'first' })], ends: { 'shopify first': ['discarded', 'withdrawn'] }, account: standing('salesorder', 0),
  }),
];

/** The contest of this name. Throws where there is none. */
export function contestNamed(name: string): Contest {
  const found = CONTESTS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no contest "${name}". There are: ${CONTESTS.map((each) => each.name).join(', ')}.`);
  return found;
}
