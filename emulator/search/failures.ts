import { NotEmulated, SuiteScriptFailure } from '../runtime/types';

/** Texts as scripts meet them; `nlobj` names survive from SuiteScript 1.0. */
export function invalidFilter(name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_SRCH_FILTER', `An nlobjSearchFilter contains invalid search criteria: ${name}.`);
}

/** An operator that does not exist, or does not go with the field. */
export function invalidOperator(name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_SRCH_OPERATOR', `An nlobjSearchFilter contains an invalid operator, or is not in proper syntax: ${name}.`);
}

/** A filter expression that is none. */
export function invalidExpression(detail: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_SRCH_FILTER_EXPR', `Malformed search filter expression: ${detail}.`);
}

/** A column that the searched type does not have. */
export function invalidColumn(name: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_INVALID_SRCH_COL', `An nlobjSearchColumn contains an invalid column, or is not in proper syntax: ${name}.`);
}

/** Refuses something that N/search has and this engine has not. */
export function notEmulated(subject: string): NotEmulated {
  return new NotEmulated(`search ${subject}`);
}
