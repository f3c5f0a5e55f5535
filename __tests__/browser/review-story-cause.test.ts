import { invoiceText } from '../../tools/screenshots/story-documents';
import { A_MINUTE, MISSING_ITEM, openStoryLab } from './support/story-lab';

const lab = openStoryLab();

const made = (type: string) => lab().query('SELECT tranid AS number, externalid AS id, entity FROM transaction WHERE type = ? ORDER BY id', [type]);

/** Lets an article be used in NetSuite, or not. */
function setInactive(itemid: string, isinactive: boolean): void {
  const { emulator, query } = lab();
  const [row] = query('SELECT id FROM item WHERE itemid = ?', [itemid]);
  const reply = emulator.saveAs({ type: 'inventoryitem', id: Number(row?.['id']), values: { isinactive }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

describe('thirty-one orders for an article that NetSuite does not have', () => {
  it('are one cause: the reviewer says once what the article is, and the sales orders are there', async () => {
    const first = await lab().order(2100);
    expect(first).toMatchObject({ outcome: 'needs_review', problem: { code: 'reference_not_found' } });
    for (let at = 1; at <= 30; at += 1) await lab().order(2100 + at);
    lab().sweep();
    const hanna = await lab().seat('hanna');
    await hanna.home();
    expect(await hanna.text()).toMatch(/Open: 31 operations Past due: 0 .*At risk: USD 13,388\.28/);
    await hanna.go(/^Open: 31 operations/);
    expect(await hanna.shown('Open')).toBe('31 operations');
    expect(await hanna.line(MISSING_ITEM).innerText()).toMatch(/shopify order\s+31\s+13,388\.28/);
    await hanna.openLine(MISSING_ITEM);
    expect(await hanna.title()).toContain(`"${MISSING_ITEM}"`);
    await hanna.choose(/^Means this item/, 'IPOD2008PINK');
    await hanna.keyIn(/^Note/, 'The pink one under its new name.');
    await hanna.go('Choose and redrive 31 operations');
    // On a slow machine the click's time is over before the last order; the sweep does the rest.
    expect(await hanna.told()).toMatch(/^(?:Confirmation|Information): ?Choose the record: (?:done|under way)/);
    lab().sweep(A_MINUTE);
    await hanna.page.reload();
    expect(await hanna.told()).toMatch(/^Confirmation: ?Choose the record: done .*31 tried again; the cause is closed/);
    expect([await hanna.shown('Open'), await hanna.shown('State')]).toEqual(['0 operations', 'Resolved']);
    lab().sweep(A_MINUTE);
    expect(made('SalesOrd')).toHaveLength(31);
    await hanna.go('Review queue');
    expect(await hanna.text()).toContain('Causes: none matches');
    await hanna.go('By operation');
    await hanna.go('Show resolved');
    await hanna.openLine('#2100');
    expect(await hanna.shown('State')).toBe('Applied');
    const [order] = made('SalesOrd').filter(({ id }) => String(id).endsWith('2100'));
    await hanna.go(String(order?.['number']));
    expect(await hanna.title()).toMatch(/^Sales Order/);
    expect(await hanna.text()).toContain('#2100');
  });
});

describe('invoices for a customer whom nobody mapped', () => {
  it('are posted to the customer whom the reviewer chooses, and so is the next one', async () => {
    const send = async (number: string) => (await lab().post({ contract: '1', source: 'stripe', documentType: 'invoice', idempotencyKey: number, documentText: invoiceText(number, 'cus_nobody') })).body;
    for (const number of ['LARK-1', 'LARK-2']) expect(await send(number)).toMatchObject({ outcome: 'needs_review' });
    lab().sweep();
    const hanna = await lab().seat('hanna');
    await hanna.visit('queue');
    await hanna.openLine('cus_nobody');
    await hanna.choose(/^Means this customer/, 'Ohio Valley Records');
    await hanna.keyIn(/^Note/, 'Ohio pays by card now.');
    await hanna.go('Choose and redrive 2 operations');
    lab().sweep(A_MINUTE);
    expect(await send('LARK-3')).toMatchObject({ outcome: 'applied' });
    const [ohio] = lab().query("SELECT id FROM customer WHERE externalid = 'demo_customer_ohio'");
    expect(made('CustInvc').map(({ entity }) => entity)).toEqual([ohio?.['id'], ohio?.['id'], ohio?.['id']]);
  });

  it('stay where they are while no customer is chosen, and the page says so', async () => {
    await lab().post({ contract: '1', source: 'stripe', documentType: 'invoice', idempotencyKey: 'LARK-1', documentText: invoiceText('LARK-1', 'cus_nobody') });
    lab().sweep();
    const hanna = await lab().seat('hanna');
    await hanna.visit('queue');
    await hanna.openLine('cus_nobody');
    await hanna.keyIn(/^Note/, 'Somebody.');
    await hanna.go(/^Choose and redrive/);
    expect(await hanna.told()).toMatch(/Not done yet/);
    expect(await hanna.page.getByLabel(/^Note/).inputValue()).toBe('Somebody.');
    expect(lab().query('SELECT id FROM customrecord_dkt_action')).toEqual([]);
  });
});

describe('a cause that was put right elsewhere', () => {
  it('is released as one job, whose count and worth are told before, and what it came to behind', async () => {
    setInactive('IPOD2008RED', true);
    const ids: unknown[] = [];
    for (const number of [2200, 2201, 2202]) ids.push((await lab().order(number, { sku: 'IPOD2008RED' }))['operationId']);
    lab().sweep();
    const hanna = await lab().seat('hanna');
    await hanna.visit('queue');
    await hanna.openLine('IPOD2008RED');
    expect(await hanna.title()).toContain('is inactive: "IPOD2008RED"');
    setInactive('IPOD2008RED', false);
    await hanna.go('Release all');
    expect([await hanna.shown('Open'), await hanna.shown('Amount at risk')]).toEqual(['3 operations', 'USD 1,295.64']);
    expect(await hanna.text()).toContain('what came in meanwhile is redriven too');
    await hanna.go('Release all: 3 operations');
    expect(await hanna.told()).toMatch(/Release all: done.*3 tried again; the cause is closed/);
    lab().sweep(A_MINUTE);
    expect(ids.map(lab().stateOf)).toEqual(['applied', 'applied', 'applied']);
  });

  it('is released with what came in since the page was opened, and the result counts all of it', async () => {
    setInactive('IPOD2008RED', true);
    await lab().order(2200, { sku: 'IPOD2008RED' });
    lab().sweep();
    const hanna = await lab().seat('hanna');
    await hanna.visit('queue');
    await hanna.openLine('IPOD2008RED');
    await hanna.go('Release all');
    await lab().order(2201, { sku: 'IPOD2008RED' });
    lab().sweep();
    await hanna.go('Release all: 1 operation');
    expect(await hanna.told()).toContain('2 tried again');
  });

  it('comes back to the queue, and says so, where it fails again', async () => {
    setInactive('IPOD2008RED', true);
    await lab().order(2200, { sku: 'IPOD2008RED' });
    lab().sweep();
    const hanna = await lab().seat('hanna');
    await hanna.visit('queue');
    await hanna.openLine('IPOD2008RED');
    await hanna.go('Release all');
    await hanna.go('Release all: 1 operation');
    lab().sweep();
    await hanna.visit('queue');
    expect(await hanna.line('IPOD2008RED').innerText()).toContain('came back (resolved once)');
  });
});
