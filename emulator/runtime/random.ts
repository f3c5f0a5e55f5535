/** A repeatable stream of numbers in [0, 1). */
export type RandomSource = () => number;

/**
 * The stream for one purpose of one execution. It depends on nothing but the account's seed, the execution's id and the
 * purpose, so a run can be repeated alone, and a restarted account never repeats an earlier execution's ids.
 */
export function executionRandom(seed: number, executionId: number, purpose: string): RandomSource {
  let state = mix(mix(mix(0x9e3779b9, seed), executionId), textHash(purpose));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const high = scramble(state) >>> 6;
    state = (state + 0x6d2b79f5) | 0;
    const low = scramble(state) >>> 5;
    return (high * 0x8000000 + low) / 0x20000000000000;
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

function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return mixed ^ (mixed >>> 14);
}

function mix(state: number, value: number): number {
  const low = value | 0;
  const high = Math.floor(value / 0x100000000) | 0;
  return scramble(scramble(state ^ low) + 0x6d2b79f5 ^ high);
}

function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
