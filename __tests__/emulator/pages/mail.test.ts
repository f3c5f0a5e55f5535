import type { Emulator } from '../../../emulator/types';
import { createCaller } from '../../support/emulator';
import { CLERK_ROLE } from '../../support/sdf-project';
import { bootWithSuitelet, openPage, type OpenOptions } from '../../support/suitelet-project';

let emulator: Emulator;
let ada: number;
beforeEach(async () => {
  emulator = await bootWithSuitelet();
  ada = createCaller(emulator, 'customrole_clerk').employeeId;
});

const send = (options: string, more: OpenOptions = {}) => openPage(emulator, `email.send({ author: ${String(ada)}, recipients: 'lee@example.com', subject: 'S', body: 'B', ...${options} });`, more);
const name = (reply: ReturnType<typeof send>) => (reply.kind === 'failed' ? reply.code : reply.kind);

describe('a mail (section_4358681681)', () => {
  it('lies in the outbox with all that it says, and costs 20 units', () => {
    const reply = send(`{ recipients: [${String(ada)}, 'lee@example.com'], cc: ['cc@example.com'], replyTo: 'r@example.com', attachments: [file.create({ name: 'a.csv', fileType: 'CSV', contents: 'abc' })],
      relatedRecords: { entityId: 5, customRecord: { id: 3, recordType: '12' } } }`);
    expect(reply).toMatchObject({ kind: 'written', units: 20 });
    expect(emulator.mails()).toMatchObject([{
      id: 1, scriptId: 'customscript_page', authorId: ada, authorEmail: 'ada@example.com', recipients: ['ada@example.com', 'lee@example.com'], cc: ['cc@example.com'], bcc: [],
      replyTo: 'r@example.com', subject: 'S', body: 'B', attachments: [{ name: 'a.csv', fileType: 'CSV', size: 3 }], relatedRecords: { entityId: 5, customRecordId: 3, customRecordType: '12' },
    }]);
  });

  it('are shown newest first', () => {
    send("{ subject: 'one' }");
    send("{ subject: 'two' }");
    expect(emulator.mails(1)).toMatchObject([{ subject: 'two' }]);
  });

  it.each([
    ['an author who is no employee', '{ author: 999 }', 'SSS_AUTHOR_MUST_BE_EMPLOYEE'],
    ['an address that is none', "{ recipients: 'nobody' }", 'SSS_INVALID_TO_EMAIL'],
    ['an entity that is not there', '{ recipients: 999 }', 'SSS_INVALID_TO_EMAIL'],
    ['a copy to none', "{ cc: ['x'] }", 'SSS_INVALID_CC_EMAIL'],
    ['a blind copy to none', "{ bcc: ['x'] }", 'SSS_INVALID_BCC_EMAIL'],
    ['eleven recipients', "{ recipients: Array.from({ length: 10 }, (_, i) => `a${i}@example.com`), cc: 'b@example.com' }", 'SSS_MAXIMUM_NUMBER_RECIPIENTS_EXCEEDED'],
    ['no subject', '{ subject: undefined }', 'SSS_MISSING_REQD_ARGUMENT'],
    ['a subject that is no text', '{ subject: 5 }', 'WRONG_PARAMETER_TYPE'],
    ['a file over 10 MB', "{ attachments: [file.create({ name: 'a', fileType: 'PLAINTEXT', contents: 'x'.repeat(10 * 1024 * 1024 + 1) })] }", 'SSS_FILE_CONTENT_SIZE_EXCEEDED'],
    ['more than 15 MB in all', "{ attachments: [1, 2].map((n) => file.create({ name: `a${n}`, fileType: 'PLAINTEXT', contents: 'x'.repeat(8 * 1024 * 1024) })) }", 'ATTACH_SIZE_EXCEEDED'],
    ['two kinds of related records', '{ relatedRecords: { transactionId: 1, activityId: 2 } }', 'EMULATOR_NOT_IMPLEMENTED'],
  ])('is refused with %s', (_title, options, code) => {
    expect(name(send(options))).toBe(code);
    expect(emulator.mails()).toEqual([]);
  });

  it('in another\'s name needs the permission for it', async () => {
    const other = createCaller(emulator, 'customrole_clerk', 'Bob').employeeId;
    expect(name(send('{}', { actor: emulator.actor(other, 'customrole_clerk') }))).toBe('INSUFFICIENT_PERMISSION');
    expect(name(send('{}', { actor: emulator.actor(ada, 'customrole_clerk') }))).toBe('written');
    emulator = await bootWithSuitelet({ files: { 'Objects/customrole_clerk.xml': CLERK_ROLE.replace('<permissions>', '<permissions><permission><permkey>ADMI_VICARIOUS_EMAILS</permkey><permlevel>FULL</permlevel></permission>') } });
    ada = createCaller(emulator, 'customrole_clerk').employeeId;
    const again = createCaller(emulator, 'customrole_clerk', 'Bob').employeeId;
    expect(name(send('{}', { actor: emulator.actor(again, 'customrole_clerk') }))).toBe('written');
  });

  it('that the gate stops is not sent', () => {
    const remove = emulator.onCall(({ member }) => (member === 'N/email.send' ? { kind: 'kill-before' } : undefined));
    send('{}');
    remove();
    expect(emulator.mails()).toEqual([]);
  });
});
