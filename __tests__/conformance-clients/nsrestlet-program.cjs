'use strict';

const nsrestlet = require('nsrestlet');

/** An outside system written with nsrestlet: three calls to one RESTlet, one of them refused. */
async function main({ accountId, credentials, script, deployment }) {
  const link = nsrestlet.createLink({
    accountId, tokenKey: credentials.tokenId, tokenSecret: credentials.tokenSecret, consumerKey: credentials.consumerKey, consumerSecret: credentials.consumerSecret,
  }, { script, deployment });
  const posted = await link.post({ name: 'Grüße & more', code: 'C-1' });
  const read = await link.get({ code: 'C-1', note: 'a b+c&d=é' });
  const refused = await link.post({ name: 'Again', code: 'C-1' }).then(() => 'taken', (error) => error.code);
  return { posted, read, refused };
}

main(JSON.parse(process.env.CLIENT_INPUT)).then((result) => { process.stdout.write(JSON.stringify(result)); });
