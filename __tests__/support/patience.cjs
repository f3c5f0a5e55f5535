'use strict';

/* global jest -- runs inside the test sandbox */
// Booting an account takes a fraction of a second, and far longer on a machine that does other things: no test here measures time.
jest.setTimeout(180_000);
