import { createHash } from 'node:crypto';

import { itemKey } from './books';
import { CANADA, ref, US, type DemoRecord } from './demo-record';

/** The role that the connectors log in with; it comes with the project. */
export const INTEGRATION_ROLE = 'customrole_dkt_integration';

/** Settings of the product: who speaks for which source and where it posts, and that documents are taken in. References are filled in when seeded. */
const SETTINGS: readonly DemoRecord[] = [
  sourceBinding('shopify'),
  sourceBinding('stripe'),
  sourceBinding('canonical', { subsidiaries: [`{${US}}`, `{${CANADA}}`] }),
  setting('intake', JSON.stringify({ open: true })),
  setting('review:mail', JSON.stringify({ sender: '{demo_employee_admin}', unowned: ['{demo_employee_lead}', '{demo_employee_receivables}'], highAmount: '250', digestHour: 0 })),
  // Mails are in force from the first document on: without this the first round only notes where it begins.
  { ...setting('mail:told', '0'), values: { ...setting('mail:told', '0').values, custrecord_dkt_set_number: 0 } },
];

/** Lets the connector's role speak for a source; each could have its own. The names in braces are filled in when it is seeded. */
export function sourceBinding(source: string, more: Readonly<Record<string, readonly string[]>> = {}): DemoRecord {
  return setting(`binding:${source}`, JSON.stringify({ roles: [INTEGRATION_ROLE], users: [], subsidiary: `{${US}}`, ...more }));
}

function setting(name: string, value: string): DemoRecord {
  return {
    key: name, type: 'customrecord_dkt_setting',
    values: { custrecord_dkt_set_name: name, custrecord_dkt_set_value: value, custrecord_dkt_set_changed_by: 'demo company' },
  };
}

/** What Stripe's customers and products are in NetSuite. */
const STRIPE_VALUES: readonly DemoRecord[] = [
  mapped('customer', 'cus_QXg1o8vcGmoR32', 'demo_customer_rosen'),
  mapped('customer', 'cus_RbT4maple77Dq2', 'demo_customer_toronto'),
  mapped('product', 'prod_RoomSetup01', itemKey('ROOM-SETUP')),
  mapped('product', 'prod_CableCheck1', itemKey('CABLE-CHECK')),
];

/** An entry of a value map of Stripe, under the external id that Docket looks for: a hash of source, map and value. */
function mapped(map: 'customer' | 'product', value: string, target: string): DemoRecord {
  const key = `vm-${createHash('sha256').update(`value_map\nstripe\n${map}\n${value}`, 'utf8').digest('hex')}`;
  return {
    key, type: 'customrecord_dkt_value_map',
    values: {
      custrecord_dkt_vm_source: 'stripe', custrecord_dkt_vm_kind: map, custrecord_dkt_vm_value: value,
      custrecord_dkt_vm_target_record: map === 'customer' ? 'customer' : 'item', custrecord_dkt_vm_target_id: ref(target), custrecord_dkt_vm_decision: 'D-0039',
    },
  };
}

/** What the product itself needs to know of the company. */
export const PRODUCT_SETTINGS: readonly DemoRecord[] = [...STRIPE_VALUES, ...SETTINGS];
