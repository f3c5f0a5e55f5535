'use strict';

// A worker thread starts without the loader of the program that started it, so it brings its own.
require('tsx/cjs');
require('./restlet-worker.ts').main();
