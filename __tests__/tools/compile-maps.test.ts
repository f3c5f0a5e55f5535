import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { canonicalRows, type OwnershipRow } from '../../src/domain/map';
import type { RuleParts } from '../../src/domain/rule-parts';
import { compileInstances, compileMaps } from '../../tools/compile-maps';
import type { MapFolders } from '../../tools/read-maps';

const ROOT = resolve(__dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maps-'));
  cpSync(join(__dirname, 'fixtures/maps-project'), folder, { recursive: true });
  cpSync(join(ROOT, 'src/maps/map.schema.json'), join(folder, 'maps/map.schema.json'));
});

afterEach(() => { rmSync(folder, { recursive: true }); });

function folders(): MapFolders {
  return { mapsFolder: join(folder, 'maps'), decisionsFolder: join(folder, 'decisions'), objectsFolder: join(ROOT, 'src/objects') };
}

/** Replaces a text that must stand in the file, and returns the line it stood on. */
function edit(file: string, from: string, to: string): number {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split('\n').length;
}

function refusal(): readonly string[] {
  try {
    compileMaps(folders());
    return [];
  } catch (error) {
    const { name, findings } = error as { readonly name: string; readonly findings: readonly string[] };
    expect(name).toBe('BuildRefused');
    return findings;
  }
}

it('the maps of this project compile', () => {
  expect(compileMaps().map(({ path }) => path)).toHaveLength(3);
});

