import * as config from 'N/config';

/** True where transactions are voided by reversing journals (help bridgehead_N1469460). 10 units. */
export function reversalVoiding(): boolean {
  const value: unknown = config.load({ type: config.Type.ACCOUNTING_PREFERENCES }).getValue({ fieldId: 'REVERSALVOIDING' });
  return value === true || value === 'T';
}
