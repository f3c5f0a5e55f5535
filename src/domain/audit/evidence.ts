import { asciiJson } from '../ascii-json';
import type { Sha256 } from '../identity';
import { csvText } from '../review/csv';
import type { CsvCell } from '../review/csv';

/** Name of the format, as the verifier reads it. */
const EVIDENCE_FORMAT = 'docket-evidence/1';

/** A text that a pack holds. */
export interface EvidenceText {
  readonly name: string;
  readonly content: string;
}

/** What a pack is about, and who made it. */
export interface EvidenceAbout {
  readonly account: string;
  readonly subject: string;
  readonly madeBy: string;
  /** ISO 8601. */
  readonly made: string;
  readonly product: string;
}

/**
 * Puts texts together in one file: a manifest that names each with its SHA-256, the SHA-256 of the manifest as it stands, and the texts. The
 * same texts under the same moment make the same file.
 */
export function evidencePack(about: EvidenceAbout, texts: readonly EvidenceText[], sha256: Sha256): string {
  const manifest = JSON.stringify({ ...about, files: texts.map(({ name, content }) => ({ name, sha256: sha256(content), characters: content.length })) });
  return JSON.stringify({ format: EVIDENCE_FORMAT, manifest, manifestSha256: sha256(manifest), files: Object.fromEntries(texts.map(({ name, content }) => [name, content])) }, null, 1);
}

/** Name of the format of what holds the parts of a period's evidence together. */
const PERIOD_FORMAT = 'docket-period/1';

/** A part of a period's evidence, as its manifest names it. */
export interface EvidencePart {
  readonly part: number;
  readonly sha256: string;
  readonly characters: number;
  readonly operations: number;
}

/** Name of the file that a part is handed out as. */
export function partName(about: string, part: number): string {
  return part === 0 ? `docket-period-${about}.json` : `docket-period-${about}-part-${String(part).padStart(4, '0')}.json`;
}

/** What holds the parts together: each with its SHA-256, the control total, and the SHA-256 of the manifest as it stands. */
export function periodManifest(about: EvidenceAbout & { readonly statement: string; readonly name: string }, parts: readonly EvidencePart[], sha256: Sha256): string {
  const manifest = asciiJson({ ...about, parts: parts.map((one) => ({ ...one, name: partName(about.name, one.part) })) });
  return asciiJson({ format: PERIOD_FORMAT, manifest, manifestSha256: sha256(manifest) });
}

/** Longest piece of a part, in characters: one Long Text field that a script writes, with room (platform facts 4.7). */
const PIECE_CHARACTERS = 95_000;

/** Cuts a text into pieces that a field keeps as they are: none begins or ends with a space, which a field may trim. */
export function piecesOf(text: string, most = PIECE_CHARACTERS): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + most);
    while (to < text.length && to > from + 1 && (text[to] === ' ' || text[to - 1] === ' ')) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

/** A JSON text of a pack. */
export function jsonFile(name: string, value: unknown): EvidenceText {
  return { name: `${name}.json`, content: `${JSON.stringify(value, null, 1)}\n` };
}

/** The same rows as CSV, which no spreadsheet runs, and as JSON. */
export function tableFiles(name: string, header: readonly string[], rows: readonly (readonly CsvCell[])[]): readonly EvidenceText[] {
  const plain = rows.map((cells) => Object.fromEntries(header.map((column, at) => [column, textOf(cells[at])])));
  return [{ name: `${name}.csv`, content: csvText(header, rows) }, jsonFile(name, plain)];
}

function textOf(cell: CsvCell | undefined): string {
  return typeof cell === 'object' ? cell.number : cell ?? '';
}
