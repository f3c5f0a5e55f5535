/**
 * True where another account took a document: this one was copied from it, as a sandbox is from production. Rows of versions that did
 * not note the account are this one's (D-0071).
 */
export function isForeign(takenBy: string, accountId: string): boolean {
  return takenBy !== '' && takenBy !== accountId;
}
