/** One file or folder of a zip archive. Folders end in `/`. */
export interface ZipEntry {
  readonly path: string;
  /** Bytes once unpacked. */
  readonly size: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;

/**
 * What a zip archive holds, by its central directory (PKWARE APPNOTE 4.3.12, 4.3.16), without unpacking it. Throws on what
 * is no zip, and on archives past 65,534 entries or 4 GB, which need the 64-bit extension.
 */
export function readZipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  const start = archive.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) {
    throw new Error('the archive uses the 64-bit extension, which is not read here');
  }
  const entries: ZipEntry[] = [];
  for (let index = 0, at = start; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw new Error(`the archive's directory is damaged at entry ${index + 1}`);
    }
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push({
      path: archive.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      size: archive.readUInt32LE(at + 24),
    });
    at += ENTRY_LENGTH + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record stands last, before a comment of up to 65,535 bytes. */
function findEnd(archive: Buffer): number {
  for (let at = archive.length - END_LENGTH; at >= Math.max(0, archive.length - END_LENGTH - 0xffff); at -= 1) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) {
      return at;
    }
  }
  throw new Error('the file is no zip archive');
}
