/**
 * Why a call is turned away at the door: nothing is kept and the sender still has custody. The list is closed; the
 * contract table in design 9 answers each with status 400.
 */
export const REFUSAL_CODES = [
  'not_an_object',
  'unknown_member',
  'member_invalid',
  'contract_unsupported',
  'batch_invalid',
  'source_unknown',
  'source_not_yours',
  'document_type_unknown',
  'key_missing',
  'key_invalid',
  'document_missing',
  'document_ambiguous',
  'document_unparsable',
  'document_not_an_object',
  'document_too_deep',
  'document_too_long',
  'integer_unsafe',
  'intake_closed',
  'configuration_unreadable',
  'operation_not_found',
  'other_account',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A call turned away before anything was kept. `pointer` names the place in the call (RFC 6901). */
export class Refusal extends Error {
  override readonly name = 'DocketRefusal';

  constructor(
    readonly code: RefusalCode,
    readonly pointer: string,
    message: string,
  ) {
    super(message);
  }
}

/** Recognises a refusal by its name: errors may come from another realm. */
export function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'DocketRefusal';
}
