/** Usage units of one path of the product, measured, beside its budget. The target record's own units are left out. */
export interface UsageRow {
  readonly path: string;
  readonly units: number;
  readonly budget: number;
}

/** Marks between which the README shows the table; a test compares it with what it measures. */
export const USAGE_MARKERS = ['<!-- usage:start -->', '<!-- usage:end -->'] as const;

/** The table as the README shows it. */
export function renderUsage(rows: readonly UsageRow[]): string {
  return [
    '| Path | Units measured | Budget |',
    '| --- | ---: | ---: |',
    ...rows.map(({ path, units, budget }) => `| ${path} | ${String(units)} | ${String(budget)} |`),
  ].join('\n');
}
