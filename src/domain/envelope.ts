import { keptForm, parseDocument, textOfParsedObject, tooLong, isDocumentObject, MAX_DOCUMENT_CHARACTERS, escapeToken } from './document';
import type { DocumentObject } from './document';
import type { DocumentIntent, SubmitMode } from './map';
import { Refusal } from './refusal';

/** Major version of the RESTlet contract this build speaks. */
export const CONTRACT = '1';

const MEMBERS = [
  'contract', 'source', 'documentType', 'idempotencyKey', 'documentText', 'document', 'intent', 'version', 'mode', 'supersedes', 'correlationId',
] as const;

/** Longest idempotency key in characters (design 9). */
export const MAX_KEY_CHARACTERS = 255;

/** Longest name of a source, in characters. */
export const MAX_SOURCE_CHARACTERS = 30;

/** A call that is well formed; what it means is decided later. */
export interface Submission {
  readonly source: string;
  readonly documentType: string;
  /** Undefined: the sender gives none; the source's rule may derive one. */
  readonly idempotencyKey: string | undefined;
  readonly document: DocumentObject;
  /** The document as received, when it came as text; else its serialisation. */
  readonly receivedText: string;
  /** ASCII form that is kept (see `keptForm`). */
  readonly keptText: string;
  readonly intent: DocumentIntent | undefined;
  readonly version: string | undefined;
  readonly mode: SubmitMode | undefined;
  readonly supersedes: string | undefined;
  readonly correlationId: string | undefined;
}

/** Who the call says it speaks for: read before anything else of it is believed. */
export interface Sender {
  readonly source: string;
  readonly documentType: string;
}

/** Most operations of one batch (design 9). */
const MAX_BATCH = 100;

/**
 * The operations of a batch, each as it came but for the contract, which they share. Undefined: the body is one operation.
 * Throws a Refusal where the batch as a whole cannot be taken.
 */
export function readBatch(body: unknown): readonly unknown[] | undefined {
  const members = asObject(body);
  if (!Object.prototype.hasOwnProperty.call(members, 'operations')) return undefined;
  const stranger = Object.keys(members).find((member) => member !== 'contract' && member !== 'operations');
  if (stranger !== undefined) throw new Refusal('unknown_member', `/${escapeToken(stranger)}`, 'A batch has the members contract and operations.');
  refuseOtherContract(members);
  const { operations } = members;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MAX_BATCH) {
    throw new Refusal('batch_invalid', '/operations', `A batch is a list of 1 to ${String(MAX_BATCH)} operations.`);
  }
  return (operations as readonly unknown[]).map((operation) => (isPlainObject(operation) ? { contract: CONTRACT, ...operation } : operation));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseOtherContract(members: Readonly<Record<string, unknown>>): void {
  if (members['contract'] !== CONTRACT) {
    throw new Refusal('contract_unsupported', '/contract', `This installation speaks contract "${CONTRACT}".`);
  }
}

/** Checks the shape of a POST body and names its sender. Throws a Refusal naming the member. */
export function readSender(body: unknown): Sender {
  const members = asObject(body);
  for (const member of Object.keys(members)) {
    if (!(MEMBERS as readonly string[]).includes(member)) {
      throw new Refusal('unknown_member', `/${escapeToken(member)}`, `The contract has no member of this name. It has: ${MEMBERS.join(', ')}.`);
    }
  }
  refuseOtherContract(members);
  return {
    source: requiredText(members, 'source', MAX_SOURCE_CHARACTERS, 'source_unknown'),
    documentType: requiredText(members, 'documentType', 30, 'document_type_unknown'),
  };
}

/** Reads the rest of the body once its sender is known to be one of ours. Throws a Refusal naming the member. */
export function readSubmission(body: unknown, sender: Sender): Submission {
  const members = asObject(body);
  const { text, pointer } = documentMember(members);
  const parsed = parseDocument(text, pointer);
  if (!isDocumentObject(parsed)) throw new Refusal('document_not_an_object', pointer, 'A document is a JSON object.');
  const keptText = keptForm(text);
  if (keptText.length > MAX_DOCUMENT_CHARACTERS) throw tooLong(keptText.length, pointer);
  return {
    ...sender,
    idempotencyKey: readKey(members['idempotencyKey']),
    document: parsed,
    receivedText: text,
    keptText,
    intent: optionalChoice(members, 'intent', ['create', 'update', 'upsert', 'cancel'] as const),
    version: optionalText(members, 'version', 100),
    mode: optionalChoice(members, 'mode', ['sync', 'async'] as const),
    supersedes: optionalText(members, 'supersedes', 64),
    correlationId: optionalText(members, 'correlationId', 200),
  };
}

function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (!isPlainObject(body)) throw new Refusal('not_an_object', '', 'The body of a call is a JSON object, sent as application/json.');
  return body;
}

function documentMember(members: Readonly<Record<string, unknown>>): { readonly text: string; readonly pointer: string } {
  const text = members['documentText'] ?? null;
  const object = members['document'] ?? null;
  if (text !== null && object !== null) {
    throw new Refusal('document_ambiguous', '/document', 'Send the document once: as "documentText" or as "document".');
  }
  if (text !== null) {
    if (typeof text !== 'string') throw new Refusal('member_invalid', '/documentText', '"documentText" is the document as a JSON text.');
    return { text, pointer: '/documentText' };
  }
  if (object === null) throw new Refusal('document_missing', '/documentText', 'The call carries no document.');
  return { text: textOfParsedObject(object, '/document'), pointer: '/document' };
}

/** Keys that are made here: a sender's own could otherwise stand in their way. */
const OWN_KEYS = /^(brought|derived):/;

function readKey(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new Refusal('key_invalid', '/idempotencyKey', 'A key is text.');
  if (value.length > MAX_KEY_CHARACTERS) {
    throw new Refusal('key_invalid', '/idempotencyKey', `The key has ${String(value.length)} characters; at most ${String(MAX_KEY_CHARACTERS)} are taken.`);
  }
  if (OWN_KEYS.test(value)) throw new Refusal('key_invalid', '/idempotencyKey', 'Keys that start with "brought:" or "derived:" are made here, from documents.');
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw new Refusal('key_invalid', '/idempotencyKey', 'A key is printable ASCII and neither starts nor ends with a space.');
  }
  return value;
}

function requiredText(members: Readonly<Record<string, unknown>>, name: string, max: number, code: 'source_unknown' | 'document_type_unknown'): string {
  const value = members[name];
  if (typeof value === 'string' && value !== '' && value.length <= max) return value;
  throw new Refusal(code, `/${name}`, `"${name}" is a text of 1 to ${String(max)} characters.`);
}

function optionalText(members: Readonly<Record<string, unknown>>, name: string, max: number): string | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value.length <= max) return value;
  throw new Refusal('member_invalid', `/${name}`, `"${name}" is a text of at most ${String(max)} characters.`);
}

function optionalChoice<T extends string>(members: Readonly<Record<string, unknown>>, name: string, choices: readonly T[]): T | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new Refusal('member_invalid', `/${name}`, `"${name}" is one of: ${choices.join(', ')}.`);
}
