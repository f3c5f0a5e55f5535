import type { VoidService } from '../records/transactions/voiding';
import { NotEmulated } from '../runtime/types';
import { requiredOptions } from './arguments';
import { idOption, saveContext, type RecordServices } from './record-object';
import type { EmulatedModule } from './types';

/** What N/transaction needs of the account. */
export interface TransactionServices extends RecordServices {
  readonly voids: VoidService;
}

const VOID = 'transaction.void';

/**
 * N/transaction. `void` returns the voided transaction's id, or that of the journal that voids it (help section_4413165692). The help page names its errors
 * INVALID_RECORD_TYPE and THAT_RECORD_DOES_NOT_EXIST; the codes of these texts, and of Oracle's stubs, are INVALID_RCRD_TYPE
 * and RCRD_DSNT_EXIST.
 */
export const transactionModule: EmulatedModule<TransactionServices> = {
  name: 'N/transaction',
  emulated: ['void', 'Type'],
  build: (host) => ({
    methods: {
      void: (...args) => {
        const options = requiredOptions(args, { call: VOID, names: ['type', 'id'] });
        const type = String(options['type']);
        const id = idOption(options);
        if (type.startsWith('customtransaction')) throw new NotEmulated('voiding custom transactions');
        return host.call({ member: 'N/transaction.void', units: 10, detail: `${type}:${String(id)}` },
          () => host.services.voids.voidTransaction(type, id, saveContext(host)));
      },
    },
  }),
};
