import type { BrowserContext, Page } from 'playwright-core';
import { accessibilityIssues, logIn, openPage, openUiLab, type UiLab } from './support/ui-lab';
import { writeUiProject } from './support/ui-project';

const FORM = '/app/site/hosting/scriptlet.nl?script=customscript_lab_sl&deploy=customdeploy_lab_sl';

let lab: UiLab;
let context: BrowserContext;
let page: Page;

beforeAll(async () => { lab = await openUiLab(writeUiProject()); });
afterAll(async () => { await lab.close(); });
beforeEach(async () => {
  context = await lab.browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
});
afterEach(async () => { await context.close(); });

const at = (path: string): string => `${lab.baseUrl}${path}`;
const asClerk = (): Promise<void> => logIn(page, lab.baseUrl, ['Ada Example', 'Clerk']);
const told = (): Promise<readonly string[]> => page.evaluate<readonly string[]>('window.told.splice(0)');

describe('logging in', () => {
  it('sends a visitor to the log-in page and back to what was asked for', async () => {
    await page.goto(at(FORM));
    expect(page.url()).toContain('/app/login/secure/login.nl');
    expect(await page.locator('main').innerText()).toContain('has no passwords');
    await page.getByRole('button', { name: 'Log in as Ada Example, Clerk' }).click();
    await page.waitForURL((url) => url.pathname.endsWith('scriptlet.nl'));
    expect(await page.locator('h1').innerText()).toBe('Review OP-901');
  });

  it('keeps the session in a cookie that scripts cannot read and other sites do not send with a post', async () => {
    await asClerk();
    const cookie = (await context.cookies()).find(({ name }) => name === 'emulator_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    expect(cookie?.value.length).toBeGreaterThan(40);
  });

  it('changes the role, and logs out', async () => {
    await asClerk();
    await page.locator('.who summary').click();
    await page.getByRole('button', { name: 'Change role: Administrator' }).click();
    await page.waitForFunction("document.querySelector('.who .role')?.textContent === 'Administrator'");
    await page.locator('.who summary').click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.waitForURL('**/login.nl');
    await page.goto(at('/app/center/card.nl'));
    expect(page.url()).toContain('/login.nl');
  });

  it('refuses a log-in without the token of its form, a role that is not held, and a way back to another host', async () => {
    const bare = await fetch(at('/app/login/secure/login.nl'), { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `employee=${String(lab.ada)}&role=administrator` });
    expect(bare.status).toBe(403);
    const form = await fetch(at('/app/login/secure/login.nl?target=//evil.example/x'));
    const token = /name="form_token" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
    const send = (fields: string): Promise<Response> => fetch(at('/app/login/secure/login.nl'), {
      method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `emulator_form=${token}` }, body: `form_token=${encodeURIComponent(token)}&${fields}`,
    });
    expect((await send(`employee=${String(lab.ada)}&role=customrole_outsider`)).status).toBe(401);
    const entered = await send(`employee=${String(lab.ada)}&role=customrole_clerk&target=//evil.example/x`);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/app/center/card.nl']);
  });
});

describe('who may see what', () => {
  it.each([FORM, '/app/site/hosting/scriptlet.nl?script=customscript_lab_list&deploy=1', '/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=1'])('refuses %s to a role outside its audience with a page that says so', async (path) => {
    await logIn(page, lab.baseUrl, ['Bo Example', 'Outsider']);
    const response = await page.goto(at(path));
    expect(response?.status()).toBe(403);
    expect(await page.locator('[role=alert]').innerText()).toContain('INSUFFICIENT_PERMISSION');
  });

  it('shows a role the menu links and portlets of its audience alone', async () => {
    await asClerk();
    expect(await page.locator('.portlet').innerText()).toContain('Open: 47');
    await page.getByText('Transactions', { exact: true }).click();
    await page.getByRole('link', { name: 'Review queue' }).click();
    await page.waitForURL('**/scriptlet.nl?*');
    await context.clearCookies();
    await logIn(page, lab.baseUrl, ['Bo Example', 'Outsider']);
    expect(await page.locator('.portlet').count()).toBe(0);
    expect(await page.getByText('Transactions', { exact: true }).count()).toBe(0);
  });

  it('shows what a script failed with as a notice with its code, as text', async () => {
    await asClerk();
    await page.goto(at(`${FORM}&act=fail`));
    const notice = await page.locator('[role=alert]').innerText();
    expect(notice).toContain('LAB_FAILED');
    expect(notice).toContain('<i>today</i>');
    expect(notice).not.toContain('lab_sl.js');
  });

  it('follows a redirect of a script', async () => {
    await asClerk();
    await page.goto(at(`${FORM}&act=go`));
    expect(await page.locator('body').innerText()).toBe('{"found":"sent on"}');
  });
});

