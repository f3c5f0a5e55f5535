import { asciiJson } from '../../domain/ascii-json';
import { chainEvent, NUMBERS_AHEAD } from '../../domain/event-chain';
import type { ChainHead } from '../../domain/event-chain';
import type { Ports } from '../ports';
import type { Asker } from './act';

/** A step in the chain of a cause or a request. */
export interface SideStep {
  readonly action: string;
  readonly key: string;
  readonly asker: Asker;
  /** What stays for ever beside who and what: no personal data. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly note: string;
}

export type Stepped =
  | { readonly kind: 'appended'; readonly head: ChainHead }
  /** Somebody was faster; `end`: the last event of the chain. */
  | { readonly kind: 'taken'; readonly end: ChainHead };

/** Chain of a cause. */
export function causeChain(fingerprint: string): string {
  return `cause-${fingerprint}`;
}

/** Appends a step behind the head that it was judged by: the fence of causes and requests. 6 units; 16 where it is taken. */
export function appendStep(chain: string, head: ChainHead, step: SideStep, { events, platform }: Ports): Stepped {
  const event = chainEvent({
    chain, kind: 'action', atMs: platform.nowMs(), actor: `user ${String(platform.caller.userId)} as ${platform.caller.role}`, salt: platform.randomHex(16),
    facts: asciiJson({ action: step.action, by: byLine(step.asker), actionKey: step.key, ...step.facts }), values: asciiJson({ note: step.note }),
  }, head, platform.sha256);
  const appended = events.append(event);
  if (appended.kind === 'appended') return { kind: 'appended', head: { number: event.number, hash: event.hash } };
  return { kind: 'taken', end: appended.end };
}

/** True where a click stands in the latest dozens of a chain. 10 units. */
export function wasStepped(chain: string, head: ChainHead, key: string, { events }: Ports): boolean {
  const from = Math.max(1, head.number - NUMBERS_AHEAD + 1);
  return events.facts(chain, from, head.number + NUMBERS_AHEAD).some(({ facts }) => (JSON.parse(facts) as { readonly actionKey?: unknown }).actionKey === key);
}

/** Who asked, as chains say it. */
function byLine({ userId, role }: Asker): string {
  return `user ${String(userId)} as ${role}`;
}
