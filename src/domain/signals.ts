import type { ReasonCode } from './reasons';

/** One row of the signals table: by name alone, by name and text, or by text whatever the name. */
export interface Signal {
  /** Exact names of the error; none: any name. */
  readonly names: readonly string[];
  /** What its text must hold; undefined: the name says it all. */
  readonly text?: RegExp;
  readonly reason: ReasonCode;
}

const named = (reason: ReasonCode, ...names: readonly string[]): Signal => ({ names, reason });
const said = (reason: ReasonCode, text: RegExp): Signal => ({ names: [], text, reason });

/** Names of one event that NetSuite names in four ways, so each is only a maybe (platform facts 4.2). */
export const DUPLICATE_NAMES: readonly string[] = ['DUP_RCRD', 'DUP_CSTM_RCRD_ENTRY', 'DUP_EXTID', 'UNIQUE_RCRD_ID_REQD', 'DUP_ITEM', 'DUP_ITEM_NAME'];

/** Names that say "someone saved in between" (platform facts 4.3). */
export const COLLISION_NAMES: readonly string[] = ['RCRD_HAS_BEEN_CHANGED', 'CUSTOM_RECORD_COLLISION', 'RCRD_EDITED_SINCE_RETRIEVED'];

/** A name that means two things, told apart by its text. Names of Oracle's help: SuiteScript error codes and SOAP status details. */
const BY_NAME_AND_TEXT: readonly Signal[] = [
  { names: ['INVALID_KEY_OR_REF'], text: /\bfor subsidiary\b/i, reason: 'netsuite_subsidiary' },
  { names: ['INVALID_KEY_OR_REF'], text: /\binactive\b/i, reason: 'netsuite_inactive' },
];

