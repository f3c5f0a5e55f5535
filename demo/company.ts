import { BOOKS, GROUP } from './books';
import type { DemoRecord } from './demo-record';
import { CUSTOMERS, PEOPLE, VENDORS } from './parties';
import { demoPeriods } from './periods';
import { INTEGRATION_ROLE, PRODUCT_SETTINGS } from './settings';

export { INTEGRATION_ROLE } from './settings';

/** Name of the integration that the access token belongs to. */
export const INTEGRATION_NAME = 'Shop connector';

/** Key of the employee the connector logs in as. */
export const INTEGRATION_USER = 'demo_employee_connector';

/** Who holds which role. */
export const DEMO_ROLES: readonly { readonly employee: string; readonly role: string }[] = [
  { employee: INTEGRATION_USER, role: INTEGRATION_ROLE },
  { employee: 'demo_employee_admin', role: 'administrator' },
  { employee: 'demo_employee_admin', role: 'customrole_dkt_admin' },
  { employee: 'demo_employee_receivables', role: 'customrole_dkt_reviewer' },
  { employee: 'demo_employee_canada', role: 'customrole_dkt_reviewer' },
  { employee: 'demo_employee_lead', role: 'customrole_dkt_lead' },
  { employee: 'demo_employee_controller', role: 'customrole_dkt_approver' },
  { employee: 'demo_employee_auditor', role: 'customrole_dkt_viewer' },
];

/**
 * Larkspur Audio sells players in one shop, bills services through Stripe, and pays its vendors in two countries; the group
 * keeps its books in US dollars.
 */
export function demoCompany(): readonly DemoRecord[] {
  return [...GROUP, ...demoPeriods(), ...BOOKS, ...PEOPLE, ...CUSTOMERS, ...VENDORS, ...PRODUCT_SETTINGS];
}
