import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface StartOptions {
  /** Undefined: 8080 where it is free, else any. */
  readonly port: number | undefined;
  /** Absolute path. */
  readonly dataFolder: string;
  /** Send no example documents. */
  readonly empty: boolean;
  /** Sources that the demo's connector is to speak for besides those of the demo company. */
  readonly bind: readonly string[];
  /** Stop when the examples are done; the exit code tells whether each came out as expected. */
  readonly once: boolean;
}

export type ReadOptions =
  | { readonly kind: 'options'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

export const DEFAULT_DATA_FOLDER = '.emulator';

export const HELP = `npm start -- [options]

Builds the project, boots the local NetSuite with a demo company, sends the example documents and keeps serving.

  --port N     serve on this port (default: 8080 where it is free, else any free one)
  --data DIR   keep the account's data here (default: ${DEFAULT_DATA_FOLDER})
  --empty      send no example documents
  --bind NAME  let the connector speak for the source NAME too; may be given more than once
  --once       stop when the examples are done; exit code 0 only if each came out as expected
  --help       show this
`;

/** Reads the command line. Relative folders are taken from `workingFolder`. */
export function readOptions(args: readonly string[], workingFolder: string): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' }, data: { type: 'string', default: DEFAULT_DATA_FOLDER },
        bind: { type: 'string', multiple: true, default: [] },
        empty: { type: 'boolean', default: false }, once: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const port = values.port === undefined ? undefined : readPort(values.port);
    if (port === null) return { kind: 'wrong', message: `--port takes a whole number from 0 to 65535, not '${values.port ?? ''}'.` };
    if (values.data === '') return { kind: 'wrong', message: '--data takes the path of a folder.' };
    const misnamed = values.bind.find((source) => !/^[a-z][a-z0-9_-]{0,29}$/.test(source));
    if (misnamed !== undefined) return { kind: 'wrong', message: `--bind takes the name of a source as its maps write it, not '${misnamed}'.` };
    return { kind: 'options', options: { port, dataFolder: resolve(workingFolder, values.data), empty: values.empty, bind: values.bind, once: values.once } };
  } catch (error) {
    return { kind: 'wrong', message: (error as Error).message };
  }
}

function readPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? port : null;
}
