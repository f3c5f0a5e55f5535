import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_PROJECT } from './company';

/** A fault planted in the built product: text of the built script, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
}

const SCRIPTS = ['inbound_restlet.js', 'sweep_mapreduce.js'] as const;

/** Builds the product with a fault planted in each of its scripts that has the place, in a folder of its own. Throws where no script has it. */
export function plantMutant(mutant: Mutant): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-mutant-'));
  cpSync(BUILT_PROJECT, folder, { recursive: true });
  for (const { find, replace } of mutant.edits) {
    let planted = 0;
    for (const script of SCRIPTS) {
      const path = join(folder, 'FileCabinet', 'SuiteScripts', 'docket', script);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(find)) continue;
      planted += 1;
      writeFileSync(path, text.replace(find, () => replace));
    }
    if (planted === 0) throw new Error(`The mutant "${mutant.name}" has no place to be planted: ${find}`);
  }
  return folder;
}

/** Looks whether the key is known, then logs: what most integrations do. The row is no longer unique by its key. */
const LOOKS_BEFORE_IT_LOGS: Mutant = {
  name: 'looks before it logs',
  edits: [
    {
      find: 'const logged = ports.operations.log(document,',
      replace: 'if (ports.operations.find(document.operationId) !== undefined) return answerRepeat(document, { name: "SEEN", message: "" }, ports, configuration.overrides);\n      const logged = ports.operations.log(document,',
    },
    { find: 'externalid: document.operationId,', replace: 'externalid: document.operationId + "_" + document.receivedMs,' },
    { find: 'o WHERE o.externalid = ?`;', replace: "o WHERE o.externalid LIKE ? || '%'`;" },
  ],
};

/** The effect carries no operation: nobody can tell afterwards whose it is. */
const LEAVES_NO_STAMP: Mutant = {
  name: 'leaves no stamp',
  edits: [{ find: 'target.setValue({ fieldId: kind.stampField, value: identity.operationId });', replace: '' }],
};

/** Work left behind is carried on without asking whether its effect is there already. */
const DOES_NOT_PROBE: Mutant = {
  name: 'does not probe',
  edits: [
    { find: 'context.triedBefore ? probe(reading, planned) : undefined', replace: 'undefined' },
    { find: "target.setValue({ fieldId: 'externalid', value: identity.externalId });", replace: '' },
  ],
};

/** A taken number of the chain is passed over instead of being read: two outcomes for one operation. */
const IGNORES_THE_FENCE: Mutant = {
  name: 'ignores the fence',
  edits: [{ find: 'if (appended.outcomeEventId !== undefined)', replace: 'if (false)' }],
};

/** An operation that another run left unsettled on the same object is not waited for, and the target has no unique id. */
const IGNORES_THE_LANE: Mutant = {
  name: 'ignores the lane',
  edits: [
    { find: 'if (holder !== undefined) {', replace: 'if (false) {' },
    { find: "target.setValue({ fieldId: 'externalid', value: identity.externalId });", replace: '' },
  ],
};

export const MUTANTS: readonly Mutant[] = [LOOKS_BEFORE_IT_LOGS, LEAVES_NO_STAMP, DOES_NOT_PROBE, IGNORES_THE_FENCE, IGNORES_THE_LANE];
