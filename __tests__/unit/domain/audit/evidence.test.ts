import { evidencePack, jsonFile, tableFiles } from '../../../../src/domain/audit/evidence';
import { sha256 } from '../../../support/builders';

const ABOUT = { account: 'TST1', subject: 'op', madeBy: 'user 5 as viewer', made: '2026-11-23T12:00:00.000Z', product: '0.2.0' };

it('a table is there as CSV that no spreadsheet runs, and as JSON with the same rows', () => {
  const [csv, json] = tableFiles('rows', ['what', 'amount', 'more'], [['=1+1', { number: '-2.50' }]]);
  expect(csv).toEqual({ name: 'rows.csv', content: "what,amount,more\r\n'=1+1,-2.50\r\n" });
  expect([json?.name, JSON.parse(json?.content ?? '')]).toEqual(['rows.json', [{ what: '=1+1', amount: '-2.50', more: '' }]]);
});

it('a pack names each text with its hash, and holds it as it is', () => {
  const text = jsonFile('a', { b: 'ü' });
  const pack = JSON.parse(evidencePack(ABOUT, [text], sha256)) as Readonly<Record<string, string>>;
  expect(pack).toEqual({ format: 'docket-evidence/1', manifest: expect.any(String) as string, manifestSha256: sha256(pack['manifest'] ?? ''), files: { 'a.json': text.content } });
  expect(JSON.parse(pack['manifest'] ?? '')).toEqual({ ...ABOUT, files: [{ name: 'a.json', sha256: sha256(text.content), characters: text.content.length }] });
});
