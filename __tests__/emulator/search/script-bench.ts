import type { EmulatedModule } from '../../../emulator/modules/types';
import { queryModule } from '../../../emulator/modules/query';
import { searchModule } from '../../../emulator/modules/search';
import type { EntryPointOutcome } from '../../../emulator/runtime/script-runtime';
import type { RuntimeServices } from '../../../emulator/runtime/services';
import type { Actor } from '../../../emulator/runtime/types';
import { createSearchEngine } from '../../../emulator/search/engine';
import { ScriptLab } from '../runtime/script-lab';
import { administrator, openSmallAccount, smallMetadata } from '../suiteql/small-account';

/** The module with services of its own in place of the runtime's. */
function withServices<T>(module: EmulatedModule<T>, services: T): EmulatedModule<RuntimeServices> {
  return {
    name: module.name,
    emulated: module.emulated,
    build: ({ execution, realm, call }) => module.build({ execution, realm, call: (metered, effect) => call(metered, effect), services }),
  };
}

/** Runs script bodies that use N/query and N/search against the small account. */
export function openScriptBench() {
  const { database, queries } = openSmallAccount();
  const searches = createSearchEngine({ database, metadata: smallMetadata(), timeZone: 'America/Los_Angeles' });
  const lab = new ScriptLab({ extraModules: [withServices(queryModule, { queries }), withServices(searchModule, { searches })] });
  const run = (body: string, actor: Actor = administrator): EntryPointOutcome => {
    lab.restlet(body, { query: 'N/query', search: 'N/search' });
    return lab.run({ execution: { ...lab.open(), actor } });
  };
  return {
    database,
    run,
    /** What the body returns, or the name and message of the error it let out. */
    value: (body: string, actor?: Actor): unknown => {
      const outcome = run(body, actor);
      return outcome.kind === 'returned' ? outcome.value : outcome;
    },
    close: () => {
      lab.close();
      database.close();
    },
  };
}
