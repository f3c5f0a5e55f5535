import { notEmulated } from './failures';

/** One object of the parser's tree. Its shape is checked as it is read: nothing in it may pass unread. */
export type AstNode = Readonly<Record<string, unknown>>;

/** A tagged node: `{ BinaryOp: {…} }` has the tag `BinaryOp`. */
export interface Variant {
  readonly tag: string;
  readonly body: unknown;
}

/** Reads a value of the tree as an object. */
export function asNode(value: unknown, what: string): AstNode {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notEmulated(what);
  return value as AstNode;
}

/** Reads a value of the tree as a list; an absent one is empty. */
export function asList(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw notEmulated(what);
  return value as readonly unknown[];
}

/** Reads a tagged node, or a bare tag such as `"Null"`. */
export function variantOf(value: unknown, what: string): Variant {
  if (typeof value === 'string') return { tag: value, body: undefined };
  const node = asNode(value, what);
  const tags = Object.keys(node).filter((key) => key !== 'span');
  const [tag] = tags;
  if (tag === undefined || tags.length !== 1) throw notEmulated(what);
  return { tag, body: node[tag] };
}

/** Refuses by name every member of `node` that holds something and is not in `read`. */
export function onlyReads(node: AstNode, what: string, read: readonly string[]): void {
  for (const [key, value] of Object.entries(node)) {
    if (read.includes(key) || key === 'span' || key.endsWith('_token') || isAbsent(value)) continue;
    throw notEmulated(`${what}.${key}`);
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === 'None' || (Array.isArray(value) && value.length === 0);
}

/** An identifier of the tree. */
export interface Identifier {
  /** As written. */
  readonly text: string;
  /** Lower case: SuiteQL names are not case-sensitive. */
  readonly name: string;
  readonly quoted: boolean;
}

/** Reads `{ value, quote_style }`. */
export function identifierOf(value: unknown): Identifier {
  const node = asNode(value, 'identifier');
  onlyReads(node, 'identifier', ['value', 'quote_style']);
  const text = String(node['value']);
  return { text, name: text.toLowerCase(), quoted: typeof node['quote_style'] === 'string' };
}

/** Reads a dotted name such as `BUILTIN.DF`, whose parts are `{ Identifier }`. */
export function objectNameOf(value: unknown): readonly Identifier[] {
  return asList(value, 'name').map((part) => {
    const { tag, body } = variantOf(part, 'name');
    if (tag !== 'Identifier') throw notEmulated(`name part ${tag}`);
    return identifierOf(body);
  });
}

/** The literal inside `{ Value: { value } }`, as tag and body; undefined for any other expression. */
export function literalOf(expression: unknown): Variant | undefined {
  if (typeof expression !== 'object' || expression === null) return undefined;
  const wrapped = (expression as AstNode)['Value'];
  if (wrapped === undefined) return undefined;
  const node = asNode(wrapped, 'literal');
  onlyReads(node, 'literal', ['value']);
  return variantOf(node['value'], 'literal');
}

/** Calls `visit` for every object of the tree, parents first; positions in the text are passed over. */
export function walk(value: unknown, visit: (node: AstNode) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
    return;
  }
  visit(value as AstNode);
  for (const [key, item] of Object.entries(value)) {
    if (key !== 'span') walk(item, visit);
  }
}
