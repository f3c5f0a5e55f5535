/** SHA-256 of a UTF-8 text as lower-case hex. Passed in: hashing is the platform's. */
export type Sha256 = (text: string) => string;

/** The operation's name, and the external id of its row: one key of one source is one operation, ever (design 3). */
export function operationIdOf(source: string, idempotencyKey: string, sha256: Sha256): string {
  return sha256(`operation\n${source}\n${idempotencyKey}`);
}

/** The name of a step of a rollback: one step of one request is one operation, ever, and no sender's key makes the same. */
export function stepOperationId(request: string, step: number, sha256: Sha256): string {
  return sha256(`rollback\n${request}\n${String(step)}`);
}

/** The lane: operations on one external object run in order (design 5). */
export function laneOf(source: string, documentType: string, externalId: string, sha256: Sha256): string {
  return sha256(`object\n${source}\n${documentType}\n${externalId}`);
}

/** Longest external id, in characters (platform facts 4.1). */
const MAX_EXTERNAL_ID = 100;

/**
 * Ids that go in as they are. NetSuite does not tell `Ab` from `aB` in an external id (platform facts 4.1), so no capitals;
 * `h-` marks a hash.
 */
const PLAIN_ID = /^(?!h-)[a-z0-9_-]+$/;

/**
 * The external id of the target: `<source>_<documentType>_<id>`. Where that could be another object's too, or is no external
 * id, the id goes in by a hash of all three: two objects never become one.
 */
export function targetExternalId(source: string, documentType: string, externalId: string, sha256: Sha256): string {
  const plain = `${source}_${documentType}_${externalId}`;
  const clear = !source.includes('_') && !documentType.includes('_') && PLAIN_ID.test(externalId);
  if (clear && plain.length <= MAX_EXTERNAL_ID) return plain;
  const hash = sha256(`target\n${source}\n${documentType}\n${externalId}`).slice(0, 32);
  // Without underscores in the names, what stands behind the second one is always the id.
  return `${source.replace(/_/g, '-')}_${documentType.replace(/_/g, '-')}_h-${hash}`;
}

/** External id of an event row: its chain and its number, so that a number is taken once. */
export function eventExternalId(chain: string, number: number): string {
  return `${chain}_${String(number)}`;
}

/**
 * The key of an operation that another document brings with it: what it says, its id included, decides, so the same content
 * is one operation. The id stands in it for people.
 */
export function broughtKey(documentType: string, externalId: string, fingerprint: string): string {
  const readable = externalId.slice(0, 60).replace(/[^\x21-\x7e]/g, '-');
  return `brought:${documentType}:${readable}:${fingerprint.slice(0, 32)}`;
}

/** External id of an action row: one click of one person, however often it is sent. */
export function clickId(userId: number, key: string, sha256: Sha256): string {
  return sha256(`click\n${String(userId)}\n${key}`);
}

/** External ids of a run of numbers of a chain. */
export function eventExternalIds(chain: string, from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => eventExternalId(chain, from + index));
}

/** External id of the row that means "already handled" for a value of a kind, whoever holds it. */
export function registryId(kind: string, value: string, sha256: Sha256): string {
  return sha256(`natural\n${kind}\n${value}`);
}

/** Kind of the registry's rows for content that made runs die. */
export const POISON_KIND = 'poison';

/** Value of such a row: documents of the same source, type and content. */
export function contentKey({ source, documentType, fingerprint }: { readonly source: string; readonly documentType: string; readonly fingerprint: string }): string {
  return `${source}:${documentType}:${fingerprint}`;
}
