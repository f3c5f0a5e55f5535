import * as crypto from 'N/crypto';
import * as random from 'N/crypto/random';
import * as encode from 'N/encode';
import * as format from 'N/format';
import * as runtime from 'N/runtime';
import type { Platform } from '../application/ports';
import type { LocalHourIn } from '../domain/absence';
import { dateOfDay } from '../domain/calendar';
import type { CalendarDateIn } from '../domain/calendar';

/** Clock, hashing, randomness, units and caller, as NetSuite supplies them. Built inside an entry function. */
export function netSuitePlatform(): Platform {
  const user = runtime.getCurrentUser();
  const script = runtime.getCurrentScript();
  return {
    nowMs: () => Date.now(),
    sha256: (text) => {
      const hash = crypto.createHash({ algorithm: crypto.HashAlg.SHA256 });
      hash.update({ input: text, inputEncoding: encode.Encoding.UTF_8 });
      return hash.digest({ outputEncoding: encode.Encoding.HEX }).toLowerCase();
    },
    randomHex: (bytes) => [...random.generateBytes({ size: bytes })].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    remainingUnits: () => script.getRemainingUsage(),
    calendarDateIn,
    localHourIn,
    accountId: runtime.accountId,
    production: runtime.envType === runtime.EnvType.PRODUCTION,
    caller: { userId: user.id, role: user.roleId },
  };
}

/**
 * The date in a zone, by NetSuite's own tables. The wall-clock time is written in the zone and read back in UTC, so whatever
 * way the user's preferences write a date, both ends write it alike (platform facts 4.8).
 */
const calendarDateIn: CalendarDateIn = (epochMs, zone) => {
  const wallClockMs = wallClockIn(epochMs, zone);
  return wallClockMs === undefined ? undefined : dateOfDay(Math.floor(wallClockMs / MS_PER_DAY));
};

/** The hour in a zone, by the same tables. */
const localHourIn: LocalHourIn = (epochMs, zone) => {
  const wallClockMs = wallClockIn(epochMs, zone);
  if (wallClockMs === undefined) return undefined;
  const day = Math.floor(wallClockMs / MS_PER_DAY);
  return { date: dateOfDay(day), hour: Math.floor((wallClockMs - day * MS_PER_DAY) / MS_PER_HOUR) };
};

/** What a clock on the wall of a zone shows, as milliseconds since it showed the first day of 1970; undefined: the zone is not known. */
function wallClockIn(epochMs: number, zone: string): number | undefined {
  if (zone === UTC) return epochMs;
  // The types number this list; NetSuite's own values are the names of the zones (N/format help page).
  const known = Object.values(format.Timezone as unknown as Readonly<Record<string, string>>);
  if (!known.includes(zone)) return undefined;
  const text: unknown = format.format({ value: new Date(epochMs), type: format.Type.DATETIME, timezone: zone as unknown as format.Timezone });
  const wallClock: unknown = format.parse({ value: String(text), type: format.Type.DATETIME, timezone: format.Timezone.GMT });
  return Object.prototype.toString.call(wallClock) === '[object Date]' ? (wallClock as Date).getTime() : undefined;
}

const UTC = 'UTC';

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
