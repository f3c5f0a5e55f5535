import { BILLING_SENDS } from './billing-sends';
import type { DemoSend } from './demo-send';
import { SHOP_SENDS } from './shop-sends';

export type { DemoSend } from './demo-send';

/** What `npm start` sends, in order, as the connectors of shop, payment provider, warehouse and payables would. */
export const DEMO_SENDS: readonly DemoSend[] = [...SHOP_SENDS, ...BILLING_SENDS];
