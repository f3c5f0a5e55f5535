import type { GateCall, GateOrder } from '../../../emulator/runtime/types';
import type { Emulator, RestletReply } from '../../../emulator/types';

/** Ways in which a call can go wrong at an N/* boundary. */
export const FAULTS = ['kill-before', 'kill-after', 'error-before', 'error-after', 'usage-exhausted', 'time-exceeded'] as const;

export type Fault = (typeof FAULTS)[number];

function orderOf(fault: Fault): GateOrder {
  switch (fault) {
    case 'error-before':
    case 'error-after':
      return { kind: fault, name: 'UNEXPECTED_ERROR', message: 'An unexpected error occurred. Error ID: sim' };
    default:
      return { kind: fault };
  }
}

/** What a faulty run came to: undefined reply where the script died. */
export interface FaultyRun {
  /** The call the fault hit; undefined: the run ended before it came to that call. */
  readonly hit: string | undefined;
  readonly reply: RestletReply;
}

/** Runs `work` with a fault at its n-th N/* call, counted from 0 over the whole run. */
export function withFault(emulator: Emulator, n: number, fault: Fault, work: () => RestletReply): FaultyRun {
  let seen = -1;
  let hit: string | undefined;
  const remove = emulator.onCall((call: GateCall) => {
    seen += 1;
    if (seen !== n) return undefined;
    hit = `${call.member} ${call.detail.split('\n')[0]?.slice(0, 60) ?? ''}`;
    return orderOf(fault);
  });
  try {
    return { reply: work(), hit };
  } finally {
    remove();
  }
}

/** Runs `work` and, before its n-th N/* call, runs `other` whole. */
export function withInterruption(emulator: Emulator, n: number, work: () => RestletReply, other: () => RestletReply): FaultyRun & { readonly other: RestletReply | undefined } {
  let seen = -1;
  let hit: string | undefined;
  let otherReply: RestletReply | undefined;
  const remove = emulator.onCall((call: GateCall) => {
    if (hit !== undefined) return undefined;
    seen += 1;
    if (seen !== n) return undefined;
    hit = call.member;
    otherReply = other();
    return undefined;
  });
  try {
    const reply = work();
    return { reply, hit, other: otherReply };
  } finally {
    remove();
  }
}
