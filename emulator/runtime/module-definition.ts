import type { CallExpression, Expression, Node, Program, SpreadElement } from 'acorn';

/** What a file handed to `define`. */
export interface ModuleDefinition {
  readonly dependencies: readonly string[];
  readonly factory: unknown;
}

/**
 * True where a file does nothing but hand a nameless function to `define`, its dependencies spelled out. Run again, the file
 * would hand over the same once more: all that the module keeps is made inside that function, anew at every call of it, and
 * no code can get at the function itself (the text is strict) to keep anything on it.
 */
export function onlyDefines(program: Node): boolean {
  const statements = (program as Program).body.filter((statement) => !(statement.type === 'ExpressionStatement' && typeof statement.directive === 'string'));
  const [only] = statements;
  return statements.length === 1 && only?.type === 'ExpressionStatement' && only.expression.type === 'CallExpression' && isPlainDefine(only.expression);
}

function isPlainDefine({ callee, arguments: given, optional }: CallExpression): boolean {
  if (optional || callee.type !== 'Identifier' || callee.name !== 'define') return false;
  const factory = given.at(-1);
  return factory !== undefined && isNamelessFunction(factory) && given.slice(0, -1).every(isPlainText);
}

function isNamelessFunction(node: Expression | SpreadElement): boolean {
  if (node.type === 'ArrowFunctionExpression') return true;
  return node.type === 'FunctionExpression' && (node.id ?? null) === null && !node.generator;
}

/** A text, or a list of texts. */
function isPlainText(node: Expression | SpreadElement | null): boolean {
  if (node?.type === 'ArrayExpression') return node.elements.every((element) => element?.type === 'Literal' && typeof element.value === 'string');
  return node?.type === 'Literal' && typeof node.value === 'string';
}
