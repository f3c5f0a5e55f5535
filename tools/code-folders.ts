import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ALL: readonly string[] = ['src', 'emulator', 'demo', 'examples', 'tools', 'bench', '__tests__'];

/** The folders below `root` that hold code under the import rules; those that a tree does not have yet are left out. */
export function codeFolders(root: string): readonly string[] {
  return ALL.filter((folder) => existsSync(join(root, folder)));
}
