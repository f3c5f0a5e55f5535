import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Modules that the browser shares with this side: pure, without imports of their own. */
const SHARED: ReadonlySet<string> = new Set(['record-paths', 'shown-values']);

const FOLDER = join(__dirname, '..', 'ui');

const sources = new Map<string, string>();

/** A module of the browser's runtime (`/ui/client/main`) as JavaScript; undefined where there is none. */
export async function clientSource(path: string): Promise<string | undefined> {
  const name = /^\/ui\/((?:client\/)?[a-z0-9-]+)$/.exec(path)?.[1];
  if (name === undefined || !(name.startsWith('client/') || SHARED.has(name))) return undefined;
  const known = sources.get(name);
  if (known !== undefined) return known;
  const file = join(FOLDER, `${name}.ts`);
  if (!existsSync(file)) return undefined;
  const source = await withoutTypes(readFileSync(file, 'utf8'), file);
  sources.set(name, source);
  return source;
}

/** The compiler is loaded when a page first asks: accounts without a visitor do without it. */
async function withoutTypes(code: string, fileName: string): Promise<string> {
  const ts = await import('typescript');
  return ts.transpileModule(code, {
    fileName, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: false },
  }).outputText;
}