const BY_NAME: readonly Signal[] = [
  named('apply_line_missing', 'DOCKET_APPLY_LINE_MISSING'),
  named('currency_differs', 'DOCKET_CURRENCY_DIFFERS'),
  named('subsidiary_not_the_sources', 'DOCKET_SUBSIDIARY_DIFFERS'),
  named('netsuite_duplicate', ...DUPLICATE_NAMES),
  named('record_changed', ...COLLISION_NAMES),
  named('netsuite_reference', 'INVALID_KEY_OR_REF', 'INVALID_REF_KEY', 'INVALID_RCRD_REF', 'INVALID_INITIALIZE_REF', 'INVALID_LIST_KEY', 'INVALID_INTERNALID', 'SELECT_OPTION_NOT_FOUND'),
  named('netsuite_value_missing', 'MISSING_REQD_FLD', 'DATA_REQD', 'FIELD_REQD', 'FLD_VALUE_REQD', 'CSTM_FIELD_VALUE_REQD', 'NAME_REQD', 'ACCT_REQD', 'TRAN_DATE_REQD', 'QTY_REQD', 'LOCATION_REQD',
    'CREATEDFROM_REQD', 'JE_LINE_MISSING_REQD_DATA', 'REQD_SUB_FIELDS_MISSING', 'REQD_LOC_FIELDS_MISSING', 'VALID_LINE_ITEM_REQD'),
  named('netsuite_entity_exists', 'DUP_ENTITY', 'DUP_NAME', 'DUP_ENTITY_NAME', 'DUP_ENTITY_EMAIL', 'DUP_VENDOR_NAME', 'DUP_VENDOR_EMAIL', 'UNIQUE_CUST_EMAIL_REQD', 'UNIQUE_CUST_ID_REQD', 'UNIQUE_ENTITY_NAME_REQD',
    'CONTACT_ALREADY_EXISTS', 'NAME_ALREADY_IN_USE'),
  named('netsuite_number_taken', 'PMT_ALREADY_EXISTS', 'DUP_TRANS', 'ONLINE_BILL_PAY_DUP'),
  named('netsuite_permission', 'INSUFFICIENT_PERMISSION', 'INSUFFICIENT_FLD_PERMISSION', 'PERMISSION_VIOLATION', 'ACCESS_DENIED', 'ADMIN_ACCESS_REQ', 'ADMIN_ACCESS_REQD',
    'APPROVAL_PERMS_REQD', 'PRIVATE_RCRD_ACCESS_DISALLWD', 'WS_PERMISSION_REQD'),
  named('netsuite_period', 'CLOSED_TRAN_PRD', 'TRAN_PERIOD_CLOSED', 'TRAN_PRD_CLOSED', 'TRANS_EDIT_DISALLWD'),
  named('netsuite_no_period', 'VALID_PRD_REQD', 'DATE_PRD_MISMATCH', 'INVALID_TRANSACTIO_DATE', 'INVALID_TRANSACTION_DATE', 'INVALID_PERIOD', 'INVALID_ACCT_PRD', 'MISSING_ACCT_PRD', 'MISSNG_ACCT_PRD',
    'UNDEFINED_ACCTNG_PRD', 'ACCTNG_PRD_REQD', 'POSTING_PRD_SETUP_REQD', 'PRD_SETUP_REQD', 'TAX_PRD_REQD', 'UNDEFINED_TAX_PRD'),
  named('netsuite_value_invalid', 'INVALID_FLD_VALUE', 'INVALID_VALUE', 'INVALID_NUMBER', 'INVALID_NUM', 'INVALID_AMT', 'INVALID_TRANS_AMT', 'INVALID_DATE', 'INVALID_DATE_FORMAT', 'DATE_EXPECTED',
    'INVALID_QTY', 'INVALID_QUANTITY', 'INVALID_PHONE', 'INVALID_PHONE_NUM', 'INVALID_PHONE_NUMBER', 'INVALID_STATE', 'INVALID_ZIP_CODE', 'INVALID_LINE_ID', 'INVALID_ORD_STATUS',
    'INVALID_STATUS', 'POSITIVE_QTY_REQD', 'NONZERO_AMT_REQD', 'NONZERO_QTY_REQD'),
  named('value_too_long', 'EXCEEDED_MAX_FIELD_LENGTH'),
  named('netsuite_field_unknown', 'INVALID_FIELD_FOR_RCRD_TYP', 'INVALID_FLD', 'UNDEFINED_CSTM_FIELD', 'INVALID_CSTM_FIELD_REF', 'INVALID_CSTM_FORM', 'SSS_INVALID_SUBLIST_OPERATION'),
  named('netsuite_record_gone', 'RCRD_DSNT_EXIST', 'RCRD_DELETED_SINCE_RETRIEVED', 'RCRD_PREVSLY_DELETED', 'RCRD_NOT_FOUND', 'TRANS_DSNT_EXIST', 'TRANS_DOES_NOT_EXIST', 'TRANSACTION_DELETED',
    'ORDER_DSNT_EXIST'),
  named('netsuite_type_unavailable', 'INVALID_RCRD_TYPE', 'INVALID_UNSUPRTD_RCRD_TYP', 'INVALID_UNSUPRTD_RCRD_TYPE', 'UNKNOWN_RCRD_TYPE', 'INVALID_RCRD_TRANSFRM', 'INVALID_TRANS_TYP',
    'SSS_RECORD_TYPE_MISMATCH', 'FEATURE_DISABLED', 'FEATURE_UNAVAILABLE'),
  named('netsuite_unbalanced', 'TRANS_UNBALNCD', 'JE_AMOUNTS_MUST_BALANCE', 'TRANS_FORGN_CUR_UNBALNCD', 'TRANS_LINES_UNBALNCD', 'TRANS_AMTS_UNBALNCD', 'TRANS_APPLIED_AMTS_UNBALNCD',
    'TRANS_LINE_AND_PMT_UNBALNCD', 'TRANS_CLASS_UNBALNCD', 'TRANS_DEPT_UNBALNCD', 'TRANS_LOC_UNBALNCD', 'ITEM_QTY_AMT_MISMATCH', 'ROUNDING_ERROR'),
  named('netsuite_subsidiary', 'INVALID_TRANS_SUB_ENTITY', 'INVALID_TRANS_SUB_ITEM', 'INVALID_TRANS_SUB_ACCT', 'INVALID_TRANS_SUB_DEPT', 'INVALID_TRANS_SUB_CLASS', 'INVALID_TRANS_SUB_LOC',
    'INVALID_SUB', 'INVALID_EXPNS_ACCT_SUB', 'INVALID_SRVC_ITEM_SUB', 'INVALID_LOC_SUB_RESTRICTN', 'SUBSIDIARY_MISMATCH', 'SUB_MISMATCH', 'RCRD_SUB_MISMATCH_WITH_CLASS', 'CANT_CHANGE_SUB'),
  named('netsuite_currency', 'MISMATCHED_CURRENCY', 'TRANS_FORGN_CRNCY_MISMATCH', 'CRNCY_MISMATCH_BASE_CRNCY', 'MATCHING_CUR_SUB_REQD', 'INVALID_CUR', 'INVALID_CURRENCY_CODE', 'INVALID_CURR_CODE', 'INVALID_CURRENCY_TYP'),
  named('netsuite_no_exchange_rate', 'MISSING_CRNCY_EXCH_RATE', 'UNKNWN_EXCHANGE_RATE', 'INVALID_CRNCY_EXCH_RATE', 'INVALID_FX_RATE'),
  named('netsuite_tax', 'INVALID_TAX_CODE_FOR_SUB', 'INVALID_TAX_CODE', 'INVALID_TAX_CODES', 'INVALID_NEXUS', 'NEXUS_REQD', 'TAX_CODE_REQD', 'INVALID_TAX_AMT', 'INVALID_TAX_VALUE', 'INVALID_VAT_AMOUNT',
    'INVALID_PURCHASE_TAX_CODE', 'TAX_SETUP_REQD', 'TAX_ACCT_SETUP_REQD', 'TAX_GROUP_SETUP_REQD'),
  named('netsuite_inactive', 'INACTIVE_RCRD_FOR_ROLE'),
  named('netsuite_credit', 'BALANCE_EXCEEDS_CREDIT_LIMIT', 'PAY_HOLD_ON_SO', 'AMT_EXCEEDS_APPROVAL_LIMIT'),
  named('netsuite_email', 'INVALID_EMAIL', 'INVALID_EMAIL_ADDR', 'INVALID_CHARS_IN_EMAIL', 'VALID_EMAIL_REQD', 'INVALID_SECONDARY_EMAIL'),
  named('netsuite_linked', 'CANT_VOID_TRANS', 'CANT_DELETE_TRANS', 'CANT_DELETE_RCRD', 'CANT_DELETE_CUSTOMER', 'CANT_DELETE_VENDOR', 'CANT_DELETE_ITEM', 'CANT_DELETE_ACCT', 'SO_HAS_CHILD_TRANS',
    'SO_LINE_HAS_PO', 'CANT_UPDATE_LINKED_TRANS_LINES', 'TRANS_IN_USE', 'LINKED_ACCT_DONT_MATCH', 'LINKED_ENTITIES_DONT_MATCH', 'LINKED_ITEMS_DONT_MATCH', 'TRANS_ALREADY_REFUNDED',
    'TRANS_ALREADY_SETTLED', 'ACTIVE_TRANS_EXIST'),
  named('netsuite_item_setup', 'ITEM_ACCT_REQD', 'NOT_IN_INVT', 'MLI_REQD', 'ITEM_IS_UNAVAILABLE', 'ITEM_TYP_REQS_UNIT', 'OVER_FULFILL_DISALLWD', 'OVER_FULFILL_RECEIV_DISALLWD', 'OVERAGE_DISALLWD',
    'MATCHING_SERIAL_NUM_REQD', 'INVALID_SERIAL_NUM', 'INVALID_INVENTORY_NUM', 'BIN_DSNT_CONTAIN_ENOUGH_ITEM', 'BIN_ITEM_UNAVAILBL', 'BIN_SETUP_REQD', 'MULTI_LOC_INVT_ERROR'),
  named('netsuite_locked', 'RCRD_LOCKED_BY_WF', 'RCRD_UNEDITABLE', 'CANT_MODIFY_VOID_TRANS', 'CANT_MODIFY_FULFILL_STATUS', 'TRANS_ALREADY_VOIDED', 'PMT_EDIT_DISALLWD', 'UPDATE_DISALLWD'),
  named('netsuite_busy', 'SSS_APP_SERVER_RESTART', 'SSS_REQUEST_LIMIT_EXCEEDED', 'SSS_QUEUE_LIMIT_EXCEEDED', 'WS_REQUEST_BLOCKED', 'WS_CONCUR_SESSION_DISALLWD', 'WS_EXCEEDED_CONCUR_USERS_ALLWD', 'EXCEEDED_MAX_CONCUR_RQST',
    'ACCT_TEMP_UNAVAILABLE', 'SSS_SEARCH_TIMEOUT', 'SEARCH_TIMED_OUT'),
  // Part of the work may be done: a save that threw is probed before any of these is believed.
  named('netsuite_limit', 'SSS_USAGE_LIMIT_EXCEEDED', 'SCRIPT_EXECUTION_USAGE_LIMIT_EXCEEDED', 'SSS_TIME_LIMIT_EXCEEDED', 'EXCEEDED_MAX_TIME', 'SSS_MEMORY_USAGE_EXCEEDED', 'SSS_INSTRUCTION_COUNT_EXCEEDED',
    'SSS_STATEMENT_COUNT_EXCEEDED', 'SSS_STACK_FRAME_DEPTH_EXCEEDED', 'WF_EXEC_USAGE_LIMIT_EXCEEDED'),
  named('netsuite_unexpected', 'UNEXPECTED_ERROR', 'JE_UNEXPECTED_ERROR', 'TRANS_PRCSSNG_ERROR'),
  named('netsuite_login', 'INVALID_LOGIN_ATTEMPT', 'INVALID_LOGIN', 'INVALID_LOGIN_CREDENTIALS', 'INVALID_SESSION', 'SESSION_TIMED_OUT', 'TWO_FA_REQD', 'TWO_FA_AUTH_REQD', 'LOGIN_DISABLED',
    'USER_DISABLED', 'ACCT_DISABLED', 'ACCT_TEMP_DISABLED', 'PSWD_EXPIRED', 'WS_LOG_IN_REQD'),
  named('netsuite_no_answer', 'SSS_CONNECTION_TIME_OUT', 'SSS_REQUEST_TIME_EXCEEDED', 'SSS_INVALID_HOST_CERT', 'SSS_UNKNOWN_HOST'),
];

