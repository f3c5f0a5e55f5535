import { NotEmulated, SuiteScriptFailure } from '../runtime/types';

/** What NetSuite says of nearly every statement it cannot run (platform facts 5.1). The detail names the part. */
export function invalidStatement(detail: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_SEARCH_ERROR_OCCURRED', `Search error occurred: Invalid or unsupported search. ${detail}`);
}

/** An unknown table, or one the actor may not see: NetSuite does not tell the two apart. */
export function recordNotFound(table: string): SuiteScriptFailure {
  return new SuiteScriptFailure('SSS_SEARCH_ERROR_OCCURRED', `Search error occurred: Record '${table}' was not found.`);
}

/** A column that none of the statement's tables has. */
export function fieldNotFound(field: string, tables: readonly string[]): SuiteScriptFailure {
  return invalidStatement(`Field '${field}' for record '${tables.join(', ')}' was not found.`);
}

/** Refuses something that SuiteQL has and this engine has not. */
export function notEmulated(subject: string): NotEmulated {
  return new NotEmulated(`SuiteQL ${subject}`);
}
