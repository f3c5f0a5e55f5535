import { currentRecordModule } from './current-record';
import { dialogModule } from './dialog';
import { formatModule } from './format-module';
import { httpsModule } from './https';
import { messageModule } from './message-module';
import { notEmulated } from './refusals';
import { runtimeModule } from './runtime-module';
import { urlModule } from './url';

const MODULES: Readonly<Record<string, () => object>> = {
  'N/currentRecord': currentRecordModule, 'N/ui/dialog': () => dialogModule, 'N/ui/message': () => messageModule, 'N/url': urlModule,
  'N/https': () => httpsModule, 'N/runtime': runtimeModule, 'N/format': () => formatModule,
};

/** A module of the platform as the browser has it. Refuses by name what is not there. */
export function netsuiteModule(name: string): object {
  const make = MODULES[name];
  if (make === undefined) throw notEmulated(`${name} in the browser`);
  return make();
}
