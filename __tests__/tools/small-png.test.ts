import { deflateSync, inflateSync } from 'node:zlib';
import { smallPng } from '../../tools/screenshots/small-png';

type Rgb = readonly [number, number, number];

/** Reads one chunk of a PNG. */
function chunkOf(png: Buffer, type: string): Buffer {
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === type) return png.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
  throw new Error(`no ${type}`);
}

function part(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  return out;
}

/** A picture of true colours; each row is filtered as it is told. Checksums are left empty, as the reader does not look at them. */
function picture(rows: readonly (readonly Rgb[])[], filters: readonly number[]): Buffer {
  const width = rows[0]!.length;
  const raw = rows.map((row) => row.flatMap((colour) => [...colour]));
  const filtered = raw.map((row, y) => [filters[y]!, ...row.map((value, x) => {
    const left = x >= 3 ? row[x - 3]! : 0;
    const up = y > 0 ? raw[y - 1]![x]! : 0;
    const corner = x >= 3 && y > 0 ? raw[y - 1]![x - 3]! : 0;
    const guess = left + up - corner;
    const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one)) as [number, number, number];
    const paeth = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    return (value - [0, left, up, (left + up) >> 1, paeth][filters[y]!]!) & 255;
  })]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.alloc(8), part('IHDR', header), part('IDAT', deflateSync(Buffer.from(filtered.flat()))), part('IEND', Buffer.alloc(0))]);
}

/** Colours of a picture with a palette. */
function coloursOf(png: Buffer, width: number): readonly (readonly Rgb[])[] {
  const palette = chunkOf(png, 'PLTE');
  const data = inflateSync(chunkOf(png, 'IDAT'));
  return Array.from({ length: data.length / (width + 1) }, (_, y) => Array.from({ length: width }, (_none, x) => {
    const at = data[y * (width + 1) + 1 + x]! * 3;
    return [palette[at]!, palette[at + 1]!, palette[at + 2]!] as const;
  }));
}

const ROWS: readonly (readonly Rgb[])[] = [
  [[255, 255, 255], [17, 89, 156], [255, 255, 255]], [[32, 30, 28], [17, 89, 156], [180, 50, 30]], [[255, 255, 255], [32, 30, 28], [32, 30, 28]], [[180, 50, 30], [255, 255, 255], [17, 89, 156]], [[17, 89, 156], [17, 89, 156], [32, 30, 28]],
];

it('keeps every pixel of a picture with few colours, whatever filters its rows have', () => {
  expect(coloursOf(smallPng(picture(ROWS, [0, 1, 2, 3, 4])), 3)).toEqual(ROWS);
});

it('has 256 colours at most, and takes the nearest for the rest', () => {
  const many = Array.from({ length: 32 }, (_, y) => Array.from({ length: 32 }, (_none, x): Rgb => [x * 8, y * 8, 0]));
  const png = smallPng(picture(many, many.map(() => 0)));
  expect(chunkOf(png, 'PLTE').length).toBe(256 * 3);
  expect(coloursOf(png, 32)[0]![0]).toEqual([0, 0, 0]);
});

it('refuses a picture of another kind', () => {
  const grey = Buffer.from(picture(ROWS, [0, 0, 0, 0, 0]));
  grey[25] = 0;
  expect(() => smallPng(grey)).toThrow('another kind');
});
