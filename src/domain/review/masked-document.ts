import { documentText, escapeToken, isDocumentObject } from '../document';
import type { DocumentValue } from '../document';
import { masked, sensitivityOf, sensitivityOfText } from './masking';

/** A document with every value hidden that a person may not see by default; the structure stays. */
export function maskedDocument(value: DocumentValue, pointer = ''): DocumentValue {
  if (Array.isArray(value)) return (value as readonly DocumentValue[]).map((one, index) => maskedDocument(one, `${pointer}/${String(index)}`));
  if (isDocumentObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskedDocument(one, `${pointer}/${escapeToken(name)}`)]));
  if (value === null || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : documentText(value);
  return (sensitivityOf(pointer) ?? sensitivityOfText(text)) === undefined ? value : masked(text);
}
