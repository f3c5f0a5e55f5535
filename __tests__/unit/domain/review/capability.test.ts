import fc from 'fast-check';
import { CAPABILITIES, capabilitiesOf, may, REVIEW_ROLES, reviewRoleOf, seenSubsidiaries, SHIPPED_ROLES, subsidiariesOf } from '../../../../src/domain/review/capability';
import type { Capability, ReviewRole } from '../../../../src/domain/review/capability';

describe('what roles may do', () => {
  it.each<[Capability, readonly ReviewRole[]]>([
    ['see_queue', ['viewer', 'reviewer', 'lead', 'approver', 'admin']], ['see_all_subsidiaries', ['viewer', 'lead', 'approver', 'admin']], ['see_technical', ['lead', 'approver', 'admin']],
    ['organize_own', ['reviewer', 'lead', 'approver', 'admin']], ['organize_any', ['lead', 'approver', 'admin']], ['redrive', ['reviewer', 'lead', 'approver', 'admin']], ['cancel_retry', ['reviewer', 'lead', 'approver', 'admin']],
    ['edit', ['reviewer', 'lead', 'approver']], ['map_value', ['reviewer', 'lead', 'approver']], ['request_money_edit', ['reviewer', 'lead', 'approver']], ['approve_money_edit', ['approver']],
    ['close_small', ['reviewer', 'lead', 'approver']], ['close_medium', ['lead', 'approver']], ['close_any', ['approver']], ['request_bulk', ['lead', 'approver']], ['approve_bulk', ['approver']],
    ['request_rollback', ['reviewer', 'lead', 'approver']], ['approve_rollback', ['approver']], ['request_override', ['reviewer', 'lead', 'approver']], ['approve_override', ['approver']], ['approve_rules', ['approver']], ['edit_rules', ['admin']], ['approve_maintenance', ['approver']], ['maintain', ['admin']],
  ])('%s: %p', (capability, roles) => {
    expect(REVIEW_ROLES.filter((role) => may({ capabilities: capabilitiesOf(role) }, capability))).toEqual(roles);
  });

  it('nobody both edits the rules and approves money, or approves the rules that they edit', () => {
    for (const role of REVIEW_ROLES) {
      const has = (capability: Capability) => capabilitiesOf(role).has(capability);
      expect([has('edit_rules') && (has('approve_money_edit') || has('approve_rules')), has('maintain') && has('approve_maintenance')]).toEqual([false, false]);
    }
    expect(new Set(REVIEW_ROLES.flatMap((role) => [...capabilitiesOf(role)]))).toEqual(new Set(CAPABILITIES));
  });
});

describe('the profile of a role', () => {
  it.each(Object.entries(SHIPPED_ROLES))('of %s is %s, whatever the setting says', (id, role) => {
    expect(reviewRoleOf(id.toUpperCase(), `{"${id}": "viewer"}`)).toBe(role);
  });

  it.each<[string, string, ReviewRole | undefined]>([
    ['customrole_clerk', '{"CUSTOMROLE_CLERK": "reviewer"}', 'reviewer'], ['customrole_clerk', '{"customrole_other": "lead"}', undefined], ['customrole_clerk', '{"customrole_clerk": "god"}', undefined], ['customrole_clerk', '', undefined],
    ['customrole_clerk', '{', undefined], ['customrole_clerk', 'null', undefined], ['customrole_clerk', '["reviewer"]', undefined], ['constructor', '{}', undefined], ['toString', '7', undefined],
  ])('of %s by the setting %s is %s', (id, setting, role) => {
    expect(reviewRoleOf(id, setting)).toBe(role);
  });

  it('is never given by a setting that cannot be read', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (id, setting) => {
      fc.pre(!Object.hasOwn(SHIPPED_ROLES, id.toLowerCase()));
      expect(reviewRoleOf(id, setting)).toBeUndefined();
    }));
  });

  it.each<[string, readonly number[]]>([['{"customrole_clerk": [2, 3]}', [2, 3]], ['{"customrole_clerk": [2, "3", -1, 1.5]}', [2]], ['{"customrole_clerk": 2}', []], ['{"x": [2]}', []], ['no', []]])('sees besides its own, by %s, the subsidiaries %p', (setting, ids) => {
    expect(subsidiariesOf('customrole_CLERK', setting)).toEqual(ids);
  });
});

describe('the subsidiaries that somebody sees', () => {
  const asked = { capabilities: capabilitiesOf('reviewer'), hasSubsidiaries: true, own: () => 3 as number | undefined, roleId: 'customrole_clerk', setting: '{"customrole_clerk":[2,3]}' };

  it.each<[string, Partial<typeof asked>, 'all' | readonly number[]]>([
    ['their own and those that the setting adds, each once', {}, [3, 2]],
    ['those of the setting alone where their own is not set', { own: () => undefined }, [2, 3]],
    ['none where nothing says which', { own: () => undefined, setting: '' }, []],
    ['all where the role sees all', { capabilities: capabilitiesOf('lead') }, 'all'],
    ['all where the account has one company alone', { hasSubsidiaries: false }, 'all'],
  ])('are %s', (_what, changes, seen) => {
    expect(seenSubsidiaries({ ...asked, ...changes })).toEqual(seen);
  });

  it('are not looked up for who sees all', () => {
    const own = () => { throw new Error('looked up'); };
    expect(seenSubsidiaries({ ...asked, own, capabilities: capabilitiesOf('viewer') })).toBe('all');
  });
});
