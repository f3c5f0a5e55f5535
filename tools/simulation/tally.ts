import type { Hit } from './faults';

/** A run that broke a rule, and how to run it again. */
export interface Finding {
  /** `npm run simulate -- --replay` takes it. */
  readonly replay: string;
  readonly broken: readonly string[];
}

/** What a part of the simulation tried and found. Plain data: it travels between processes and into the state file. */
export interface Tally {
  /** Faulted executions: one injected fault (two in mode b), recovery until at rest, all rules. */
  readonly runs: number;
  readonly milliseconds: number;
  /** Faults that fired, by boundary and fault: `restlet.post N/record.Record.save salesorder|kill-after`. */
  readonly reached: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

export const NO_TALLY: Tally = { runs: 0, milliseconds: 0, reached: {}, findings: [] };

/** Findings beyond this many are counted and not kept. */
const MOST_FINDINGS = 50;

export function add(left: Tally, right: Tally): Tally {
  const reached: Record<string, number> = { ...left.reached };
  for (const [name, count] of Object.entries(right.reached)) reached[name] = (reached[name] ?? 0) + count;
  return {
    runs: left.runs + right.runs, milliseconds: left.milliseconds + right.milliseconds, reached, findings: [...left.findings, ...right.findings].slice(0, MOST_FINDINGS),
  };
}

/** Counts runs as they come. */
export class Counter {
  private runs = 0;
  private readonly reached: Record<string, number> = {};
  private readonly findings: Finding[] = [];
  private readonly startedMs = performance.now();

  count(hits: readonly Hit[], replay: string, broken: readonly string[], runs = 1): void {
    this.runs += runs;
    for (const { boundary, fault } of hits) {
      const name = `${boundary}|${fault}`;
      this.reached[name] = (this.reached[name] ?? 0) + 1;
    }
    if (broken.length > 0 && this.findings.length < MOST_FINDINGS) this.findings.push({ replay, broken });
  }

  get found(): number {
    return this.findings.length;
  }

  tally(): Tally {
    return { runs: this.runs, milliseconds: Math.round(performance.now() - this.startedMs), reached: this.reached, findings: this.findings };
  }
}
