import { createHash } from 'node:crypto';

/** A repeatable stream of numbers in [0, 1). */
export type RandomSource = () => number;

/**
 * The stream for one purpose of one execution. It depends on nothing but the account's seed, the execution's id and the
 * purpose, so a run can be repeated alone, and a restarted account never repeats an earlier execution's ids.
 */
export function executionRandom(seed: number, executionId: number, purpose: string): RandomSource {
  let words: Uint32Array | undefined;
  return () => {
    words ??= seedWords(`${String(seed)} ${String(executionId)} ${purpose}`);
    return ((nextWord(words) >>> 5) * 0x4000000 + (nextWord(words) >>> 6)) / 0x20000000000000;
  };
}

/** Bytes from a stream. */
export function randomBytes(random: RandomSource, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** A version 4 UUID from a stream. */
export function randomUuid(random: RandomSource): string {
  const bytes = randomBytes(random, 16);
  const hex = [...bytes].map((byte, index) => {
    if (index === 6) return ((byte & 0x0f) | 0x40).toString(16);
    if (index === 8) return ((byte & 0x3f) | 0x80).toString(16);
    return byte.toString(16).padStart(2, '0');
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function seedWords(text: string): Uint32Array {
  const digest = createHash('sha256').update(text).digest();
  return Uint32Array.from({ length: 4 }, (_word, index) => digest.readUInt32LE(index * 4));
}

/** One step of sfc32: 128 bits of state, of which the last word counts, so that no stream is short. */
function nextWord(words: Uint32Array): number {
  const [a = 0, b = 0, c = 0, counter = 0] = words;
  const sum = (a + b + counter) >>> 0;
  words[3] = counter + 1;
  words[0] = b ^ (b >>> 9);
  words[1] = c + (c << 3);
  words[2] = ((c << 21) | (c >>> 11)) + sum;
  return sum;
}
