import { submit } from '../../../src/application/submit';
import { BATCH_LIMIT_REACHED, UNITS_TO_TAKE } from '../../../src/application/submit-batch';
import type { BatchReply } from '../../../src/application/submit-batch';
import type { Ports } from '../../../src/application/ports';
import type { FakeAccount } from '../../support/fakes/fake-account';
import { brokenRules } from '../../support/fakes/invariants';
import { metered } from '../../support/fakes/metered';
import { call, openShop, order, post, settleByTime } from '../../support/fakes/shop';

const batchOf = (operations: readonly unknown[]) => ({ contract: '1', operations });

function postBatch(operations: readonly unknown[], ports: Ports): BatchReply {
  const reply = submit(batchOf(operations), ports);
  if (!('operations' in reply)) throw new Error('A batch was posted and one document was answered.');
  return reply;
}

/** A hundred items: new orders, repeats, keys that belong to another document, documents that cannot be read. */
function hundredItems(account: FakeAccount): readonly unknown[] {
  post(account, call('held'));
  for (let at = 0; at < 11; at += 1) post(account, call('held', order({ note: `earlier ${at}` })));
  return Array.from({ length: 100 }, (_, at) => {
    switch (at % 4) {
      case 0: return call(`new-${at}`, order({ id: String(2000 + at) }));
      case 1: return call('held');
      case 2: return call('held', order({ note: `reused ${at}` }));
      default: return call(`bad-${at}`, undefined, { documentText: '{' });
    }
  });
}

/** Operations in the log of which no answer of the batch speaks. */
function unanswered(account: FakeAccount, { operations }: BatchReply): readonly string[] {
  const answered = new Set(operations.flatMap((reply) => ('operationId' in reply ? [reply.operationId] : [])));
  return [...account.operations.rows.values()].filter(({ document }) => document.parent === '' && !answered.has(document.operationId)).map(({ document }) => document.idempotencyKey);
}

describe('a batch that uses up its units', () => {
  it.each([0, 61, 62, 70, 130, 300, 700, 1200, 2000, 3000, 5000])('loses nothing with %i units: every item in the log is answered, every other one is not taken', (units) => {
    const account = openShop();
    const items = hundredItems(account);
    account.remainingUnits = units;
    const reply = postBatch(items, metered(account).ports);
    expect(account.gate.struck).toBe(false);
    expect(reply.operations).toHaveLength(100);
    expect(unanswered(account, reply).filter((key) => key !== 'held')).toEqual([]);
    const keptOf = (at: number) => [...account.operations.rows.values()].some(({ document }) => document.idempotencyKey === `new-${at}`);
    reply.operations.forEach((answer, at) => {
      if (at % 4 === 0) expect([at, answer.custody]).toEqual([at, keptOf(at)]);
    });
    account.gate.onCall(undefined);
    account.remainingUnits = 5000;
    settleByTime(account);
    expect(brokenRules(account)).toEqual([]);
  });

  it('says of an item that it did not come to that nothing was kept, and takes it when it is sent again', () => {
    const account = openShop();
    account.remainingUnits = UNITS_TO_TAKE + 6;
    const items = [call('k1'), call('k2', order({ id: '2' }))];
    const { ports } = metered(account);
    expect(postBatch(items, ports)).toMatchObject({
      operations: [{ custody: true, outcome: 'accepted' }, { custody: false, outcome: 'not_taken', error: { code: BATCH_LIMIT_REACHED, pointer: '/operations/1' } }],
      counts: { accepted: 1, not_taken: 1 },
    });
    account.gate.onCall(undefined);
    account.remainingUnits = 5000;
    expect(postBatch(items, account.ports())).toMatchObject({ operations: [{ custody: true, replayed: true }, { custody: true, outcome: 'applied' }] });
  });

  it('takes no further item once three minutes are over, and applies none after two', () => {
    const account = openShop();
    account.gate.onCall(({ name }) => {
      if (name === 'operations.log') account.nowMs += 70_000;
      return undefined;
    });
    const { operations } = postBatch(['1', '2', '3', '4', '5'].map((id) => call(`k${id}`, order({ id }))), account.ports());
    expect(operations.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted', 'not_taken', 'not_taken']);
  });
});

it('a batch whose common look-up fails answers every item by itself', () => {
  const account = openShop();
  const ports = account.ports();
  const failing: Ports = { ...ports, lookup: { ...ports.lookup, look: (request) => ports.lookup.look(request), lookMany: () => { throw new Error('SSS_SEARCH_ERROR_OCCURRED'); } } };
  const { operations } = postBatch([call('k1'), call('k2', order({ id: '2' }))], failing);
  expect(operations.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
});

it('an item of a batch whose document is read wrongly sinks none of the others', () => {
  const account = openShop();
  account.failLook = true;
  const { operations } = postBatch([call('k1'), call('k2', order({ id: '2' }))], account.ports());
  expect(operations).toMatchObject([{ custody: true, outcome: 'accepted', problem: { code: 'netsuite_unexpected' } }, { custody: true, outcome: 'accepted' }]);
  account.failLook = false;
  settleByTime(account);
  expect(brokenRules(account)).toEqual([]);
});
