import { isLosslessNumber } from 'lossless-json';
import { parseDecimal } from './decimal';
import { scalarText } from './document';
import type { DocumentValue } from './document';

/**
 * The id that a value stands for. A JSON number counts by its value, so that 100, 100.0 and 1e2 name one object and an integer
 * keeps all its digits; a text counts by its characters, so that "007" is not "7". Undefined: nothing there can be an id.
 */
export function idText(value: DocumentValue | undefined): string | undefined {
  const text = scalarText(value)?.trim();
  return text !== undefined && isLosslessNumber(value) ? (parseDecimal(text) ?? text) : text;
}
