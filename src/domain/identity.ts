/** SHA-256 of a UTF-8 text as lower-case hex. Passed in: hashing is the platform's. */
export type Sha256 = (text: string) => string;

/** The operation's name, and the external id of its row: one key of one source is one operation, ever (design 3). */
export function operationIdOf(source: string, idempotencyKey: string, sha256: Sha256): string {
  return sha256(`operation\n${source}\n${idempotencyKey}`);
}

/** The lane: operations on one external object run in order (design 5). */
export function laneOf(source: string, documentType: string, externalId: string, sha256: Sha256): string {
  return sha256(`object\n${source}\n${documentType}\n${externalId}`);
}

/** Characters an external id may have, and their number (platform facts 4.1). */
const PLAIN_EXTERNAL_ID = /^[A-Za-z0-9_-]{1,60}$/;

/**
 * The external id of the target: `<source>_<documentType>_<id>`. An id with other characters, or a very long one, goes in by
 * its hash, so that two ids never become one.
 */
export function targetExternalId(source: string, documentType: string, externalId: string, sha256: Sha256): string {
  const tail = PLAIN_EXTERNAL_ID.test(externalId) ? externalId : `h-${sha256(externalId).slice(0, 40)}`;
  return `${source}_${documentType}_${tail}`;
}

/** External id of an event row: its chain and its number, so that a number is taken once. */
export function eventExternalId(chain: string, number: number): string {
  return `${chain}_${String(number)}`;
}

/** The key of an operation that another document brings with it: what it says decides, so the same content is one operation. */
export function broughtKey(documentType: string, externalId: string, fingerprint: string): string {
  return `brought:${documentType}:${externalId.slice(0, 60)}:${fingerprint.slice(0, 32)}`;
}
