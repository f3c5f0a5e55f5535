/** How the installation is doing, for the portlet and the health page. */
export interface HealthView {
  readonly account: string;
  readonly production: boolean;
  readonly open: number;
  readonly late: number;
  readonly oldestMs: number | undefined;
  /** Base currency, plain decimal. */
  readonly atRisk: string;
  readonly atRiskUnknown: number;
  readonly baseCurrency: string;
  readonly retriesDueInHour: number;
  readonly appliedToday: number;
  readonly duplicatesStoppedToday: number;
  /** Since the sweep last told of itself, milliseconds; undefined: it never did. */
  readonly heartbeatAgeMs: number | undefined;
  readonly nextSweepMs: number | undefined;
  /** True: nothing above may be believed to be fresh. A page says so and never shows a green zero. */
  readonly stale: boolean;
  readonly intakeOpen: boolean;
  readonly pausedSources: readonly string[];
  readonly pausedWork: readonly string[];
  readonly breakers: readonly { readonly source: string; readonly recordType: string; readonly state: 'open' | 'half_open'; readonly sinceMs: number }[];
  /** True where open operations were taken by another account: this is a copy. */
  readonly copy: { readonly is: boolean; readonly of: string; readonly open: number };
  /** How the history stands: what was verified and sealed last. */
  readonly history: HistoryHealth;
  readonly nowMs: number;
}

/** What the last verification and the last seal came to. */
export interface HistoryHealth {
  /** Undefined: it was never verified to the end. */
  readonly verifiedMs: number | undefined;
  readonly rows: number;
  /** Rows and seals that are not as they were written, in the last verification and the one under way. */
  readonly findings: number;
  /** True while a verification that was begun is not at its end. */
  readonly underWay: boolean;
  /** Number of the last seal; 0: there is none. */
  readonly seal: number;
  readonly sealMs: number | undefined;
  /** Number of the last seal that was sent out of the account; 0: none was. */
  readonly sentOut: number;
}
