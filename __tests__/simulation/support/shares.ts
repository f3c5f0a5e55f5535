/** Faulted executions of the short simulation: what `npm test` makes at least. */
export const SHORT_SIMULATION = 20_000;

/** Those of every fault at every call, by scenario. */
export const EVERY_FAULT = [['embedded-customer', 620], ['charge-pays-invoice', 300], ['void', 270], ['fresh-by-sweep', 660], ['withdraw', 150], ['redrive', 200]] as const;

/** Files of random histories, tests in each, and executions of one test. */
export const HISTORIES = { files: 4, tests: 10, executions: 445 } as const;
