import type { LocalHourIn } from '../domain/absence';
import type { CalendarDateIn } from '../domain/calendar';
import type { Sha256 } from '../domain/identity';

/** Who calls. */
export interface Caller {
  readonly userId: number;
  /** Script id of the role. */
  readonly role: string;
}

/** What the platform supplies besides records. */
export interface Platform {
  nowMs(): number;
  readonly sha256: Sha256;
  /** Random hex, for salts and lease names. */
  randomHex(bytes: number): string;
  remainingUnits(): number;
  /** Tells dates in the zones that the account knows. */
  readonly calendarDateIn: CalendarDateIn;
  readonly localHourIn: LocalHourIn;
  readonly caller: Caller;
  /** `1234567`, `1234567_SB1`. */
  readonly accountId: string;
  /** False in a sandbox or any other copy. */
  readonly production: boolean;
}
