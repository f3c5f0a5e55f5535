import { SHIPPED_DECISIONS } from '../../../../src/domain/decision/shipped-decisions';
import { REASON_DECISIONS } from '../../../../src/domain/reason-decisions';

it.each(Object.entries(REASON_DECISIONS))('%s rests on %s, which is accepted', (_reason, decision) => {
  expect(SHIPPED_DECISIONS[decision]?.status).toBe('accepted');
});
