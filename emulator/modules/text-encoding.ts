import { Buffer } from 'node:buffer';

import { NotEmulated, SuiteScriptFailure } from '../runtime/types';

/** Values of encode.Encoding and crypto.Encoding. */
const ENCODINGS = ['UTF_8', 'BASE_16', 'BASE_32', 'BASE_64', 'BASE_64_URL_SAFE', 'HEX'] as const;
export type TextEncoding = (typeof ENCODINGS)[number];

/** Throws SSS_INVALID_TYPE_ARG for an unknown name and NotEmulated for BASE_32, whose padding rules are not documented. */
export function encodingOf(value: unknown, fallback: TextEncoding): TextEncoding {
  const known = ENCODINGS.find((encoding) => encoding === (value ?? fallback));
  if (known === undefined) throw new SuiteScriptFailure('SSS_INVALID_TYPE_ARG', `Unknown encoding: ${String(value)}`);
  if (known === 'BASE_32') throw new NotEmulated('encoding BASE_32');
  return known;
}

/** Bytes of a text in the given encoding. Throws FAILED_TO_DECODE_STRING_ENCODED_BINARY_DATA_USING_1_ENCODING. */
export function decodeText(text: string, encoding: TextEncoding): Buffer {
  switch (encoding) {
    case 'UTF_8': return Buffer.from(text, 'utf8');
    case 'HEX':
    case 'BASE_16': return checked(text, encoding, /^([0-9a-f]{2})*$/i, 'hex');
    case 'BASE_64': return checked(text, encoding, /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?$/, 'base64');
    case 'BASE_64_URL_SAFE': return checked(text, encoding, /^([\w-]{4})*([\w-]{2}(==)?|[\w-]{3}=?)?$/, 'base64url');
    case 'BASE_32': throw new NotEmulated('encoding BASE_32');
  }
}

/**
 * Text of bytes in the given encoding. Bytes that are no UTF-8 become U+FFFD, as documented for encode.convert. The case
 * of hexadecimal digits is not documented, so scripts lower it themselves; upper case here shows who forgot to.
 */
export function encodeBytes(bytes: Uint8Array, encoding: TextEncoding): string {
  const buffer = Buffer.from(bytes);
  switch (encoding) {
    case 'UTF_8': return buffer.toString('utf8');
    case 'HEX':
    case 'BASE_16': return buffer.toString('hex').toUpperCase();
    case 'BASE_64': return buffer.toString('base64');
    case 'BASE_64_URL_SAFE': return buffer.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    case 'BASE_32': throw new NotEmulated('encoding BASE_32');
  }
}

function checked(text: string, encoding: TextEncoding, shape: RegExp, node: BufferEncoding): Buffer {
  if (shape.test(text)) return Buffer.from(text, node);
  throw new SuiteScriptFailure(
    'FAILED_TO_DECODE_STRING_ENCODED_BINARY_DATA_USING_1_ENCODING',
    `Failed to decode string-encoded binary data using ${encoding} encoding.`,
  );
}
