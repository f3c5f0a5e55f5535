import { REVIEW_ROLES_SETTING, REVIEW_SUBSIDIARIES_SETTING } from '../../../../src/domain/review/capability';
import { REVIEW_LIMITS_SETTING } from '../../../../src/domain/review/limits';
import { REVIEW_MAIL_SETTING } from '../../../../src/domain/review/mail-settings';

it('the settings of the review keep their names: an account that has them set must not lose them', () => {
  expect([REVIEW_ROLES_SETTING, REVIEW_SUBSIDIARIES_SETTING, REVIEW_LIMITS_SETTING, REVIEW_MAIL_SETTING]).toEqual(['review:roles', 'review:subsidiaries', 'review:limits', 'review:mail']);
});
