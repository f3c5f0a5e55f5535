import type { LogFilter, LoggedExecution, LoggedLine } from '../scripts/execution-log';
import type { MapReduceReport } from '../types';

/** One deployment as the control page shows it. */
export interface DeploymentView {
  readonly script: string;
  readonly deployment: string;
  readonly name: string;
  readonly title: string;
  /** Root tag of the script's object: `restlet`, `mapreducescript`. */
  readonly kind: string;
  readonly status: string;
  readonly isDeployed: boolean;
  /** RESTlets: where to call it, path and query. */
  readonly path: string | undefined;
  /** True where `run` takes it. */
  readonly runnable: boolean;
  /** Scheduled ones: when next, NetSuite time. */
  readonly nextMs: number | undefined;
}

/** Values as shown, by field id. */
export type ShownValues = Readonly<Record<string, string>>;

export interface RecordTypeView {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

export interface RecordView {
  readonly type: string;
  readonly id: number;
  readonly values: ShownValues;
  readonly subrecords: Readonly<Record<string, ShownValues>>;
  readonly sublists: Readonly<Record<string, readonly ShownValues[]>>;
}

export interface StatusView {
  readonly accountId: string;
  readonly projectName: string;
  readonly netSuiteMs: number;
  readonly hostMs: number;
  readonly timeZone: string;
  readonly nextScheduledMs: number | undefined;
  readonly callsInFlight: number;
  readonly concurrencyLimit: number;
}

/** What the control page reads and may order. Nothing here changes a record. */
export interface ControlData {
  status(): StatusView;
  deployments(): readonly DeploymentView[];
  log(filter: LogFilter): { readonly lines: readonly LoggedLine[]; readonly executions: readonly LoggedExecution[] };
  recordTypes(): readonly RecordTypeView[];
  /** Newest first; undefined where there is no such type. */
  records(type: string, limit: number): readonly ShownValues[] | undefined;
  record(type: string, id: number): RecordView | undefined;
  advance(ms: number): readonly MapReduceReport[];
  /** Undefined where there is no such Map/Reduce deployment. */
  run(script: string, deployment: string): MapReduceReport | undefined;
}
