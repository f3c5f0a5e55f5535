import { init, parse } from '@guanmingchiu/sqlparser-ts';
import { asNode, variantOf, walk, type AstNode } from './ast';
import { invalidStatement, notEmulated } from './failures';

/** Loads the SQL parser. Once a process, before the first query engine is made. */
export async function initSqlParser(): Promise<void> {
  await init();
}

/** A parsed statement: one query, with the source order of its parameters. */
export interface ParsedStatement {
  readonly query: AstNode;
  /** Position in the parameter list, by the tree's node that holds the placeholder. */
  readonly slots: ReadonlyMap<AstNode, number>;
}

const maxListItems = 1000;

/**
 * Parses one SuiteQL statement and refuses what the whole tree shows to be unsupported
 * (platform facts 5.1; article_0824094533, section_156257796125).
 * Throws SSS_SEARCH_ERROR_OCCURRED.
 */
export function parseStatement(sql: string): ParsedStatement {
  const statements = parseText(sql);
  if (statements.length !== 1) throw invalidStatement('One statement at a time.');
  const { tag, body } = variantOf(statements[0], 'statement');
  if (tag !== 'Query') throw invalidStatement(`Only queries are allowed, not ${tag.toUpperCase()}.`);
  const query = asNode(body, 'query');
  refuseUnsupported(query);
  return { query, slots: placeholdersInOrder(query) };
}

function parseText(sql: string): readonly unknown[] {
  if (/;\s*$/.test(sql)) throw invalidStatement('A statement does not end in a semicolon.');
  // The generator marks parameters with this character, so a text must not bring its own.
  if (sql.includes('\u0001')) throw notEmulated('control character in a statement');
  try {
    return parse(sql, 'oracle');
  } catch (error) {
    throw invalidStatement(error instanceof Error ? error.message : String(error));
  }
}

function refuseUnsupported(query: AstNode): void {
  const joins = { oracle: false, sql: false };
  walk(query, (node) => {
    if (present(node['with'])) throw invalidStatement('WITH clauses are not supported.');
    if (present(node['Array']) || node['quote_style'] === '[') throw invalidStatement('Square brackets are not supported.');
    if (present(node['TypedString'])) throw invalidStatement('Date literals are not supported; use TO_DATE.');
    if (present(node['InList'])) refuseLongList(asNode(node['InList'], 'IN'));
    if (present(node['limit_clause'])) refuseLimit(asNode(node['limit_clause'], 'LIMIT'));
    joins.oracle ||= present(node['OuterJoin']);
    joins.sql ||= present(node['join_operator']);
  });
  if (joins.oracle && joins.sql) throw invalidStatement('SQL-92 joins and Oracle joins (+) must not be mixed in one statement.');
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function refuseLongList(list: AstNode): void {
  const items = list['list'];
  if (Array.isArray(items) && items.length > maxListItems) throw invalidStatement(`An IN list holds at most ${String(maxListItems)} items.`);
}

function refuseLimit(clause: AstNode): void {
  const { tag, body } = variantOf(clause, 'LIMIT');
  if (tag !== 'LimitOffset' || present(asNode(body, 'LIMIT')['limit'])) throw invalidStatement('LIMIT is not supported.');
}

function placeholdersInOrder(query: AstNode): ReadonlyMap<AstNode, number> {
  const found: { readonly node: AstNode; readonly line: number; readonly column: number }[] = [];
  walk(query, (node) => {
    const value = node['value'];
    if (typeof value !== 'object' || value === null || !('Placeholder' in value)) return;
    if (value.Placeholder !== '?') throw notEmulated(`placeholder ${String(value.Placeholder)}`);
    const start = asNode(asNode(node['span'], 'placeholder')['start'], 'placeholder');
    found.push({ node, line: Number(start['line']), column: Number(start['column']) });
  });
  found.sort((left, right) => left.line - right.line || left.column - right.column);
  return new Map(found.map(({ node }, index) => [node, index]));
}
