import { AN_HOUR, MISSING_ITEM, openStoryLab } from './support/story-lab';
import type { PersonName } from './support/story-lab';
import type { PostedForm, Seat } from './support/seat';

const lab = openStoryLab();

const actions = () => lab().query('SELECT custrecord_dkt_act_kind AS kind, custrecord_dkt_act_state AS state FROM customrecord_dkt_action ORDER BY id').map(({ kind, state }) => `${String(kind)} ${String(state)}`);

/** An order that fails. */
async function stuck(number = 2600): Promise<{ readonly operation: string }> {
  const { operationId } = await lab().order(number);
  lab().sweep();
  return { operation: String(operationId) };
}

/** The form of an action, filled in. */
async function discardForm(seat: Seat, of: { readonly operation: string }): Promise<PostedForm> {
  await seat.visit('operation', of);
  await seat.go('Discard');
  await seat.choose(/^Reason/, 'Test data');
  await seat.keyIn(/^Note/, 'A test.');
  return seat.form();
}

/** A setting of the account, as its administrator saves it. */
function setting(name: string, value: unknown): void {
  const { emulator, query } = lab();
  const [known] = query('SELECT id FROM customrecord_dkt_setting WHERE custrecord_dkt_set_name = ?', [name]);
  const values = { custrecord_dkt_set_value: JSON.stringify(value), ...(known === undefined ? { externalid: name, custrecord_dkt_set_name: name } : {}) };
  const reply = emulator.saveAs({ type: 'customrecord_dkt_setting', ...(known === undefined ? {} : { id: Number(known['id']) }), values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
}

describe('the viewer', () => {
  it('reads everything and is offered nothing: no action on any page', async () => {
    const of = await stuck();
    const iris = await lab().seat('iris');
    await iris.visit('queue');
    await iris.openLine(MISSING_ITEM);
    expect(await iris.buttons()).toEqual([]);
    await iris.openLine('#2600');
    expect(await iris.title()).toContain('#2600');
    expect(await iris.buttons()).toEqual([]);
    await iris.visit('operations');
    expect([await iris.page.getByRole('checkbox').count(), await iris.page.getByLabel(/^Action/).count()]).toEqual([0, 0]);
    for (const kind of ['redrive', 'discard', 'edit', 'assign']) {
      await iris.visit('act', { kind, ...of });
      expect(await iris.title()).toMatch(/was not found/);
    }
  });

  it('changes nothing with the form of somebody else, under their own address or that of the form', async () => {
    const of = await stuck();
    const form = await discardForm(await lab().seat('hanna'), of);
    const iris = await lab().seat('iris');
    await iris.home();
    const own = { ...form, action: `${lab().baseUrl}/app/site/hosting/scriptlet.nl?script=customscript_dkt_review_sl&deploy=customdeploy_dkt_audit` };
    expect((await iris.forge(own)).text).toMatch(/was not found|Nothing was done/);
    expect((await iris.forge(form)).status).toBe(403);
    expect([actions(), lab().stateOf(of.operation)]).toEqual([[], 'needs_review']);
  });
});

describe('a reviewer of another subsidiary', () => {
  it('sees no row, no cause, no count and no page of what is not theirs, and changes nothing of it', async () => {
    const of = await stuck();
    const form = await discardForm(await lab().seat('hanna'), of);
    const luc = await lab().seat('luc');
    await luc.home();
    expect(await luc.text()).toContain('Open: 0 operations');
    await luc.visit('queue');
    expect([await luc.shown('Open'), await luc.line(MISSING_ITEM).count()]).toEqual(['0 operations', 0]);
    await luc.visit('operations');
    expect(await luc.text()).not.toContain('#2600');
    await luc.visit('operation', of);
    expect(await luc.title()).toMatch(/was not found/);
    const cause = String(lab().query('SELECT externalid AS id FROM customrecord_dkt_cause')[0]?.['id']);
    await luc.visit('cause', { cause });
    expect(await luc.text()).not.toContain('#2600');
    expect((await luc.forge(form)).text).toMatch(/was not found|Nothing was done/);
    expect([actions(), lab().stateOf(of.operation)]).toEqual([[], 'needs_review']);
  });
});

describe('what a role is shown of a document', () => {
  it.each<[PersonName, boolean]>([['hanna', false], ['iris', false], ['priya', true], ['nadia', true], ['tomas', true]])('%s has a tab of technical facts: %s; personal values are masked for all', async (person, has) => {
    const of = await stuck();
    const seat = await lab().seat(person);
    await seat.visit('operation', of);
    expect(await seat.page.getByRole('tab', { name: 'Technical' }).count()).toBe(has ? 1 : 0);
    const html = await seat.page.content();
    expect(html).not.toContain('Achebe');
    expect(html.includes('Idempotency key')).toBe(has);
  });
});

describe('who has no part in the queue', () => {
  it('the connector\'s role has no tile, no link and no page', async () => {
    const connector = await lab().seat('connector');
    await connector.home();
    expect(await connector.text()).not.toMatch(/Integration review/);
    for (const deployment of ['review', 'lead', 'approve', 'audit', 'admin', 'door']) {
      const script = deployment === 'door' ? 'door' : 'review';
      const reply = await connector.page.goto(`${lab().baseUrl}/app/site/hosting/scriptlet.nl?script=customscript_dkt_${script}_sl&deploy=customdeploy_dkt_${deployment}`);
      expect([deployment, reply?.status()]).toEqual([deployment, 403]);
    }
  });

  it.each<[PersonName, readonly string[]]>([
    ['hanna', ['audit', 'lead', 'approve', 'admin']], ['iris', ['review', 'lead', 'approve', 'admin']], ['priya', ['audit', 'review', 'approve', 'admin']], ['tomas', ['audit', 'review', 'lead', 'approve']],
  ])('%s is refused at the address of another role', async (person, others) => {
    const seat = await lab().seat(person);
    for (const deployment of others) {
      const reply = await seat.page.goto(`${lab().baseUrl}/app/site/hosting/scriptlet.nl?script=customscript_dkt_review_sl&deploy=customdeploy_dkt_${deployment}`);
      expect([deployment, reply?.status()]).toEqual([deployment, 403]);
    }
    expect(await seat.text()).toContain('INSUFFICIENT_PERMISSION');
  });
});

describe('one click', () => {
  it('is not repeated by Back: the page comes anew, says how things stand, and has nothing to send', async () => {
    const of = await stuck();
    const hanna = await lab().seat('hanna');
    await discardForm(hanna, of);
    await hanna.go('Discard');
    expect(await hanna.told()).toMatch(/Discard: done/);
    await hanna.page.goBack();
    expect([await hanna.title(), await hanna.told()]).toEqual(['Nothing was done', expect.stringContaining('Its state: Discarded') as string]);
    await hanna.page.goForward();
    await hanna.page.reload();
    expect([actions(), lab().chain(of.operation).length]).toEqual([['discard done'], 2]);
  });

  it('that is posted again as it was does one thing, and is told what that came to', async () => {
    const of = await stuck();
    const hanna = await lab().seat('hanna');
    await hanna.visit('operation', of);
    await hanna.go('Add a note');
    await hanna.keyIn(/^Note/, 'Asked the shop.');
    const form = await hanna.form();
    await hanna.go('Add a note');
    expect((await hanna.forge(form)).text).toContain('The note stands in its history.');
    expect([actions(), lab().chain(of.operation).length]).toEqual([['note done'], 2]);
  });

  it('that is a double click sends once', async () => {
    const of = await stuck();
    const hanna = await lab().seat('hanna');
    await hanna.visit('operation', of);
    await hanna.go('Add a note');
    await hanna.keyIn(/^Note/, 'Once.');
    await hanna.leave(() => hanna.page.getByRole('button', { name: 'Add a note', exact: true }).first().dblclick());
    expect(await hanna.told()).toMatch(/Add a note: done/);
    expect([actions(), lab().chain(of.operation).length]).toEqual([['note done'], 2]);
  });

  it('in the older of two windows is told that it was overtaken, and what was written is shown', async () => {
    const of = await stuck();
    const [first, second] = [await lab().seat('hanna'), await lab().seat('hanna')];
    await discardForm(first, of);
    await second.visit('operation', of);
    await second.go('Add a note');
    await second.keyIn(/^Note/, 'Wait for the shop.');
    await second.go('Add a note');
    await first.go('Discard');
    expect([await first.title(), await first.shown('What you wrote')]).toEqual(['Nothing was done', 'A test.']);
    expect([actions(), lab().stateOf(of.operation)]).toEqual([['note done'], 'needs_review']);
  });

  it('of a form that was opened before a new log-in is told to be opened again', async () => {
    const of = await stuck();
    const form = await discardForm(await lab().seat('hanna'), of);
    const again = await lab().freshSeat('hanna');
    expect((await again.forge(form)).text).toContain('Nothing was done');
    expect(actions()).toEqual([]);
  });

  it('is not lost where the log-in ended: the page to log in comes, and nothing is done', async () => {
    const of = await stuck();
    const hanna = await lab().freshSeat('hanna');
    await discardForm(hanna, of);
    await hanna.page.context().clearCookies();
    await hanna.leave(() => hanna.page.getByRole('button', { name: 'Discard', exact: true }).first().click());
    expect(hanna.page.url()).toContain('/login.nl');
    expect(actions()).toEqual([]);
  });
});

describe('what stands on every page while it holds', () => {
  const seen = async (text: RegExp, tile: RegExp): Promise<void> => {
    const priya = await lab().seat('priya');
    for (const page of ['queue', 'operations', 'requests', 'health']) {
      await priya.visit(page);
      expect([page, await priya.told()]).toEqual([page, expect.stringMatching(text) as string]);
    }
    await priya.home();
    expect(await priya.text()).toMatch(tile);
  };

  it('paused intake', async () => {
    await stuck();
    setting('intake', { open: false });
    await seen(/Warning:.*Intake is closed/, /Intake is closed\./);
  });

  it('paused work of a source', async () => {
    setting('pause:shopify', { processing: false });
    await lab().order(2600);
    lab().sweep();
    await seen(/Warning:.*Work is paused.*pause:shopify/, /Paused: pause:shopify\./);
  });

  it('a copy of production, whose open work is not real', async () => {
    const of = await stuck();
    const { emulator, query } = lab();
    const [row] = query('SELECT id FROM customrecord_dkt_operation WHERE externalid = ?', [of.operation]);
    emulator.saveAs({ type: 'customrecord_dkt_operation', id: Number(row?.['id']), values: { custrecord_dkt_op_account: '1234567' }, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
    lab().sweep();
    await seen(/This account is a copy.*1 open operation of account 1234567 is not real here/, /copy of 1234567: its open work is not real here/);
  });

  it('a sweep that is silent: no figure of the tile stands without a word of doubt', async () => {
    await stuck();
    const remove = lab().emulator.onCall(({ execution }) => (execution.scriptType === 'mapreduce' ? { kind: 'error-before', name: 'UNEXPECTED_ERROR', message: 'An outage.' } : undefined));
    lab().sweep(3 * AN_HOUR);
    await seen(/Error:.*The figures may be old.*has not reported for 3 h/, /Figures may be old.*Open: 1 operation, may be old Past due: 0, may be old/);
    remove();
  });
});
