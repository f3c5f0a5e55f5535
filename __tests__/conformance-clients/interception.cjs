'use strict';

// Preloaded into a client's process: what it sends to a NetSuite host on port 443 goes to the test's own front instead,
// and nothing else leaves this machine. The client itself is not changed and does not know.

const net = require('node:net');

const port = Number(process.env.NETSUITE_FRONT_PORT);
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function interceptedConnect(...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof options !== 'object' || options === null) throw new Error('A client connects in a way that is not intercepted.');
  const host = String(options.host ?? options.hostname ?? '');
  if (!/(^|\.)netsuite\.com$/i.test(host) || Number(options.port) !== 443) throw new Error(`A client tries to reach ${host}:${String(options.port)}.`);
  options.servername ??= host;
  options.host = '127.0.0.1';
  options.port = port;
  return connect.apply(this, args);
};
