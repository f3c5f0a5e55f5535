import type { RecordTypeDefinition } from '../types';
import { OTHER_TRANSACTIONS } from './other-transactions';
import { RECEIVABLES } from './receivables';
import { SALES_ORDER } from './sales-order';

export const TRANSACTION_TYPES: readonly RecordTypeDefinition[] = [SALES_ORDER, ...RECEIVABLES, ...OTHER_TRANSACTIONS];
