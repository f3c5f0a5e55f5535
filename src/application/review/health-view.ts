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
  readonly nowMs: number;
}
