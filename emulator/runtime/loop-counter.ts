import type { Node } from 'acorn';

/** Counts one step; past the limit it ends the script. Both names are set by guest-bootstrap.js. */
const COUNT = 'if(++emulatorSteps>emulatorStepLimit)emulatorOver();';

const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement']);

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The script with every turn of every loop counted, on the lines it had. The count is the same on every machine, which a
 * clock's would not be; it stands for the platform's statement count (platform facts 1.3), whose exact rule is not published.
 */
export function countLoops(text: string, nodes: readonly Node[]): string {
  const insertions = nodes.filter((node) => LOOPS.has(node.type)).flatMap((loop) => bodyInsertions((loop as Node & { body: Node }).body));
  insertions.sort((a, b) => a.at - b.at);
  let counted = '';
  let from = 0;
  for (const { at, text: inserted } of insertions) {
    counted += text.slice(from, at) + inserted;
    from = at;
  }
  return counted + text.slice(from);
}

function bodyInsertions(body: Node): Insertion[] {
  if (body.type === 'BlockStatement') return [{ at: body.start + 1, text: COUNT }];
  return [{ at: body.start, text: `{${COUNT}` }, { at: body.end, text: '}' }];
}
