import type { ReasonCode } from './reasons';

/** An error as NetSuite named it. */
export interface ObservedError {
  readonly name: string;
  readonly message: string;
}

/** Names that say "this exists": four for the one event, so each is only a maybe (platform facts 4.2). */
export const DUPLICATE_NAMES: readonly string[] = [
  'DUP_RCRD', 'DUP_CSTM_RCRD_ENTRY', 'DUP_EXTID', 'UNIQUE_RCRD_ID_REQD', 'DUP_ENTITY', 'DUP_ITEM',
];

/** Names that say "someone saved in between" (platform facts 4.3). */
export const COLLISION_NAMES: readonly string[] = ['RCRD_HAS_BEEN_CHANGED', 'CUSTOM_RECORD_COLLISION', 'RCRD_EDITED_SINCE_RETRIEVED'];

const BY_NAME: ReadonlyMap<string, ReasonCode> = new Map(Object.entries({
  SSS_APP_SERVER_RESTART: 'netsuite_busy',
  SSS_CONNECTION_TIME_OUT: 'netsuite_busy',
  SSS_REQUEST_TIME_EXCEEDED: 'netsuite_busy',
  SSS_REQUEST_LIMIT_EXCEEDED: 'netsuite_busy',
  UNEXPECTED_ERROR: 'netsuite_unexpected',
  SSS_USAGE_LIMIT_EXCEEDED: 'netsuite_unexpected',
  SSS_TIME_LIMIT_EXCEEDED: 'netsuite_unexpected',
  INSUFFICIENT_PERMISSION: 'netsuite_permission',
  INSUFFICIENT_FLD_PERMISSION: 'netsuite_permission',
  PERMISSION_VIOLATION: 'netsuite_permission',
  CLOSED_TRAN_PRD: 'netsuite_period',
  TRAN_PERIOD_CLOSED: 'netsuite_period',
  TRAN_PRD_CLOSED: 'netsuite_period',
  TRANS_EDIT_DISALLWD: 'netsuite_period',
  VALID_PRD_REQD: 'netsuite_period',
  USER_ERROR: 'netsuite_refused',
  DATA_REQD: 'netsuite_refused',
  MISSING_REQD_FLD: 'netsuite_refused',
  INVALID_KEY_OR_REF: 'netsuite_refused',
  INVALID_FLD_VALUE: 'netsuite_refused',
  INVALID_VALUE: 'netsuite_refused',
  INVALID_NUMBER: 'netsuite_refused',
  EXCEEDED_MAX_FIELD_LENGTH: 'netsuite_refused',
} satisfies Record<string, ReasonCode>));

/**
 * Classifies an error of a target's save, once a probe has shown that the save had no effect (design 5, 8). Code first, then
 * the text's pattern, then unclassified.
 */
export function classifyObserved(error: ObservedError): ReasonCode {
  if (DUPLICATE_NAMES.includes(error.name)) return 'netsuite_duplicate';
  if (COLLISION_NAMES.includes(error.name)) return 'record_changed';
  const known = BY_NAME.get(error.name);
  if (known !== undefined) return known;
  return /please enter value|invalid .*reference|invalid value/i.test(error.message) ? 'netsuite_refused' : 'netsuite_unclassified';
}

/** True where the same work may be tried again by a machine once the effect is proven absent (design 8). */
export function retriesByItself(code: ReasonCode): boolean {
  return code === 'netsuite_busy' || code === 'netsuite_unexpected' || code === 'record_changed';
}
