import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addActions } from '../../../tools/simulation/actions-project';
import { openCompany } from '../../../tools/simulation/company';
import { openWorld } from '../../../tools/simulation/world';
import type { World } from '../../../tools/simulation/world';
import { Stages } from '../../../tools/simulation/parts';
import { add, NO_TALLY } from '../../../tools/simulation/tally';
import type { Part } from '../../../tools/simulation/parts';
import type { Tally } from '../../../tools/simulation/tally';

/** The built project, as `npm test` builds it. */
export const BUILT_PROJECT = join(__dirname, '..', '..', '..', 'dist');

export async function openSimulatedWorld(projectFolder: string = BUILT_PROJECT): Promise<World> {
  return openWorld(await openCompany(projectFolder));
}

/** A copy of the built project for the tests of a file, with the script for what people do. */
export function projectWithActions(): () => string {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docket-simulated-'));
    cpSync(BUILT_PROJECT, folder, { recursive: true });
    await addActions(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** Runs parts one after another in one account; what they came to together. */
export async function runParts(parts: Iterable<Part>, projectFolder?: string): Promise<Tally> {
  const world = await openSimulatedWorld(projectFolder);
  const stages = new Stages(world);
  try {
    let total = NO_TALLY;
    for (const part of parts) total = add(total, stages.run(part));
    return total;
  } finally {
    world.company.emulator.close();
  }
}
