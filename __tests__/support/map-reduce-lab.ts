import type { Emulator, EmulatorOptions } from '../../emulator/types';
import { bootTestEmulator } from './emulator';
import { SWEEP_MAPREDUCE, scriptFile } from './sdf-project';

export interface SweepLab extends Partial<EmulatorOptions> {
  /** Tags of the on-demand deployment: `{ buffersize: 4 }`. */
  readonly deployment?: Readonly<Record<string, number>>;
  readonly modules?: readonly string[];
}

/** Boots an account whose sweep script is `body`. */
export async function bootSweep(body: string, { deployment, modules, ...options }: SweepLab = {}): Promise<Emulator> {
  return bootTestEmulator({ ...options, files: sweepFiles(body, deployment, modules) });
}

/** Project files of a sweep whose script is `body`. */
export function sweepFiles(
  body: string, deployment: Readonly<Record<string, number>> = {}, modules: readonly string[] = ['N/log', 'N/error', 'N/runtime'],
): Readonly<Record<string, string>> {
  return {
    'FileCabinet/SuiteScripts/sample/sweep.js': scriptFile('MapReduceScript', body, modules),
    'Objects/scripts/customscript_sweep.xml': sweepXml(deployment),
  };
}

/** The sweep with these tags in its on-demand deployment. */
export function sweepXml(deployment: Readonly<Record<string, number>>): string {
  const tags = Object.entries(deployment).map(([tag, value]) => `<${tag}>${String(value)}</${tag}>`).join('');
  return SWEEP_MAPREDUCE.replace('<title>Sweep now</title>', `<title>Sweep now</title>${tags}`);
}

export const run = (emulator: Emulator) => emulator.runMapReduce('customscript_sweep', 'customdeploy_sweep_now');

/** Lets summarize tell a test what it saw: the run's report carries its error. */
export const TELL = "const tell = (what) => { throw error.create({ name: 'TOLD', message: JSON.stringify(what) }); };";

export function told(emulator: Emulator): unknown {
  const report = run(emulator);
  const message = report.errors.find((error) => error.stage === 'summarize' && error.name === 'TOLD')?.message;
  if (message === undefined) throw new Error(`nothing was told: ${JSON.stringify(report)}`);
  return JSON.parse(message);
}

export const OUTPUT = "const output = []; summary.output.iterator().each((key, value) => { output.push([key, value]); return true; });";
export const ERRORS = (stage: string) => `const errors = []; summary.${stage}Summary.errors.iterator().each((key, text, no) => { errors.push([key, JSON.parse(text).name, no]); return true; });`;
export const KEYS = (stage: string) => `const keys = []; summary.${stage}Summary.keys.iterator().each((key, count, state) => { keys.push([key, count, state]); return true; });`;
