/** Numbers that a seed decides: the same seed, the same run. */
export interface Random {
  /** A whole number from 0, inclusive, to `below`, exclusive. */
  int(below: number): number;
  pick<T>(items: readonly T[]): T;
  /** True in `parts` of `of` cases. */
  chance(parts: number, of: number): boolean;
}

/** A generator (sfc32) for one seed text. */
export function seededRandom(seed: string): Random {
  const next = sfc32(seed);
  const int = (below: number) => Math.floor((next() / 4_294_967_296) * below);
  return {
    int,
    pick(items) {
      const item = items[int(items.length)];
      if (item === undefined) throw new RangeError('Nothing to pick from.');
      return item;
    },
    chance: (parts, of) => int(of) < parts,
  };
}

function sfc32(seed: string): () => number {
  let [a, b, c, d] = hash(seed);
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}

/** Four 32-bit numbers of a text (FNV-1a, four offsets). */
function hash(text: string): [number, number, number, number] {
  const one = (offset: number) => {
    let value = offset;
    for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 16_777_619);
    return value | 0;
  };
  return [one(0x811c9dc5), one(0x01000193), one(0x9e3779b9), one(0x7f4a7c15)];
}
