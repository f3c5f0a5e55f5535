import { dateOfDay } from '../../domain/calendar';
import type { Viewer } from '../../domain/review/capability';
import { ageBounds } from '../../domain/review/due';
import type { QueueFilter } from '../../domain/review/queue-filter';
import { closenessOn } from '../../domain/review/urgency';
import type { MachineState } from '../machine-ports';
import type { QueueQuestion, Scope } from './review-rows-port';

const DAY_MS = 86_400_000;

/** A filter as somebody asks it at a moment. What reads and what acts ask the same, so both have the same rows. 10 units more for who sees some subsidiaries alone. */
export function questionAt(filter: QueueFilter, viewer: Viewer, { machine, nowMs }: { readonly machine: Pick<MachineState, 'read'>; readonly nowMs: number }): QueueQuestion {
  const day = Math.floor(nowMs / DAY_MS);
  return {
    filter, userId: viewer.userId, nowMs, endOfTodayMs: (day + 1) * DAY_MS, age: ageBounds(filter.age, nowMs), closeness: closenessOn(dateOfDay(day)), scope: scopeOf(viewer, machine),
  };
}

/** Whose operations somebody sees. 10 units for who sees some subsidiaries alone. */
export function scopeOf({ subsidiaries }: Pick<Viewer, 'subsidiaries'>, machine: Pick<MachineState, 'read'>): Scope {
  if (subsidiaries === 'all') return { subsidiaries, sources: [] };
  const sources = machine.read([BINDING]).filter(({ value }) => postsWithin(value, subsidiaries)).map(({ name }) => name.slice(BINDING.length));
  return { subsidiaries, sources };
}

const BINDING = 'binding:';

/** True where a binding names subsidiaries, and none but these. */
function postsWithin(binding: string, subsidiaries: readonly number[]): boolean {
  const { subsidiary, subsidiaries: more } = (safeJson(binding) ?? {}) as { readonly subsidiary?: unknown; readonly subsidiaries?: unknown };
  const named: readonly unknown[] = [...(subsidiary === undefined ? [] : [subsidiary]), ...(Array.isArray(more) ? (more as readonly unknown[]) : [])];
  return named.length > 0 && named.every((one) => typeof one === 'number' && subsidiaries.includes(one));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
