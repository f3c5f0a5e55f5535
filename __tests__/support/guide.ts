/** One thing that a guide has its reader do, or see. */
export type GuideStep =
  | { readonly kind: 'file'; readonly path: string; readonly content: string }
  | { readonly kind: 'edit'; readonly path: string; readonly from: string; readonly to: string }
  /** `serves`: it runs on until the guide's end. */
  | { readonly kind: 'command'; readonly text: string; readonly serves: boolean }
  /** Lines of which each stands somewhere in what the command before printed. */
  | { readonly kind: 'output'; readonly lines: readonly string[] };

/**
 * Reads a guide: fences of kind `<language> file` and `diff` belong to the path that stands alone on a line before them, `sh`
 * holds commands, `text` what the last of them prints. Any other fence is a fault: nothing in a guide goes unchecked.
 */
export function guideSteps(markdown: string): readonly GuideStep[] {
  return [...markdown.matchAll(/^(?:`([^`\n]+)`\n\n)?```([^\n]*)\n([\s\S]*?)^```$/gm)].flatMap(([, path = '', info = '', body = '']): readonly GuideStep[] => {
    if (info === 'diff') return [{ kind: 'edit', path: named(path, body), from: side(body, '-'), to: side(body, '+') }];
    if (info.endsWith(' file')) return [{ kind: 'file', path: named(path, body), content: body }];
    if (info === 'sh' || info === 'sh serve') return body.trim().split('\n').map((text) => ({ kind: 'command', text, serves: info === 'sh serve' }));
    if (info === 'text') return [{ kind: 'output', lines: body.trimEnd().split('\n') }];
    throw new Error(`The guide has a block of kind '${info}' that nothing checks.`);
  });
}

function named(path: string, body: string): string {
  if (path === '') throw new Error(`No path stands before this block:\n${body}`);
  return path;
}

function side(body: string, sign: '-' | '+'): string {
  return body.split('\n').filter((line) => line.startsWith(sign)).map((line) => line.slice(1)).join('\n');
}