describe('a form in the browser', () => {
  beforeEach(async () => {
    await asClerk();
    await openPage(page, at(FORM));
  });

  it('shows text of scripts as text, puts their HTML in, and runs no script in it', async () => {
    expect(await page.title()).toBe('Review OP-901');
    expect(await page.locator('#custpage_lines_splits').innerText()).toContain('<script>');
    expect(await page.locator('#custpage_fixed_val').innerText()).toBe('Shop <b>EU</b>');
    await page.locator('#custpage_tab_htmltxt').click();
    expect(await page.locator('#timeline').innerText()).toBe('Attempt 5 failed');
    expect(await page.locator('.message.warning').innerText()).toMatch(/^Warning:\s*Not applied/);
  });

  it('keeps the elements that tests and tools of NetSuite look for', async () => {
    for (const selector of ['form[name=main_form]', '.uir-page-title', 'div.uir-field-wrapper[data-walkthrough="Field:custpage_name"] #custpage_name', '#submitter', '#secondarysubmitter',
      '#custpage_ask', '#tr_fg_grp_main', '#custpage_linestxt, #custpage_tab_linestxt', '#custpage_lines_splits tr.uir-list-row-tr', '#custpage_lines_headerrow.uir-machine-headerrow', '#custpage_edit_addedit']) {
      expect([selector, await page.locator(selector).count()]).toEqual([selector, 1 + (selector.endsWith('row-tr') ? 2 : 0)]);
    }
  });

  it('tells the script of a change in the documented order', async () => {
    expect(await told()).toEqual(['pageInit create', 'lineInit custpage_edit 1']);
    await page.locator('#custpage_state').selectOption('b');
    expect(await told()).toEqual(['validateField custpage_state', 'fieldChanged custpage_state']);
    expect(await page.locator('#custpage_note').inputValue()).toBe('State is Beta');
    expect(await page.locator('#custpage_amount').isDisabled()).toBe(true);
  });

  it('takes back a value that validateField refuses, and one that is no number or date', async () => {
    await page.locator('#custpage_name').fill('forbidden');
    await page.locator('#custpage_name').blur();
    expect(await page.locator('#custpage_name').inputValue()).toBe('');
    for (const [id, wrong] of [['custpage_amount', 'a lot'], ['custpage_due', '2026-02-30']] as const) {
      await page.locator(`#${id}`).fill(wrong);
      await page.locator(`#${id}`).blur();
      await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
      expect(await page.locator(`#${id}`).inputValue()).toBe('');
    }
  });

  it('does not send a form that lacks a required value or that saveRecord stops', async () => {
    await page.locator('#submitter').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('Please enter value(s) for: Name');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await page.locator('#custpage_name').fill('ACME');
    await page.locator('#custpage_note').fill('stop');
    await told();
    await page.locator('#secondarysubmitter').click();
    expect((await told()).at(-1)).toBe('saveRecord');
    expect(page.url()).toContain('scriptlet.nl');
    expect(await page.locator('h1').innerText()).toBe('Review OP-901');
  });

  it('posts fields, marked lines, edited lines and a file as NetSuite does', async () => {
    await page.locator('#custpage_name').fill('ACME');
    await page.locator('#custpage_amount').fill('1,234.50');
    await page.locator('#custpage_due').fill('9/28/2026');
    await page.locator('#custpage_urgent').check();
    await page.locator('#custpage_pick').selectOption(['1', '3']);
    await page.locator('#custpage_file').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('file text') });
    await page.getByLabel('Mark, line 2').check();
    await page.getByLabel('Memo, line 2').fill('second\u00e9');
    await page.locator('#custpage_edittxt').click();
    await page.getByLabel('Field, line 2').fill('location');
    await page.getByLabel('Value, line 2').fill('7');
    await page.locator('#custpage_edit_addedit').click();
    await page.locator('#submitter').click();
    await page.waitForFunction("document.body.innerText.startsWith('{')");
    const posted = JSON.parse(await page.locator('body').innerText()) as { parameters: Record<string, string>; lines: unknown; edits: unknown; file: string; method: string };
    expect(posted.method).toBe('POST');
    expect(posted.parameters).toMatchObject({
      custpage_name: 'ACME', custpage_amount: '1234.50', custpage_due: '9/28/2026', custpage_urgent: 'T', custpage_pick: '1\u00053', custpage_locked: 'kept',
      custpage_token: 'secret-token', script: 'customscript_lab_sl', custpage_linesfields: 'custpage_mark\u0001custpage_doc\u0001custpage_sum\u0001custpage_memo\u0001custpage_id',
    });
    expect(posted.lines).toEqual([{ mark: 'F', memo: '', id: '70' }, { mark: 'T', memo: 'second\u00e9', id: '71' }, { mark: 'F', memo: '', id: '72' }]);
    expect(posted.edits).toEqual([['memo', '5'], ['location', '7']]);
    expect(posted.file).toContain('file text');
  });

  it('marks and unmarks all lines of the page', async () => {
    await page.getByRole('button', { name: 'Mark All', exact: true }).click();
    expect(await page.getByRole('checkbox', { name: /Mark, line/, checked: true }).count()).toBe(3);
    await page.getByRole('button', { name: 'Unmark All' }).click();
    expect(await page.getByRole('checkbox', { name: /Mark, line/, checked: true }).count()).toBe(0);
  });

  it('works on the lines of an editor: refuses, commits, inserts and removes them as the script says', async () => {
    await page.locator('#custpage_edittxt').click();
    await told();
    await page.getByLabel('Field, line 2').fill('rate');
    await page.getByLabel('Value, line 2').fill('13');
    await page.locator('#custpage_edit_addedit').click();
    expect((await told()).at(-1)).toBe('validateLine custpage_edit');
    await page.getByLabel('Value, line 2').fill('14');
    await page.locator('#custpage_edit_addedit').click();
    expect((await told()).slice(-3)).toEqual(['validateLine custpage_edit', 'sublistChanged custpage_edit commit', 'lineInit custpage_edit 2']);
    await page.getByRole('button', { name: 'Edit line 1' }).click();
    await page.locator('#custpage_edit_remove').click();
    expect(await told()).toEqual(expect.arrayContaining(['validateDelete', 'sublistChanged custpage_edit remove']));
    await page.locator('#custpage_edit_insert').click();
    expect(await told()).toEqual(expect.arrayContaining(['validateInsert', 'sublistChanged custpage_edit insert']));
    expect(await page.locator('#custpage_editdata').inputValue()).toBe('\u0001\u0002rate\u000114');
  });

  it('runs a button: a dialog that the keyboard answers, and a banner with the answer', async () => {
    await page.locator('#custpage_ask').click();
    const dialog = page.getByRole('dialog', { name: 'Sure?' });
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Answered').waitFor();
    expect(await page.locator('.message.confirmation').innerText()).toContain('true');
    await page.locator('#custpage_ask').click();
    await page.keyboard.press('Escape');
    await page.locator('.message.confirmation', { hasText: 'false' }).waitFor();
  });

  it('calls the Suitelet from the page, at once and later', async () => {
    await page.locator('#custpage_lookup').click();
    expect(await page.locator('.message.information').innerText()).toContain('later x Ada Example');
  });

  it('refuses by name what the browser of NetSuite has and this one does not', async () => {
    const refused = await page.evaluate<string>("new Promise((done) => require(['N/currentRecord'], (m) => { try { m.get().save(); } catch (e) { done(e.name + ' ' + e.message); } }))");
    expect(refused).toContain('EMULATOR_NOT_IMPLEMENTED');
    expect(refused).toContain('N/currentRecord.CurrentRecord.save');
    expect(await page.locator('.message.error').innerText()).toContain('N/currentRecord.CurrentRecord.save');
  });
});

