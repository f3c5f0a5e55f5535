import type { HttpReply } from './messages';

/** Calls in flight of one account: RESTlets and REST services share them (platform facts 2.5). */
export interface ConcurrencyGovernor {
  /** Takes a place and returns what gives it back (once), or undefined where all are taken. */
  enter(): (() => void) | undefined;
  inFlight(): number;
}

export function createConcurrencyGovernor(limit: number): ConcurrencyGovernor {
  let taken = 0;
  return {
    enter() {
      if (taken >= limit) return undefined;
      taken += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        taken -= 1;
      };
    },
    inFlight: () => taken,
  };
}

/** A reply and the place among the calls in flight that is given back once it is sent. */
export interface AdmittedReply {
  readonly reply: HttpReply;
  readonly leave: () => void;
}

/** A reply to a call that never got in. */
export function refusedAtTheDoor(reply: HttpReply): AdmittedReply {
  return { reply, leave: () => undefined };
}

/** Answers an admitted call; its place is given back at once where the answer fails. */
export async function whileInFlight(leave: () => void, work: () => Promise<HttpReply>): Promise<AdmittedReply> {
  try {
    return { reply: await work(), leave };
  } catch (error) {
    leave();
    throw error;
  }
}
