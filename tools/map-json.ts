import * as ts from 'typescript';

/** A fault of a map file or decision, with the place a reader opens. Lines count from 1. */
export interface MapFinding {
  readonly file: string;
  readonly line: number;
  /** Short name of the broken rule: `schema`, `two-owners`, `unknown-decision`. */
  readonly rule: string;
  readonly message: string;
}

/** `path:line  rule  message`. */
export function describeMapFinding({ file, line, rule, message }: MapFinding): string {
  return `${file}:${line}  ${rule}  ${message}`;
}

/** JSON text with its value, and the line on which each member stands. */
export interface LocatedJson {
  readonly file: string;
  readonly value: unknown;
  /** Line of the value at a JSON pointer; of its nearest ancestor where the pointer leads nowhere. */
  lineOf(pointer: string): number;
}

/** Reads strict JSON. A member given twice is a finding: readers would take one of the two in silence. */
export function readLocatedJson(file: string, text: string): LocatedJson | MapFinding {
  const source = ts.parseJsonText(file, text);
  const lines = new Map<string, number>();
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const root = source.statements[0]?.expression;
  try {
    const value: unknown = JSON.parse(text);
    const twice = root === undefined ? undefined : noteLines({ node: root, pointer: '', lines, lineAt, source });
    if (twice !== undefined) return { file, line: twice.line, rule: 'json', message: `${twice.pointer} is given twice` };
    return { file, value, lineOf: (pointer) => nearestLine(lines, pointer) };
  } catch (error) {
    const fault = (source as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics[0];
    const line = fault === undefined ? 1 : lineAt(fault.start);
    return { file, line, rule: 'json', message: error instanceof Error ? error.message : String(error) };
  }
}

/** True where reading failed. */
export function isFinding(read: LocatedJson | MapFinding): read is MapFinding {
  return 'rule' in read;
}

interface Visit {
  readonly node: ts.Node;
  readonly pointer: string;
  readonly lines: Map<string, number>;
  readonly lineAt: (position: number) => number;
  readonly source: ts.JsonSourceFile;
}

/** Notes the line of every value; returns the first member that is given twice. */
function noteLines(visit: Visit): { readonly pointer: string; readonly line: number } | undefined {
  const { node, pointer, lines, lineAt, source } = visit;
  const line = lineAt(node.getStart(source));
  if (lines.has(pointer)) return { pointer, line };
  lines.set(pointer, line);
  const children: readonly (readonly [string, ts.Node])[] = ts.isArrayLiteralExpression(node)
    ? node.elements.map((element, index) => [String(index), element] as const)
    : ts.isObjectLiteralExpression(node)
      ? node.properties.flatMap((member) => (ts.isPropertyAssignment(member) && ts.isStringLiteral(member.name) ? [[member.name.text, member.initializer] as const] : []))
      : [];
  for (const [name, child] of children) {
    const twice = noteLines({ ...visit, node: child, pointer: `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}` });
    if (twice !== undefined) return twice;
  }
  return undefined;
}

function nearestLine(lines: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined || at === '') return line ?? 1;
  }
}
