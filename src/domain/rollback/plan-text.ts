import { asciiJson } from '../ascii-json';
import type { Sha256 } from '../identity';
import type { RollbackPlan } from './plan';

/** A plan as canonical ASCII JSON, members sorted: what a request holds and what is hashed. */
export function planText(plan: RollbackPlan): string {
  return canonicalJson(plan);
}

/** Data as ASCII JSON, members sorted: the same data is the same text. */
export function canonicalJson(value: unknown): string {
  return asciiJson(sorted(value));
}

/** SHA-256 of a plan. Another fact that the plan rests on makes another hash. */
export function planHash(plan: RollbackPlan, sha256: Sha256): string {
  return sha256(planText(plan));
}

/** Reads what `planText` wrote; undefined: it is none. Whether it was changed is for its hash to say. */
export function planOf(text: string): RollbackPlan | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'version' in parsed && parsed.version === 1 && 'steps' in parsed && Array.isArray(parsed.steps)
      ? (parsed as RollbackPlan) : undefined;
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]));
}
