import { asciiJson } from '../ascii-json';
import type { RollbackPlan, RollbackStep } from './plan';
import { planText } from './plan-text';

/** A plan with the time that it was made for, which chooses the period of a reversal: what a request holds and what its hash is of. */
export interface AskedPlan {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly plan: RollbackPlan;
}

/** A step of an approved rollback: the document of the operation that goes it. */
export interface StepOrder {
  /** Number of the request. */
  readonly request: string;
  /** Epoch milliseconds: the time that the plan was made for. */
  readonly atMs: number;
  readonly step: RollbackStep;
}

/** A plan as a request holds it, in one order of members. */
export function askedPlanText({ atMs, plan }: AskedPlan): string {
  return `{"atMs":${String(atMs)},"plan":${planText(plan)}}`;
}

/** Reads what `askedPlanText` wrote; undefined: it is none. */
export function askedPlanOf(text: string): AskedPlan | undefined {
  const { atMs, plan } = membersOf(text) as Partial<AskedPlan>;
  return typeof atMs === 'number' && typeof plan === 'object' && Array.isArray(plan.steps) ? { atMs, plan } : undefined;
}

/** A step as the document of its operation. */
export function stepText(order: StepOrder): string {
  return asciiJson({ rollback: order });
}

/** Reads what `stepText` wrote; undefined: the document is none of a step. */
export function stepOf(text: string): StepOrder | undefined {
  const { rollback } = membersOf(text) as { readonly rollback?: Partial<StepOrder> };
  const { request, atMs, step } = rollback ?? {};
  return typeof request === 'string' && typeof atMs === 'number' && typeof step === 'object' ? { request, atMs, step } : undefined;
}

function membersOf(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
