/**
 * What parsing made of script texts in this process: JSON by source text, the longest unused first. Every account over the same
 * build runs the same files, and to parse them takes longer than to open the account. Texts alone, so that nothing of the account
 * that read a file first lives on.
 */
export const PREPARED_SCRIPTS: Map<string, string> = new Map<string, string>();
