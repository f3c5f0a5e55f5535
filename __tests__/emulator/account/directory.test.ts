import { company, nameOfFailure, openStore, saved, sdfField, sdfRecordType, sdfRole, standardPermission } from '../records/account-fixture';

const position = { file: '', line: 1, column: 1 };
const LOG = sdfRecordType('customrecord_log', [sdfField('custrecord_text', 'TEXT')], {
  accessType: 'USEPERMISSIONLIST', permissions: [{ role: { kind: 'object', scriptId: 'customrole_in' }, level: 'FULL', position }],
});

const store = openStore({
  customRecordTypes: [LOG],
  roles: [sdfRole('customrole_in', [standardPermission('TRAN_SALESORD', 'EDIT'), { key: { kind: 'object', scriptId: 'customrecord_log' }, level: 'FULL', position }])],
});
const parties = company(store);
const ann = saved(store, 'employee', { firstname: 'Ann', lastname: 'Lee', email: 'ann@x.example', subsidiary: parties.us });
const bob = saved(store, 'employee', { entityid: 'Bob', subsidiary: parties.us });
store.account.grantRole(ann, 'customrole_in');
afterAll(() => { store.close(); });

describe('an actor', () => {
  test('carries the role’s permissions, those on custom records included', () => {
    expect(store.account.buildActor(ann, 'customrole_in')).toEqual({
      userId: ann, userName: 'Ann Lee', userEmail: 'ann@x.example', roleId: 1001, roleScriptId: 'customrole_in', administrator: false,
      permissions: new Map([['TRAN_SALESORD', 3], ['customrecord_log', 4]]),
    });
  });

  test('may be the administrator, role 3', () => {
    store.account.grantRole(bob, 'administrator');
    expect(store.account.buildActor(bob, 'ADMINISTRATOR')).toMatchObject({ administrator: true, roleId: 3 });
    expect(store.account.administratorActor()).toMatchObject({ administrator: true, userId: -4 });
  });

  test.each([
    ['a role the employee does not hold', () => store.account.buildActor(bob, 'customrole_in'), 'INVALID_LOGIN_CREDENTIALS'],
    ['an employee that does not exist', () => store.account.buildActor(999, 'customrole_in'), 'INVALID_LOGIN_CREDENTIALS'],
    ['a role that does not exist', () => { store.account.grantRole(ann, 'customrole_none'); }, 'INVALID_ROLE'],
  ])('is not built for %s', (_title, attempt, name) => {
    expect(nameOfFailure(attempt)).toBe(name);
  });

  test('is not built for an employee who left', () => {
    const leaver = saved(store, 'employee', { entityid: 'Leaver', subsidiary: parties.us });
    store.account.grantRole(leaver, 'customrole_in');
    store.database.prepare('UPDATE employee SET isinactive = \'T\' WHERE id = ?').run(leaver);
    expect(nameOfFailure(() => store.account.buildActor(leaver, 'customrole_in'))).toBe('INVALID_LOGIN_CREDENTIALS');
  });
});

describe('a token', () => {
  const token = store.account.issueToken(ann, 'customrole_in', 'Shop');

  test('is found by both keys and speaks for one employee in one role', () => {
    expect(store.account.findToken(token.consumerKey, token.tokenId)).toEqual({
      consumerSecret: token.consumerSecret, tokenSecret: token.tokenSecret, employeeId: ann, roleScriptId: 'customrole_in', integrationName: 'Shop',
    });
    expect(store.account.findToken('x', token.tokenId)).toBeUndefined();
  });

  test('shares its integration’s consumer key with the next and no secret', () => {
    const next = store.account.issueToken(ann, 'customrole_in', 'Shop');
    expect(next.consumerKey).toBe(token.consumerKey);
    expect(new Set([token.consumerKey, token.consumerSecret, token.tokenId, token.tokenSecret, next.tokenId, next.tokenSecret]).size).toBe(6);
    expect(token.tokenSecret).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is not issued for a role the employee does not hold', () => {
    expect(nameOfFailure(() => store.account.issueToken(bob, 'customrole_in', 'Shop'))).toBe('INVALID_LOGIN_CREDENTIALS');
  });
});

describe('a certificate', () => {
  test('is found by client and certificate id', () => {
    const entry = { publicKeyPem: 'PEM', employeeId: ann, roleScriptId: 'customrole_in', integrationName: 'Shop' };
    const { clientId, certificateId } = store.account.registerCertificate(entry);
    expect(store.account.findCertificate(clientId, certificateId)).toEqual(entry);
    expect(store.account.findCertificate(clientId, 'x')).toBeUndefined();
  });
});

describe('a nonce', () => {
  test('counts once while it is kept, and again after that', () => {
    expect(store.account.useNonce('n', 1000, 5000)).toBe(true);
    expect(store.account.useNonce('n', 4999, 9000)).toBe(false);
    expect(store.account.useNonce('n', 5001, 9000)).toBe(true);
  });
});
