import { LEASE_MS } from '../../src/domain/lease';
import { sha256 } from '../support/builders';
import { findingsContract } from './support/findings-contract';
import { ledgerContract } from './support/ledger-contract';
import { eventLogContract, logged, operationLogContract } from './support/log-contract';
import { causeLogContract } from './support/cause-contract';
import { configurationContract, entry, lookContract, objectIndexContract } from './support/look-contract';
import { machineStateContract, surveyContract } from './support/mark-contract';
import { openAccount, openFake, type ContractAccount, type ContractSubject } from './support/subject';

const CONTRACTS = {
  'the operation log': operationLogContract, 'the event log': eventLogContract, 'the object index': objectIndexContract, 'the look': lookContract,
  'the configuration': configurationContract, 'the ledger': ledgerContract,
} as const;

/** Machine state is the sweep's, so the integration role need not write it. */
const SWEEP_CONTRACTS = { ...CONTRACTS, 'machine state': machineStateContract, 'the survey': surveyContract, 'the causes': causeLogContract, 'the findings': findingsContract } as const;

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