describe('other pages', () => {
  beforeEach(asClerk);

  it('shows a record with the fields and tabs that a script added to it', async () => {
    await openPage(page, at('/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=1'));
    expect(await page.locator('h1').innerText()).toBe('Ticket First');
    await page.getByRole('tab', { name: 'Integration' }).click();
    expect(await page.locator('#custpage_last_val').innerText()).toBe('OP-901 view');
    expect((await page.goto(at('/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=999')))?.status()).toBe(404);
  });

  it('shows a list with amounts as people read them', async () => {
    await page.goto(at('/app/site/hosting/scriptlet.nl?script=customscript_lab_list&deploy=customdeploy_lab_list'));
    expect(await page.locator('tbody tr').first().innerText()).toMatch(/Customer ACME-EU is not mapped\s+81,220\.00/);
  });

  it('keeps mails in an outbox: the body as text, an address of the account as a link to its page here', async () => {
    await page.goto(at('/app/site/hosting/scriptlet.nl?script=customscript_lab_mail&deploy=customdeploy_lab_mail'));
    await page.goto(at('/app/common/mail/outbox.nl'));
    await page.getByRole('link', { name: 'Two <b>late</b>' }).click();
    await page.waitForURL('**/outbox.nl?id=*');
    expect(await page.locator('.mail-body').innerText()).toContain('<img src=x>');
    expect(await page.locator('.mail-body a').getAttribute('href')).toBe('/app/center/card.nl');
    expect(await page.locator('.two').innerText()).toContain('lead@example.com');
  });
});

