import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { rollup, type Plugin, type RollupCache } from 'rollup';
import * as ts from 'typescript';

import { headerOf, type EntryPoint } from './entry-points';
import { BuildRefused, type ProjectFile } from './project';

/** npm packages that may travel inside a script. Anything else is refused: every line in the File Cabinet is ours to answer for. */
const BUNDLED_PACKAGES: readonly string[] = ['big.js', 'lossless-json'];

const PACKAGES = resolve(__dirname, '../../node_modules');

/**
 * One self-contained AMD file per script, the header first, nothing minified, comments kept.
 * Whatever Rollup warns of (a cycle, an unresolved name, mixed exports) is a refusal.
 */
export async function bundleScripts(root: string, entries: readonly EntryPoint[]): Promise<readonly ProjectFile[]> {
  const files: ProjectFile[] = [];
  const plugin = typescriptModules(root, new Set(entries.map(({ source }) => join(root, source))));
  let cache: RollupCache | false = false;
  for (const entry of entries) {
    const { code, cache: next } = await bundleScript({ root, entry, plugin, cache });
    cache = next;
    files.push({ path: entry.target, content: code });
  }
  return files;
}

interface BundleOptions {
  readonly root: string;
  readonly entry: EntryPoint;
  readonly plugin: Plugin;
  readonly cache: RollupCache | false;
}

async function bundleScript({ root, entry, plugin, cache }: BundleOptions): Promise<{ readonly code: string; readonly cache: RollupCache | false }> {
  const warnings: string[] = [];
  const bundle = await rollup({
    input: join(root, entry.source),
    external: [/^N$/, /^N\//],
    plugins: [plugin],
    cache,
    onwarn: (warning) => warnings.push(`${entry.source}  ${warning.code ?? 'warning'}  ${warning.message}`),
  }).catch((error: unknown) => { throw new BuildRefused([`${entry.source}  ${error instanceof Error ? error.message : String(error)}`]); });
  const { output } = await bundle.generate({
    format: 'amd',
    interop: 'esModule',
    esModule: false,
    externalLiveBindings: false,
    freeze: false,
    generatedCode: { preset: 'es2015', symbols: false },
    banner: entry.header,
  });
  await bundle.close();
  if (warnings.length > 0) throw new BuildRefused(warnings);
  return { code: output[0].code, cache: bundle.cache ?? false };
}

/** Resolves our own files and the packages above, and takes the types away. */
function typescriptModules(root: string, entries: ReadonlySet<string>): Plugin {
  // Rollup's own cache knows the modules of the script before alone; most modules are in many scripts.
  const known = new Map<string, string>();
  return {
    name: 'typescript-modules',
    resolveId(source, importer) {
      if (importer === undefined) return source;
      if (source.startsWith('.')) return localFile(resolve(dirname(importer), source));
      if (BUNDLED_PACKAGES.includes(source)) return packageFile(source);
      throw new Error(`${importer.slice(root.length + 1)} imports '${source}', which NetSuite does not have and no script may carry`);
    },
    transform(code, id) {
      if (!id.endsWith('.ts')) return code.replace(/^\/\/# sourceMappingURL=.*$/m, '').replace(/^\/\/\/ <reference .*$/m, '');
      const body = entries.has(id) ? code.replace(headerOf(code), '') : code;
      const plain = known.get(id) ?? withoutTypes(body, id);
      known.set(id, plain);
      return plain;
    },
  };
}

function withoutTypes(code: string, fileName: string): string {
  return ts.transpileModule(code, {
    fileName,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, isolatedModules: true, removeComments: false },
  }).outputText;
}

/** The file an import without extension means; null lets Rollup report the name as unresolved. */
function localFile(path: string): string | null {
  const candidates = [path, `${path}.ts`, join(path, 'index.ts')];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}

/** A package's ES module, by its `exports`. */
function packageFile(name: string): string {
  const folder = join(PACKAGES, name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly exports: { readonly '.': { readonly import: string } } };
  return join(folder, manifest.exports['.'].import);
}
