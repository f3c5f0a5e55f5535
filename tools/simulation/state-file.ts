import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { add, NO_TALLY, type Tally } from './tally';

/** One line of the state file: a part of one build that was run. */
interface Line {
  readonly build: string;
  readonly part: string;
  readonly tally: Tally;
}

/** What earlier runs left: parts of this build that are done, what they came to, and what other builds came to. */
export interface EarlierRuns {
  readonly done: ReadonlySet<string>;
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Runs of other builds, by build. They are listed apart and prove nothing for this one. */
  readonly others: Readonly<Record<string, number>>;
}

/** SHA-256 over the built project, paths and bytes; the first twelve digits name it. */
export function buildHash(projectFolder: string): string {
  const hash = createHash('sha256');
  for (const path of filesBelow(projectFolder, '')) hash.update(`${path}\n`).update(readFileSync(join(projectFolder, path)));
  return hash.digest('hex').slice(0, 12);
}

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder)).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
  });
}

/** Reads what is done, a line each. A last line that was cut off by a kill counts as not done. */
export function readState(file: string, build: string): EarlierRuns {
  const done = new Set<string>();
  const tallies = new Map<string, Tally>();
  const others: Record<string, number> = {};
  for (const line of existsSync(file) ? linesOf(file) : []) {
    if (line.build !== build) {
      others[line.build] = (others[line.build] ?? 0) + line.tally.runs;
      continue;
    }
    done.add(line.part);
    const [mode = ''] = line.part.split('/');
    tallies.set(mode, add(tallies.get(mode) ?? NO_TALLY, line.tally));
  }
  return { done, tallies, others };
}

function linesOf(file: string): readonly Line[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((text) => {
    try {
      return [JSON.parse(text) as Line];
    } catch {
      return [];
    }
  });
}

export function keepPart(file: string, line: Line): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}
