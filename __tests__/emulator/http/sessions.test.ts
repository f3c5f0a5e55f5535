import { createSessions, IDLE_LIMIT_MS } from '../../../emulator/http/sessions';
import type { Actor } from '../../../emulator/runtime/types';
import { SuiteScriptFailure } from '../../../emulator/runtime/types';

const ACTOR: Actor = { userId: 5, userName: 'Ada', userEmail: '', roleId: 1001, roleScriptId: 'customrole_clerk', administrator: false, permissions: new Map() };

function opened() {
  const held = { isHeld: true };
  const clock = { nowMs: 0 };
  const sessions = createSessions({
    buildActor: () => {
      if (!held.isHeld) throw new SuiteScriptFailure('INVALID_LOGIN_CREDENTIALS', 'no');
      return ACTOR;
    },
  }, () => clock.nowMs);
  return { held, clock, sessions };
}

describe('a session', () => {
  it('is found by its random id alone, with its own values', () => {
    const { sessions } = opened();
    const [first, second] = [sessions.open(5, 'customrole_clerk'), sessions.open(5, 'customrole_clerk')];
    first.values.set('a', '1');
    expect(first.id).not.toBe(second.id);
    expect(sessions.find(first.id)?.values.get('a')).toBe('1');
    expect(sessions.find(second.id)?.values.get('a')).toBeUndefined();
    expect(sessions.find('guess')).toBeUndefined();
  });

  it('ends after 180 idle minutes, counted from its last use', () => {
    const { sessions, clock } = opened();
    const { id } = sessions.open(5, 'customrole_clerk');
    clock.nowMs += IDLE_LIMIT_MS;
    expect(sessions.find(id)).toBeDefined();
    clock.nowMs += IDLE_LIMIT_MS;
    expect(sessions.find(id)).toBeDefined();
    clock.nowMs += IDLE_LIMIT_MS + 1;
    expect(sessions.find(id)).toBeUndefined();
  });

  it('ends when its role is taken away, and when it is closed', () => {
    const { sessions, held } = opened();
    const { id } = sessions.open(5, 'customrole_clerk');
    const other = sessions.open(5, 'customrole_clerk');
    sessions.close(other.id);
    expect(sessions.find(other.id)).toBeUndefined();
    held.isHeld = false;
    expect(sessions.find(id)).toBeUndefined();
    held.isHeld = true;
    expect(sessions.find(id)).toBeUndefined();
  });
});
