import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a script calls on the objects that these members hand out, which pass the boundary in their stead. */
const THROUGH: Readonly<Record<string, readonly string[]>> = {
  'N/record.create': ['N/record.create', 'N/record.Record.save'],
  'N/cache.getCache': ['N/cache.Cache.get', 'N/cache.Cache.put'],
  'N/task.create': ['N/task.MapReduceScriptTask.submit'],
};

/** Members that exist; another is a local variable of the module's name. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'N/record.create', 'N/record.load', 'N/record.transform', 'N/record.copy', 'N/record.submitFields', 'N/record.delete', 'N/record.attach', 'N/record.detach',
  'N/query.runSuiteQL', 'N/query.runSuiteQLPaged', 'N/search.lookupFields', 'N/search.create', 'N/search.load', 'N/search.global', 'N/search.duplicates',
  'N/cache.getCache', 'N/transaction.void', 'N/task.create', 'N/task.checkStatus', 'N/config.load', 'N/log.debug', 'N/log.audit', 'N/log.error', 'N/log.emergency', 'N/email.send',
]);


/**
 * N/* members that the built scripts call, as their text has them: `N/record.create`. A member of theirs that no fault reached is
 * one that the simulation says nothing about.
 */
export function membersCalled(projectFolder: string): readonly string[] {
  const folder = join(projectFolder, 'FileCabinet', 'SuiteScripts', 'docket');
  const members = new Set<string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const module of modulesOf(text)) {
      for (const [, member = ''] of text.matchAll(new RegExp(`(?<![.\\w])${module.name}\\.(\\w+)\\(`, 'g'))) members.add(`${module.id}.${member}`);
    }
  }
  return [...members].filter((member) => FUNCTIONS.has(member)).flatMap((member) => THROUGH[member] ?? [member]).sort();
}

/** Modules that a built script asks for, with the names it knows them by. */
function modulesOf(text: string): readonly { readonly id: string; readonly name: string }[] {
  const [, ids = '', names = ''] = /define\(\[([^\]]*)\], \(?function \(([^)]*)\)/.exec(text) ?? [];
  const known = names.split(',').map((name) => name.trim());
  return ids.split(',').map((id) => id.trim().replace(/^'|'$/g, '')).flatMap((id, index) => (id.startsWith('N/') ? [{ id, name: known[index] ?? '' }] : []));
}

/** Faults that fired, by N/* member and fault. */
export function byMember(reached: Readonly<Record<string, number>>): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const members = new Map<string, Record<string, number>>();
  for (const [name, count] of Object.entries(reached)) {
    const [boundary = '', fault = ''] = name.split('|');
    const [, member = ''] = boundary.split(' ');
    const counts = members.get(member) ?? {};
    counts[fault] = (counts[fault] ?? 0) + count;
    members.set(member, counts);
  }
  return new Map([...members].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Members that the scripts call and no fault, or not every fault, reached. */
export function neverReached(members: readonly string[], reached: Readonly<Record<string, number>>, faults: readonly string[]): readonly string[] {
  const counts = byMember(reached);
  return members.flatMap((member) => faults.filter((fault) => (counts.get(member)?.[fault] ?? 0) === 0).map((fault) => `${member}, ${fault}`));
}
