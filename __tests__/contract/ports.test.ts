import { LEASE_MS } from '../../src/domain/lease';
import { problemOf } from '../../src/domain/reasons';
import { sha256 } from '../support/builders';
import { findingsContract } from './support/findings-contract';
import { ledgerContract } from './support/ledger-contract';
import { eventLogContract, logged, operationLogContract, patch } from './support/log-contract';
import { causeLogContract } from './support/cause-contract';
import { heldContract, workKindsContract } from './support/held-contract';
import { keyRegistryContract } from './support/key-contract';
import { configurationContract, entry, lookContract, objectIndexContract } from './support/look-contract';
import { machineStateContract, surveyContract } from './support/mark-contract';
import { linkedContract, peopleContract, requestsContract } from './support/people-contract';
import { rollbackFactsContract, rollbackLedgerContract } from './support/rollback-contract';
import { causeBoardContract, decisionsContract, valueMapsContract } from './support/review-contract';
import { waitingContract } from './support/waiting-contract';
import { openAccount, openFake, type ContractAccount, type ContractSubject } from './support/subject';

const CONTRACTS = {
  'the operation log': operationLogContract, 'the event log': eventLogContract, 'the object index': objectIndexContract, 'the look': lookContract,
  'the configuration': configurationContract, 'the ledger': ledgerContract,
  'operations that wait': waitingContract, 'the registry of keys': keyRegistryContract, 'what holds work back': heldContract, 'kinds of work': workKindsContract,
} as const;

/** Machine state is the sweep's, so the integration role need not write it. */
const SWEEP_CONTRACTS = { ...CONTRACTS, 'ways back': rollbackLedgerContract, 'the facts of rollback': rollbackFactsContract, 'machine state': machineStateContract, 'the survey': surveyContract, 'the causes': causeLogContract, 'the findings': findingsContract, 'the value maps': valueMapsContract, 'the decisions': decisionsContract, 'causes that people work on': causeBoardContract,
  'people and their rights': peopleContract, requests: requestsContract, 'records made by hand': linkedContract } as const;

let account: ContractAccount;
const opened: ContractSubject[] = [];

const noted = (subject: ContractSubject): ContractSubject => {
  opened.push(subject);
  return subject;
};

beforeAll(async () => {
  account = await openAccount();
}, 60_000);
afterAll(() => {
  account.close();
});
afterEach(() => {
  for (const subject of opened.splice(0).reverse()) subject.close();
});

describe.each<[string, () => ContractSubject, Readonly<Record<string, (open: () => ContractSubject) => void>>]>([
  ['the fake', () => noted(openFake()), SWEEP_CONTRACTS],
  ['the gateway, as the integration role', () => noted(account.open('connector')), CONTRACTS],
  ['the gateway, as the administrator that the sweep runs as', () => noted(account.open('administrator')), SWEEP_CONTRACTS],
])('%s', (_name, open, contracts) => {
  for (const [name, contract] of Object.entries(contracts)) {
    describe(`keeps the contract of ${name}:`, () => {
      contract(open);
    });
  }
});

it.each<[string, () => ContractSubject]>([['the fake', () => noted(openFake())], ['the gateway', () => noted(account.open('administrator'))]])('%s: the row of a lane is removed by the operation that wrote it last, and by no other', (_name, open) => {
  const { objects } = open().ports;
  objects.record(undefined, entry());
  objects.forget(entry().lane, sha256('somebody else'));
  expect(objects.lastOperation(entry().lane)).toBe(entry().operationId);
  objects.forget(entry().lane, entry().operationId);
  expect(objects.lastOperation(entry().lane)).toBeUndefined();
  objects.forget(entry().lane, entry().operationId);
});

it.each<[string, () => ContractSubject]>([['the fake', () => noted(openFake())], ['the gateway', () => noted(account.open('administrator'))]])('%s: a tie makes the row of a lane that has none, and leaves one that is there', (_name, open) => {
  const { objects } = open().ports;
  objects.tie(entry());
  objects.tie(entry({ operationId: sha256('by hand'), versionNumber: 99 }));
  expect(objects.lastOperation(entry().lane)).toBe(entry().operationId);
});

it('two runs that take one operation over at the same moment: one gets it', () => {
  const { ports, beforeNextSave } = noted(account.open('administrator'));
  const nowMs = account.emulator.nowMs();
  const result = ports.operations.log(logged('a', { mode: 'async', receivedMs: nowMs }), undefined);
  const internalId = result.kind === 'logged' ? result.internalId : 0;
  let theirs: unknown;
  beforeNextSave(() => {
    theirs = ports.operations.takeOver(internalId, { holder: 'theirs', untilMs: nowMs + LEASE_MS }, nowMs);
  });
  expect(ports.operations.takeOver(internalId, { holder: 'ours', untilMs: nowMs + LEASE_MS }, nowMs)).toEqual({ kind: 'not_due' });
  expect(theirs).toMatchObject({ kind: 'taken', operation: { lease: { holder: 'theirs' }, operationId: sha256('a') } });
});

it('an operation that is taken over while it is being made due is not made due', () => {
  const { ports, beforeNextSave } = noted(account.open('administrator'));
  const nowMs = account.emulator.nowMs();
  const result = ports.operations.log(logged('a', { mode: 'async', receivedMs: nowMs }), undefined);
  const internalId = result.kind === 'logged' ? result.internalId : 0;
  ports.operations.update(internalId, patch({ state: 'parked', dueMs: nowMs + 1, waitsFor: 'x', problem: problemOf('waits_for_document', 'why'), target: null, settledMs: null, head: { number: 0, hash: '' } }));
  const untilMs = nowMs + LEASE_MS;
  beforeNextSave(() => void ports.operations.takeOver(internalId, { holder: 'theirs', untilMs }, nowMs + 1));
  expect(ports.operations.makeDue(internalId, nowMs)).toBe(false);
  expect(ports.operations.find(sha256('a'))?.dueMs).toBe(untilMs);
});
