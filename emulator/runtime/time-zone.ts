/** Zone in which server scripts read local time: Pacific, whatever the company's own zone (platform facts 4.8). */
export const SERVER_TIME_ZONE = 'America/Los_Angeles';

/**
 * Server scripts read local time in the account's zone (platform facts 4.8), whatever machine the emulator runs on. V8 has
 * one zone a process, so the runtime sets the process's zone and checks that it took. Throws where it did not: inside
 * jest, for one, `process.env` is a copy, and the test environment has to set TZ outside its sandbox.
 */
export function pinTimeZone(zone: string): void {
  if (currentZone() === zone) return;
  process.env['TZ'] = zone;
  if (currentZone() !== zone) {
    throw new Error(`Local time is in ${currentZone()} and could not be set to ${zone}; start the process with TZ=${zone}.`);
  }
}

function currentZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