describe('every page', () => {
  const PAGES = [
    '/app/center/card.nl', FORM, `${FORM}&act=fail`, '/app/site/hosting/scriptlet.nl?script=customscript_lab_list&deploy=customdeploy_lab_list',
    '/app/common/custom/custrecordentry.nl?rectype=customrecord_ticket&id=1', '/app/common/mail/outbox.nl', '/app/nowhere.nl',
  ];

  it('has no serious or critical accessibility issue, the log-in page included', async () => {
    await page.goto(at('/app/login/secure/login.nl'));
    expect(await accessibilityIssues(page)).toEqual([]);
    await asClerk();
    for (const path of PAGES) {
      await page.goto(at(path));
      expect([path, await accessibilityIssues(page)]).toEqual([path, []]);
    }
  });

  it('fits a screen of 320 pixels without scrolling sideways', async () => {
    await asClerk();
    await page.setViewportSize({ width: 320, height: 800 });
    for (const path of PAGES) {
      await page.goto(at(path));
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([path, wide]).toEqual([path, 320]);
    }
  });

  it('moves through tabs by keyboard, and shows all sections where no script runs', async () => {
    await asClerk();
    await openPage(page, at(FORM));
    await page.locator('#custpage_tab_linestxt').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#custpage_tab_htmltxt').getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('#custpage_tab_lines_panel').isVisible()).toBe(false);
    const still = await lab.browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
    const plain = await still.newPage();
    await plain.goto(at(FORM));
    for (const id of ['custpage_tab_lines', 'custpage_tab_html', 'custpage_edit']) expect(await plain.locator(`#${id}_panel`).isVisible()).toBe(true);
    await still.close();
  });
});
