import type { TurnTaker } from '../../emulator/types';
import { SWEEP, type Call } from './company';
import { bill, charge, customer, invoice, order, post, withdraw, type Sent } from './documents';
import { all, customerStands, invoices, orderStands, standing } from './expectations';
import { scenario, wrongEnd, type Scenario } from './scenario';
import type { World } from './world';

/** Executions that run at the same time, with how the account is prepared and how it must end whoever is first. */
export interface Contest {
  readonly name: string;
  readonly prepare: (world: World) => void;
  /** Calls among them, in order; the sweep comes last where it takes part. */
  readonly calls: readonly Call[];
  readonly withSweep: boolean;
  readonly alike: boolean;
  readonly executions: (world: World) => readonly TurnTaker[];
  readonly end: (world: World) => readonly string[];
}

interface ContestParts {
  readonly before?: readonly Sent[];
  readonly calls: readonly Call[];
  readonly ends: Scenario['ends'];
  readonly account?: Scenario['account'];
  readonly withSweep?: boolean;
  readonly alike?: boolean;
}

function contest(name: string, { calls, withSweep = false, alike = false, ...parts }: ContestParts): Contest {
  const each = scenario(name, { ...parts, calls });
  return {
    name, calls, withSweep, alike,
    prepare(world) {
      each.prepare(world);
      // What is due is due now: the sweep that takes part has work.
      const due = withSweep ? world.company.due()[0]?.dueMs : undefined;
      if (due !== undefined) world.company.emulator.passTime(Math.max(0, due - world.company.emulator.nowMs()));
    },
    executions: ({ company }) => [...calls.map((call) => company.taking(call)), ...(withSweep ? [SWEEP] : [])],
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
const ONE_WAY = ['applied', 'unchanged'];

/** Two and three executions at once: RESTlet against RESTlet, RESTlet against the sweep. */
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
    before: [BUYER, LATER], calls: [withdraw({ source: 'shopify', key: 'first' })], withSweep: true, ends: { 'shopify first': ['applied', 'withdrawn'] },
  }),
  contest('update-and-sweep', {
    before: [BUYER, LATER], calls: [post(NEWER)], withSweep: true, ends: { 'shopify first': ['applied', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands,
  }),
  contest('repeat-and-sweep', { before: [BUYER, LATER], calls: [post(FIRST)], withSweep: true, ends: { 'shopify first': ['applied'] }, account: firstStands }),
  contest('two-withdrawals-and-sweep', {
    before: [BUYER, LATER], calls: [withdraw({ source: 'shopify', key: 'first' }), post(NEWER)], withSweep: true,
    ends: { 'shopify first': ['applied', 'withdrawn', 'superseded'], 'shopify newer': ['applied'] }, account: newerStands,
  }),
];

/** The contest of this name. Throws where there is none. */
export function contestNamed(name: string): Contest {
  const found = CONTESTS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no contest "${name}". There are: ${CONTESTS.map((each) => each.name).join(', ')}.`);
  return found;
}
