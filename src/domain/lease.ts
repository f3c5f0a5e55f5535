/** How long one run may work on an operation before the sweep takes it over: longer than a RESTlet, map or reduce may live (platform facts 1.3). */
export const LEASE_MS = 20 * 60 * 1000;

/** Floor of every wait: a schedule comes round every 15 minutes and not oftener (research: SDF 3.6). */
export const SWEEP_FLOOR_MS = 15 * 60 * 1000;

/** Longest time an operation may stay parked before a person looks at it, from its receipt (design 8). */
export const PARKED_LIMIT_MS = 72 * 60 * 60 * 1000;

/** Times a machine starts on an operation before a person looks at it (design 8). */
export const ATTEMPT_LIMIT = 9;
