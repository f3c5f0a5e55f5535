import type { ChainFinding } from '../../domain/audit/chain-verify';
import type { SealFinding } from '../../domain/audit/seal';
import type { VerifyProgress } from '../../domain/audit/verify-plan';

/** What one slice came to. */
export interface SliceResult {
  readonly toId: number;
  readonly seal: number;
  readonly rows: number;
  /** All that were found, counted; `findings` names the first of them. */
  readonly count: number;
  readonly findings: readonly ChainFinding[];
  readonly sealFindings: readonly SealFinding[];
}

/** What a run came to, for the log. */
export interface VerifyReport {
  readonly progress: VerifyProgress;
  readonly finished: boolean;
  readonly findings: readonly ChainFinding[];
  readonly sealFindings: readonly SealFinding[];
}
