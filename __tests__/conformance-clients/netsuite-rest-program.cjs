'use strict';

const NetsuiteRest = require('netsuite-rest');

/** An outside system written with netsuite-rest: SuiteQL over two pages, and one statement that is refused. */
async function main({ accountId, credentials }) {
  const api = new NetsuiteRest({
    consumer_key: credentials.consumerKey, consumer_secret_key: credentials.consumerSecret, token: credentials.tokenId, token_secret: credentials.tokenSecret, realm: accountId,
  });
  const query = (q, page) => api.request({ path: `query/v1/suiteql?${page}`, method: 'POST', body: JSON.stringify({ q }) });
  const statement = 'SELECT custrecord_ticket_code AS code FROM customrecord_ticket ORDER BY custrecord_ticket_code';
  const first = (await query(statement, 'limit=2')).data;
  const second = (await query(statement, 'limit=2&offset=2')).data;
  const refused = await query('SELECT nothing FROM nowhere', 'limit=2').then(() => 'taken', (error) => error.response.statusCode);
  return { codes: [...first.items, ...second.items].map((item) => item.code), hasMore: [first.hasMore, second.hasMore], total: first.totalResults, refused };
}

main(JSON.parse(process.env.CLIENT_INPUT)).then((result) => { process.stdout.write(JSON.stringify(result)); });