/** Texts that say what happened under a name that does not: USER_ERROR, and names that scripts of the account make up. The first that fits counts. */
const BY_TEXT: readonly Signal[] = [
  said('netsuite_value_missing', /please (?:enter|choose|select)(?: a)? value|missing a required (?:field|value)/i),
  said('netsuite_number_taken', /\b(?:document|transaction|invoice|bill|check|reference|payment) number\b.{0,80}\b(?:already|in use|used|exists|duplicate)|duplicate (?:document|transaction|invoice|bill|check|reference|payment)\b/i),
  said('netsuite_entity_exists', /\b(?:customer|vendor|contact|entity|employee)\b.{0,80}\balready exists/i),
  said('netsuite_duplicate', /already exists|\bduplicate record/i),
  said('netsuite_record_gone', /\b(?:record|transaction)\b.{0,40}(?:does not exist|doesn't exist|no longer exists|has been deleted|was deleted)/i),
  said('netsuite_credit', /credit limit|credit hold|\bon hold\b/i),
  said('record_changed', /(?:record|transaction) (?:has been|was) changed/i),
  said('netsuite_permission', /permission|do not have (?:access|privileges)|restrictions on your role/i),
  said('netsuite_period', /period.{0,60}\b(?:closed|locked)|\b(?:closed|locked).{0,40}period/i),
  said('netsuite_no_period', /(?:no|not|invalid|outside).{0,60}\bperiod/i),
  said('netsuite_no_exchange_rate', /exchange rate/i),
  said('netsuite_tax', /\btax (?:code|group|type)|\bnexus\b/i),
  said('netsuite_unbalanced', /not (?:in )?balance|must balance|out of balance|\bunbalanced\b/i),
  said('netsuite_item_setup', /inventory detail|not enough (?:stock|inventory)|quantity (?:available|on hand)/i),
  said('netsuite_subsidiary', /\bsubsidiar(?:y|ies)\b/i),
  said('netsuite_currency', /\bcurrency\b/i),
  said('netsuite_inactive', /\binactive\b/i),
  said('netsuite_email', /email address/i),
  said('netsuite_locked', /locked (?:by|for|pending)|pending approval/i),
  said('netsuite_type_unavailable', /invalid record type|feature .{0,60}(?:not enabled|disabled)/i),
  said('netsuite_reference', /invalid \S{1,100} reference|invalid reference/i),
  said('value_too_long', /more than the maximum number/i),
  said('netsuite_field_unknown', /field \S{1,100} (?:does not exist|is not (?:a valid|defined))/i),
  said('netsuite_value_invalid', /invalid (?:field )?value|invalid (?:number|date)/i),
  named('netsuite_refused', 'USER_ERROR'),
];

/** What an error means that no row fits. */
export const NO_SIGNAL = 'netsuite_unclassified';

/** The signals table, closed and in order: names told apart by their text, exact names, then texts. The first row that fits counts. */
export const SIGNALS: readonly Signal[] = [...BY_NAME_AND_TEXT, ...BY_NAME, ...BY_TEXT];
