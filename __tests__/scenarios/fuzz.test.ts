import { fuzz } from '../support/fuzz-run';
import { openFuzzSession } from '../support/fuzz-session';

/** One of the seeds; `npm run fuzz` takes others. */
const SEED = 20_261_123;

describe('whatever comes in', () => {
  it('gets an answer of the contract, is kept where custody is said, and writes nothing beside the map', async () => {
    const session = await openFuzzSession();
    try {
      const { calls, seen, failure } = fuzz(session, { seed: SEED, cases: 2_000 });
      expect(failure).toBeUndefined();
      expect(calls).toBeGreaterThan(1_800);
      const labels = seen.map(([label]) => label);
      // What was thrown reached the depths as well as the door.
      expect(labels).toEqual(expect.arrayContaining([
        'post applied', 'post refused (nothing_to_cancel)', 'post parked (waits_for_document)', 'post accepted', 'post batch', 'post parked (lane_busy)', 'post key_reused (key_reused)', 'post needs_review (required_path_missing)', 'post needs_review (totals_differ)',
        'post needs_review (reference_not_found)', 'post needs_review (value_invalid)', 'post document_unparsable', 'post document_too_deep', 'post document_too_long', 'post integer_unsafe', 'put applied', 'delete withdrawn',
      ]));
    } finally {
      session.company.emulator.close();
    }
  }, 300_000);
});

describe('what was thrown and once did harm', () => {
  it.each(['get', 'delete'] as const)('a source of 100,000 characters on %s is unknown', async (method) => {
    const session = await openFuzzSession();
    try {
      const query = new URLSearchParams({ source: ' '.repeat(100_000), idempotencyKey: 'k1' }).toString();
      expect(session.findings([{ kind: 'query', method, query }])).toEqual([]);
      expect(session.seen).toEqual(new Map([[`${method} source_unknown`, 1]]));
    } finally {
      session.company.emulator.close();
    }
  });

  it.each([
    ['a document that is cut inside a long text', `{"id":1,"note":"${'x'.repeat(100_000)}`, 'post document_unparsable'],
    ['a document with 120,000 spaces in a row', `{"id":"1${' '.repeat(120_000)}"}`, 'post needs_review (required_path_missing)'],
  ])('%s is answered at once', async (_what, documentText, label) => {
    const session = await openFuzzSession();
    try {
      const text = JSON.stringify({ contract: '1', source: 'shopify', documentType: 'order', idempotencyKey: 'k1', documentText });
      expect(session.findings([{ kind: 'body', method: 'post', text }])).toEqual([]);
      expect(session.seen).toEqual(new Map([[label, 1]]));
    } finally {
      session.company.emulator.close();
    }
  });
});
