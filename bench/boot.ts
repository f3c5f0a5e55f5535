import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { settleOrders, openCompany, withDataFolder } from './company';

export interface BootFigures {
  /** From the start of the process, reading and compiling its sources included, milliseconds. */
  readonly emptyMs: number;
  readonly existingMs: number;
  /** Settled orders in the existing account. */
  readonly existingOrders: number;
}

/** How long a built product takes from the start of the process to its first answer over HTTP: new account, and existing one. */
export async function measureBoot(existingOrders: number, say: (line: string) => void): Promise<BootFigures> {
  say('on an empty folder');
  const emptyMs = await withDataFolder((folder) => Promise.resolve(bootOnce(folder)));
  say(`on an account with ${String(existingOrders)} settled orders`);
  const existingMs = await withDataFolder(async (folder) => {
    const company = await openCompany(folder);
    settleOrders(company, existingOrders, (done) => { say(`  ${String(done)} settled`); });
    company.emulator.close();
    return bootOnce(folder);
  });
  return { emptyMs, existingMs, existingOrders };
}

function bootOnce(folder: string): number {
  return Number(execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'boot-once.ts'), folder], { encoding: 'utf8' }));
}
