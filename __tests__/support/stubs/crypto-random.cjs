'use strict';

/** N/crypto/random, which Oracle's package of stubs lacks. Like theirs: every member exists and returns undefined. */
module.exports = { generateBytes() {}, generateInt() {}, generateUUID() {} };
