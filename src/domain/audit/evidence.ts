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