describe('the map compiler', () => {
  it('ships rules, rows and decisions inside the XML of their record types', () => {
    const files = compileMaps(folders());
    expect(files.map(({ path }) => path)).toEqual([
      'Objects/customrecord_dkt_object_rule.xml', 'Objects/customrecord_dkt_ownership.xml', 'Objects/customrecord_dkt_decision.xml',
    ]);
    for (const { content } of files) expect(content).toMatch(/<\/customrecordcustomfields>\n {2}<instances>\n {4}<instance scriptid="val_dkt_/);
  });

  it('gives each row a script id of at most 40 characters that no other row has', () => {
    const ids = Object.values(compileInstances(folders())).flat().map(({ scriptId }) => scriptId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^val_dkt_(rule|own|dec)_[a-z0-9_]{1,28}$/);
  });

  it('states number and hash of the rows that a rule has', () => {
    const { customrecord_dkt_object_rule: rules, customrecord_dkt_ownership: shipped } = compileInstances(folders());
    expect(rules).toHaveLength(2);
    for (const { values: rule } of rules) {
      const rows = shipped.map(({ values }) => values).filter((row) => row['custrecord_dkt_own_rule'] === rule['custrecord_dkt_rule_code']);
      const hash = createHash('sha256').update(canonicalRows(rows.map(readBack))).digest('hex');
      expect(rule['custrecord_dkt_rule_rows']).toBe(String(rows.length));
      expect(rule['custrecord_dkt_rule_rows_hash']).toBe(hash);
      expect(rows.map((row) => row['custrecord_dkt_own_position'])).toEqual(rows.map((_row, index) => String(index + 1)));
    }
  });

  it('makes another version of every row when anything in the map changes', () => {
    const versions = (): readonly (string | undefined)[] => {
      const { customrecord_dkt_object_rule: rules, customrecord_dkt_ownership: rows } = compileInstances(folders());
      const rule = rules.find(({ values }) => values['custrecord_dkt_rule_code'] === 'shopify.order');
      const own = rows.filter(({ values }) => values['custrecord_dkt_own_rule'] === 'shopify.order').map(({ values }) => values['custrecord_dkt_own_map_version']);
      expect(new Set(own)).toEqual(new Set([rule?.values['custrecord_dkt_rule_map_version']]));
      return own;
    };
    const before = versions();
    edit('maps/shopify/order.json', '"/total_discounts", "key": "discount"', '"/total_discounts", "key": "discounts"');
    expect(versions()[0]).not.toBe(before[0]);
    expect(versions()[0]).toMatch(/^2026-11-23\.1\+[0-9a-f]{8}$/);
  });

  it('keeps what XML would misread', () => {
    edit('maps/shopify/order.json', '"value": "SHOPIFY-TAX"', '"value": "TAX <&> \\u0022x\\u0022"');
    const xml = compileMaps(folders()).map(({ content }) => content).join('');
    expect(xml).toContain('TAX &lt;&amp;&gt; \\&quot;x\\&quot;');
  });

  it('refuses an edit by one person of what tells duplicates apart', () => {
    edit('maps/shopify/order.json', '"rights":', '"naturalKey": { "kind": "order-name", "paths": ["/name"], "decision": "D-0014" }, "rights":');
    const otherrefnum = '"path": "/name", "transform": { "kind": "text", "max": 45 }';
    edit('maps/shopify/order.json', otherrefnum, `${otherrefnum}, "editable": { "editor": "text" }`);
    expect(refusal()).toEqual([expect.stringContaining('otherrefnum tells duplicates apart, so another person approves its edit') as string]);
  });

  it('refuses an edit of what names a line', () => {
    const description = '"target": "description", "owner": "shopify", "kind": "authoritative", "path": "/name", "transform": { "kind": "text", "max": 4000 }';
    edit('maps/shopify/order.json', description, `${description.replace('/name', '/id')}, "editable": { "editor": "text" }`);
    expect(refusal()).toEqual([expect.stringContaining('description names the object or its version, so it is not edited') as string]);
  });

  it.each<readonly [fault: string, from: string, to: string, rule: string, message: string]>([
    ['an unknown member', '"rights":', '"right": 1, "rights":', 'schema', "has an unknown member 'right'"],
    ['an unknown row kind', '"kind": "authoritative", "path": "/name"', '"kind": "mine", "path": "/name"', 'schema', '/fields/3/kind must be one of authoritative'],
    ['an unknown transform', '{ "kind": "date" }', '{ "kind": "moment" }', 'schema', '/fields/1/transform has no known kind'],
    ['a member of another transform', '{ "kind": "date" }', '{ "kind": "date", "max": 3 }', 'schema', "/fields/1/transform has an unknown member 'max'"],
    ['a pointer without its slash', '"path": "/note"', '"path": "note"', 'schema', '/fields/4/path must match pattern'],
    ['a member given twice', '"mode": "sync"', '"mode": "sync", "mode": "async"', 'json', '/mode is given twice'],
    ['broken JSON', '"mode": "sync"', '"mode" "sync"', 'json', ''],
    ['a version without its kind', '"versionKind": "timestamp",', '', 'schema', 'must have property versionKind when property version is present'],
    ['another document type than its file name', '"documentType": "order"', '"documentType": "draft"', 'file-name', 'belongs in shopify/draft.json'],
    ['two owners of a field', '"target": "memo", "owner": "shopify"', '"target": "otherrefnum", "owner": "netsuite"', 'two-owners', 'otherrefnum is owned by shopify and by netsuite'],
    ['two owners of a column in two line sources', '"target": "rate", "owner": "shopify", "kind": "authoritative", "path": "/total_tax"',
      '"target": "rate", "owner": "avalara", "kind": "authoritative", "path": "/total_tax"', 'two-owners', 'item.rate is owned by shopify and by avalara'],
    ['a field mapped twice', '"target": "memo"', '"target": "otherrefnum"', 'duplicate-target', 'otherrefnum is mapped twice'],
    ['a column mapped twice', '"target": "description", "owner": "shopify", "kind": "authoritative", "path": "/name"',
      '"target": "rate", "owner": "shopify", "kind": "authoritative", "path": "/name"', 'duplicate-target', 'items.rate is mapped twice'],
    ['two line sources of one name', '"name": "tax"', '"name": "discount"', 'duplicate-lines', 'two line sources are named discount'],
    ['an unknown decision of the map', '"decision": "D-0014"', '"decision": "D-9999"', 'decision', 'decision D-9999 does not exist'],
    ['an unknown decision of a row', '"decision": "D-0012"', '"decision": "D-9999"', 'decision', 'decision D-9999 does not exist'],
    ['an unknown decision of a total', '"decision": "D-0018"', '"decision": "D-9999"', 'decision', 'decision D-9999 does not exist'],
    ['an unknown decision of an ignored path', '"path": "/test", "decision": "D-0011"', '"path": "/test", "decision": "D-9999"', 'decision', 'decision D-9999 does not exist'],
    ['a reference to an unmapped document type', '"documentType": "customer" }', '"documentType": "buyer" }', 'unknown-rule', 'entity refers to shopify.buyer, which has no map'],
    ['a reference to the wrong record type', '"record": "customer", "by": "rule"', '"record": "vendor", "by": "rule"', 'unknown-rule', 'entity expects a vendor, but shopify.customer makes a customer'],
    ['a row without a path', '"path": "/note", ', '', 'path', 'memo needs a path'],
    ['a path on a constant', '"target": "quantity", "owner": "shopify", "kind": "authoritative", "transform": { "kind": "constant"',
      '"target": "quantity", "owner": "shopify", "kind": "authoritative", "path": "/title", "transform": { "kind": "constant"', 'path', 'shipping.quantity takes its value from the map'],
    ['a required path that a sample lacks', '"path": "/customer", "required": true', '"path": "/note", "required": true', 'required-path', 'entity needs /note, which'],
    ['a required path that a line of a sample lacks', '"path": "/sku"', '"path": "/taxable"', 'required-path', 'item needs /line_items/0/taxable'],
    ['a misspelt path', '"path": "/shipping_address/city"', '"path": "/shiping_address/city"', 'unseen-path', '/shiping_address/city stands in no sample'],
    ['lines of a sample that nothing names', '"keyElse": "/code"', '"keyElse": "/id"', 'line-key', '/shipping_lines/0 has nothing at /id or /id'],
    ['a condition on lines of an array', '"keyElse": "/code"', '"whenNotZero": "/price"', 'schema', '/lines/1/whenNotZero boolean schema is false'],
    ['a total that its sample does not reach', '{ "path": "/total_tax" }', '{ "path": "/total_discounts" }', 'total', 'The order-total adds up to 510.40'],
    ['an unknown condition', '"rights":', '"cancelWhen": [{ "path": "/cancelled_at", "is": "set" }], "rights":', 'schema', "/cancelWhen/0 has an unknown member 'is'"],
    ['a condition that says nothing', '"rights":', '"cancelWhen": [{ "path": "/cancelled_at" }], "rights":', 'schema', '/cancelWhen/0 must'],
    ['three rules for nothing of which one is missing', '"onEmpty": "clear"', '"onEmpty": { "absent": "keep", "null": "clear" }', 'schema', '/onEmpty must'],
    ['a field that its record type does not have', '"target": "memo"', '"target": "memos"', 'unknown-field', 'a salesorder has no field memos'],
    ['a column that its sublist does not have', '"target": "description"', '"target": "text"', 'unknown-field', 'sublist item of a salesorder has no field text'],
    ['a sublist that its record type does not have', '"name": "tax", "sublist": "item"', '"name": "tax", "sublist": "items"', 'unknown-sublist', 'a salesorder has no sublist items'],
    ['a subrecord that its record type does not have', '"target": "shippingaddress.city"', '"target": "postaladdress.city"', 'unknown-field', 'a salesorder has no subrecord postaladdress'],
    ['a field that an address does not have', '"target": "shippingaddress.city"', '"target": "shippingaddress.town"', 'unknown-field', 'address shippingaddress of a salesorder has no field town'],
    ['a saved field that its record type does not have', '"savedField": "total"', '"savedField": "sum"', 'unknown-field', 'a salesorder has no field sum'],
    ['a field that NetSuite alone sets', '"target": "memo"', '"target": "total"', 'read-only-field', 'total of a salesorder is set by NetSuite alone'],
    ['a reference to another record than its field takes', '"record": "currency", "by": "field", "field": "symbol"', '"record": "item", "by": "field", "field": "itemid"', 'wrong-record', 'currency of a salesorder points at a currency, not at a item'],
    ['a text without a limit that its field has', '"path": "/shipping_address/city", "transform": { "kind": "text", "max": 50 }', '"path": "/shipping_address/city", "transform": { "kind": "text" }', 'max-beyond-field', 'city of address shippingaddress of a salesorder takes 50 characters; the row needs a max of at most that, and has none'],
    ['a limit beyond that of the field', '"path": "/shipping_address/city", "transform": { "kind": "text", "max": 50 }', '"path": "/shipping_address/city", "transform": { "kind": "text", "max": 51 }', 'max-beyond-field', 'and has 51'],
    ['a record type that is not known', '"target": "salesorder"', '"target": "salesorders"', 'unknown-target', 'salesorders is no record type'],
    ['a right to cancel without an effect', '"cancel": false', '"cancel": true', 'cancel', 'the source may cancel, so onCancel says close or void'],
    ['an effect of cancelling without the right', '"rights":', '"onCancel": "close", "rights":', 'cancel', 'onCancel says close, but the source may not cancel'],
    ['a cancelling document without the right', '"rights":', '"cancelWhen": [{ "path": "/cancelled_at", "present": true }], "rights":', 'cancel', 'a document may mean cancel, but the source may not'],
    ['an effect that the record type does not allow', '"rights":', '"onCancel": "void", "rights":', 'cancel', 'a salesorder cannot be voided'],
    ['an intent without its right', '"intent": "upsert"', '"intent": "cancel"', 'intent', 'documents are meant to cancel, but the source may not'],
    ['a transformation that NetSuite does not do', '"rights":', '"action": { "kind": "transform", "from": "invoice", "path": "/name", "source": { "by": "field", "field": "tranid" } }, "rights":', 'transform', 'NetSuite makes no salesorder of a invoice'],
    ['a transformation from what no map brings', '"rights":', '"action": { "kind": "transform", "from": "customer", "path": "/customer", "source": { "by": "rule", "documentType": "buyer" } }, "rights":', 'unknown-rule', 'it comes from shopify.buyer, which has no map'],
    ['a clearing of what is never cleared', '"target": "currency", "owner": "shopify", "kind": "create_only",', '"target": "currency", "onEmpty": "clear", "owner": "shopify", "kind": "create_only",', 'empty-rule', 'currency is create_only and never cleared'],
    ['a rounding line of no total', '"rights":', '"ledger": { "rounding": { "total": "sum", "sublist": "item", "item": "X", "limit": "0.05", "decision": "D-0018" } }, "rights":', 'ledger', 'there is no control total sum'],
    ['a zone that does not exist', '"transform": { "kind": "date" }', '"transform": { "kind": "date", "zone": "America/Atlantis" }', 'sample-value', 'The zone "America/Atlantis" is not known'],
    ['a transform that a sample cannot pass', '"path": "/quantity", "transform": { "kind": "integer" }', '"path": "/name", "transform": { "kind": "integer" }', 'sample-value', 'is not an integer'],
    ['an unknown decision of a ledger rule', '"rights":', '"ledger": { "tax": { "model": "as_lines", "decision": "D-9999" } }, "rights":', 'decision', 'decision D-9999 does not exist'],
    ['an unknown decision of a refusal', '"rights":', '"refuseWhen": [{ "when": [{ "path": "/test", "equals": true }], "reason": "Test orders are not posted.", "decision": "D-9999" }], "rights":', 'decision', 'decision D-9999 does not exist'],
    ['a condition on a path that no sample has', '"rights":', '"refuseWhen": [{ "when": [{ "path": "/tset", "equals": true }], "reason": "Test orders are not posted.", "decision": "D-0011" }], "rights":', 'unseen-path', '/tset stands in no sample'],
    ['a key of a path that no sample has', '"rights":', '"key": ["/idd"], "rights":', 'unseen-path', '/idd stands in no sample'],
    ['a record type that documents do not become', '"target": "salesorder"', '"target": "account"', 'unknown-target', 'documents do not become a account here'],
    ['a look-up that is not on the list', '"record": "item", "by": "field", "field": "itemid" }', '"record": "item", "by": "field", "field": "upccode" }', 'reference', 'a item is not looked up by upccode here'],
    ['a field taken that is not on the list', '"by": "rule", "documentType": "customer" }', '"by": "rule", "documentType": "customer", "take": { "field": "email", "record": "customer" } }', 'reference', 'a customer is not looked up by externalid for its email here'],
    ['tax details that are not written here', '"rights":', '"ledger": { "tax": { "model": "suitetax_details", "decision": "D-0010" } }, "rights":', 'ledger', 'tax details of SuiteTax are not written here'],
    ['tax by code where no line writes one', '"rights":', '"ledger": { "tax": { "model": "by_tax_code", "decision": "D-0010" } }, "rights":', 'ledger', 'tax goes by tax code, but no line writes one'],
    ['a version that its kind cannot read', '"versionKind": "timestamp"', '"versionKind": "sequence"', 'version', 'which is no sequence'],
    ['an amount of two units', '"amount": "/total_price"', '"amount": "/total_price", "amountUnits": "minor"', 'amount-units', 'the queue takes /total_price for the smallest unit, this total does not'],
    ['a branch without a path', '"path": "/note", "transform": { "kind": "text", "max": 999 }', '"transform": { "kind": "when", "when": [{ "path": "/note", "present": true }], "then": { "transform": { "kind": "text" } } }', 'path', 'memo needs a path'],
    ['an edit by another editor than its value', '"path": "/note", "transform": { "kind": "text", "max": 999 }', '"path": "/note", "transform": { "kind": "text", "max": 999 }, "editable": { "editor": "number", "needsApproval": true }', 'editable', 'memo is edited as a text, not as a number'],
    ['an edit of money by one person', '"path": "/price", "transform": { "kind": "decimal" }', '"path": "/price", "transform": { "kind": "decimal" }, "editable": { "editor": "number" }', 'editable', 'rate is money or a party, so another person approves its edit'],
    ['an edit of a party by one person', '"by": "rule", "documentType": "customer" }', '"by": "rule", "documentType": "customer" }, "editable": { "editor": "reference" }', 'editable', 'entity is money or a party, so another person approves its edit'],
    ['an edit of what is keyed in otherwise than the document says it', '"transform": { "kind": "decimal", "negate": true }', '"transform": { "kind": "decimal", "negate": true }, "editable": { "editor": "number", "needsApproval": true }', 'editable', 'rate is not read in the form in which people would key it in'],
    ['an edit of what no document writes', '"path": "/order_number", "transform": { "kind": "text" }', '"path": "/order_number", "transform": { "kind": "text" }, "editable": { "editor": "text" }', 'editable', 'tranid is never written by a document'],
    ['an edit of what names the object', '"path": "/note", "transform": { "kind": "text", "max": 999 }', '"path": "/id", "transform": { "kind": "text", "max": 999 }, "editable": { "editor": "text" }', 'editable', 'memo names the object or its version'],
    ['a root that its samples do not have', '"roots": ["", "/order"]', '"roots": ["/orders"]', 'sample', "nothing stands at /id below any root ('/orders')"],
  ])('refuses %s, with file and line', (_fault, from, to, rule, message) => {
    const line = edit('maps/shopify/order.json', from, to);
    const findings = refusal();
    const found = findings.filter((finding) => finding.includes(`  ${rule}  `) && finding.includes(message));
    expect({ findings, found: found.length > 0 }).toEqual({ findings, found: true });
    const place = /^(.*):(\d+) {2}/.exec(found[0]!)!;
    if (rule === 'sample') expect(place[1]).toMatch(/shopify\/samples\/order.*\.json$/);
    else expect(place[1]).toMatch(/maps\/shopify\/order\.json$/);
    // Faults of a whole object are placed on its first line, above the edited member.
    expect(Number(place[2])).toBeLessThanOrEqual(line + 1);
    if (['two-owners', 'decision', 'required-path', 'unseen-path'].includes(rule)) expect(Math.abs(Number(place[2]) - line)).toBeLessThanOrEqual(1);
  });

  it('refuses a map whose decision is only proposed', () => {
    edit('decisions/0014-shopify-owns-its-orders.md', 'status: accepted', 'status: proposed');
    expect(refusal()).toEqual([expect.stringMatching(/order\.json:\d+ {2}decision {2}decision D-0014 is proposed, not accepted/)]);
  });

  it('refuses a map without a sample', () => {
    rmSync(join(folder, 'maps/shopify/samples/customer.json'));
    rmSync(join(folder, 'maps/shopify/samples/customer-embedded.json'));
    expect(refusal()).toEqual([expect.stringMatching(/customer\.json:\d+ {2}sample {2}there is no sample/)]);
  });

  it('refuses two maps of one source that disagree on the owner of a record type\'s field', () => {
    cpSync(join(folder, 'maps/shopify/customer.json'), join(folder, 'maps/shopify/subscriber.json'));
    cpSync(join(folder, 'maps/shopify/samples/customer.json'), join(folder, 'maps/shopify/samples/subscriber.json'));
    edit('maps/shopify/subscriber.json', '"documentType": "customer"', '"documentType": "subscriber"');
    edit('maps/shopify/subscriber.json', '"target": "email", "owner": "shopify"', '"target": "email", "owner": "mailer"');
    expect(refusal()).toEqual([expect.stringMatching(/subscriber\.json:\d+ {2}two-owners {2}customer\.email is owned by mailer here and by shopify in/)]);
  });

  it('takes a map that uses every part of a rule, and ships the parts as one text', () => {
    edit('maps/shopify/order.json', '"cancel": false', '"cancel": true');
    edit('maps/shopify/order.json', '"rights":', `"onCancel": "close", "cancelWhen": [{ "path": "/cancelled_at", "present": true }], "key": ["/id", "/updated_at"], "equalVersion": "conflict", "dependencyHours": 24,
      "refuseWhen": [{ "when": [{ "path": "/test", "equals": true }], "in": "production", "reason": "Test orders are not posted.", "decision": "D-0011" }],
      "acceptWhen": { "when": [{ "path": "/currency", "present": true }], "reason": "An order names its currency.", "decision": "D-0011" },
      "rollback": { "delete": true, "decision": "D-0011" }, "naturalKey": { "kind": "order-number", "paths": ["/name"], "decision": "D-0011" }, "lookAlike": { "days": 2, "party": "/email", "amount": "/total_price", "date": "/created_at", "decision": "D-0011" },
      "ledger": { "tax": { "model": "as_lines", "decision": "D-0010" }, "rounding": { "total": "order-total", "sublist": "item", "item": "ROUNDING", "limit": "0.05", "decision": "D-0018" }, "orderStatus": { "atCreate": "B", "decision": "D-0014" } },
      "rights":`);
    const rule = compileInstances(folders()).customrecord_dkt_object_rule.find(({ values }) => values['custrecord_dkt_rule_code'] === 'shopify.order');
    const parts = JSON.parse(rule?.values['custrecord_dkt_rule_parts'] ?? '') as RuleParts;
    expect(Object.keys(parts)).toEqual(['onCancel', 'cancelWhen', 'refuseWhen', 'acceptWhen', 'key', 'naturalKey', 'lookAlike', 'equalVersion', 'dependencyHours', 'ledger', 'rollback']);
    expect(parts).toMatchObject({ onCancel: 'close', dependencyHours: 24, ledger: { orderStatus: { atCreate: 'B' } } });
  });

  it('refuses a field that another source owns on the record type, unless the records are its own by decision', () => {
    mkdirSync(join(folder, 'maps/webshop/samples'), { recursive: true });
    cpSync(join(folder, 'maps/shopify/customer.json'), join(folder, 'maps/webshop/customer.json'));
    cpSync(join(folder, 'maps/shopify/samples/customer.json'), join(folder, 'maps/webshop/samples/customer.json'));
    const path = join(folder, 'maps/webshop/customer.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"shopify"/g, '"webshop"'));
    expect(refusal()).toContainEqual(expect.stringMatching(/webshop\/customer\.json:\d+ {2}foreign-owner {2}customer\.email belongs to shopify by .*shopify\/customer\.json/));
    edit('maps/webshop/customer.json', '"rights":', '"ownRecords": "D-0015", "rights":');
    expect(refusal()).toEqual([]);
  });

  /** Makes the order map one of invoices, which post, with a rule for their posting date. */
  const asInvoice = (): void => {
    edit('maps/shopify/order.json', '"target": "salesorder"', '"target": "invoice"');
    edit('maps/shopify/order.json', '"rights":', '"ledger": { "postingDate": { "zone": "UTC", "whenClosed": "first_open_day", "decision": "D-0012" } }, "rights":');
    edit('maps/shopify/order.json', '{ "kind": "date" }', '{ "kind": "date", "zone": "UTC" }');
  };

  it.each(['authoritative', 'shared', 'copy'])('refuses a posting date that later documents may move: %s', (kind) => {
    asInvoice();
    expect(refusal().filter((finding) => finding.includes('  ledger  '))).toEqual([]);
    edit('maps/shopify/order.json', '"target": "trandate", "owner": "shopify", "kind": "create_only"', `"target": "trandate", "owner": "shopify", "kind": "${kind}"`);
    expect(refusal()).toContainEqual(expect.stringMatching(/order\.json:\d+ {2}ledger {2}a invoice posts, and its posting date is set at create alone: trandate is create_only/));
  });

  it('lets later documents move the date of what does not post', () => {
    edit('maps/shopify/order.json', '"target": "trandate", "owner": "shopify", "kind": "create_only"', '"target": "trandate", "owner": "shopify", "kind": "authoritative"');
    expect(refusal()).toEqual([]);
  });

  it.each([
    ['is not there', '"target": "trandate", "owner"', '"target": "saleseffectivedate", "owner"'],
    ['is never written', '"target": "trandate", "owner": "shopify", "kind": "create_only"', '"target": "trandate", "owner": "netsuite", "kind": "never_inbound"'],
  ])('refuses a rule for a posting date whose row %s', (_what, from, to) => {
    asInvoice();
    edit('maps/shopify/order.json', from, to);
    expect(refusal()).toContainEqual(expect.stringMatching(/order\.json:\d+ {2}ledger {2}the posting date has a rule, but no row writes trandate/));
  });

  it('refuses to read back another field of a transaction than its total', () => {
    edit('maps/shopify/order.json', '"savedField": "total"', '"savedField": "subtotal"');
    expect(refusal()).toEqual([expect.stringMatching(/order\.json:\d+ {2}saved-total {2}of a salesorder only total is read back, not subtotal/)]);
  });

  it('refuses a map that posts in one currency and shows another', () => {
    edit('maps/shopify/order.json', '"rights":', '"ledger": { "currency": { "path": "/customer/currency", "decision": "D-0012" } }, "rights":');
    expect(refusal()).toContainEqual(expect.stringMatching(/order\.json:\d+ {2}ledger {2}the document is posted in the currency at \/customer\/currency, but shown with the one at/));
  });

  it('takes an amount of a total that counts under a condition, and refuses a product beside it', () => {
    edit('maps/shopify/order.json', '{ "path": "/total_tax" }', '{ "path": "/total_tax", "where": [{ "path": "/taxes_included", "notEquals": true }] }');
    expect(refusal()).toEqual([]);
    edit('maps/shopify/order.json', '{ "path": "/total_tax", "where"', '{ "path": "/total_tax", "product": ["price"], "where"');
    expect(refusal()).toContainEqual(expect.stringMatching(/order\.json:\d+ {2}schema {2}/));
  });

  it('takes a map whose versions come from the call alone, and asks how they are ordered where it rules on equal ones', () => {
    edit('maps/shopify/order.json', '"version": "/updated_at",', '');
    edit('maps/shopify/order.json', '"rights":', '"equalVersion": "accept", "rights":');
    expect(refusal()).toEqual([]);
    edit('maps/shopify/order.json', '"versionKind": "timestamp",', '');
    expect(refusal()).toEqual([expect.stringMatching(/order\.json:\d+ {2}version {2}nothing says how versions are ordered/)]);
  });

  it('refuses a posting date that is told in another zone than its row', () => {
    const ledger = (zone: string): string => `"ledger": { "postingDate": { "zone": "${zone}", "whenClosed": "park", "decision": "D-0012" } }, "rights":`;
    edit('maps/shopify/order.json', '"rights":', ledger('America/New_York'));
    expect(refusal()).toEqual([expect.stringMatching(/order\.json:\d+ {2}ledger {2}the posting date is told in America\/New_York, but trandate names no zone/)]);
    edit('maps/shopify/order.json', '{ "kind": "date" }', '{ "kind": "date", "zone": "America/New_York" }');
    expect(refusal()).toEqual([]);
  });

  it('refuses a value longer than its field', () => {
    edit('maps/shopify/order.json', '"value": "SHOPIFY-TAX"', `"value": "${'x'.repeat(4_000)}"`);
    expect(refusal()).toEqual([expect.stringMatching(/customrecord_dkt_ownership: val_dkt_own_\w+\.custrecord_dkt_own_transform has 40\d\d bytes; the field holds 4000/)]);
  });
});

/** An ownership row as a reader of the shipped fields would build it. */
function readBack(values: Readonly<Record<string, string>>): OwnershipRow {
  const value = (name: string): string => values[`custrecord_dkt_own_${name}`] ?? '';
  return {
    code: value('code'), lines: value('lines'), target: value('target'), owner: value('owner'), kind: value('kind') as OwnershipRow['kind'],
    path: value('path'), transform: JSON.parse(value('transform')) as OwnershipRow['transform'], required: value('required') === 'T',
    onConflict: value('on_conflict') as OwnershipRow['onConflict'], onEmpty: value('on_empty') as OwnershipRow['onEmpty'],
    group: value('group'), decision: value('decision'),
  };
}
