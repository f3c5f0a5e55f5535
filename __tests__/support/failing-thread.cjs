'use strict';

// A thread of RESTlets that fails: before it is ready, or in the midst of a call whose method is `delete`.
const { parentPort, workerData } = require('node:worker_threads');

if (workerData.accountId === 'never-ready') throw new Error('no such account');
parentPort.on('message', ({ kind, call }) => {
  if (kind === 'leave') parentPort.close();
  if (kind !== 'call') return;
  if (call.method === 'delete') process.exit(1);
  parentPort.postMessage({ kind: 'reply', reply: { kind: 'returned', value: call.argument, units: 1 } });
});
Atomics.store(new Int32Array(workerData.state), 0, 2);
parentPort.postMessage({ kind: 'ready' });
