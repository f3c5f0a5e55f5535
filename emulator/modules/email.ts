import type { NewMail } from '../account/outbox';
import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, wrongType, type Options } from './arguments';
import { addressesOf, type MailAddresses } from './email-recipients';
import { fileBytes, fileOf, type FileDraft } from './file-object';
import type { EmulatedModule, ModuleHost } from './types';

/** What N/email needs of the account. */
export interface MailServices extends RuntimeServices, MailAddresses {
  readonly outbox: { send(mail: NewMail): void };
}

const SEND = 'email.send';

/** Limits of section_4358681681. */
const RECIPIENT_LIMIT = 10;
const ATTACHMENT_LIMIT = 10 * 1024 * 1024;
const MESSAGE_LIMIT = 15 * 1024 * 1024;

/** N/email: `send`, into the account's outbox. Nothing leaves the emulator. */
export const emailModule: EmulatedModule<MailServices> = {
  name: 'N/email',
  emulated: ['send'],
  build: (host) => ({ methods: { send: (...args) => { send(host, args); } } }),
};

function send(host: ModuleHost<MailServices>, args: readonly unknown[]): void {
  const options = requiredOptions(args, { call: SEND, names: ['author', 'recipients', 'subject', 'body'] });
  if (host.execution.entryPoint === 'beforeSubmit') throw new NotEmulated('N/email.send in beforeSubmit, whose save may be rolled back');
  host.call({ member: 'N/email.send', units: 20, detail: String(options['author']) }, () => { host.services.outbox.send(mailOf(host, options)); });
}

/** The mail as it would be sent, checked in NetSuite's words. */
function mailOf(host: ModuleHost<MailServices>, options: Options): NewMail {
  const { services, execution } = host;
  const author = authorOf(host, options['author']);
  const recipients = addressesOf(services, options['recipients'], { call: SEND, name: 'recipients', error: 'SSS_INVALID_TO_EMAIL', word: 'recipient' });
  const cc = addressesOf(services, options['cc'], { call: SEND, name: 'cc', error: 'SSS_INVALID_CC_EMAIL', word: 'cc' });
  const bcc = addressesOf(services, options['bcc'], { call: SEND, name: 'bcc', error: 'SSS_INVALID_BCC_EMAIL', word: 'bcc' });
  if (recipients.length + cc.length + bcc.length > RECIPIENT_LIMIT) {
    throw new SuiteScriptFailure('SSS_MAXIMUM_NUMBER_RECIPIENTS_EXCEEDED', 'You may have a maximum number of 10 recipients.');
  }
  const subject = text(options, 'subject');
  const body = text(options, 'body');
  const attachments = attachmentsOf(options['attachments']);
  const size = Buffer.byteLength(subject) + Buffer.byteLength(body) + attachments.reduce((sum, each) => sum + each.size, 0);
  if (size > MESSAGE_LIMIT) throw new SuiteScriptFailure('ATTACH_SIZE_EXCEEDED', 'This message exceeds the limit of 15 MB. Please reduce the size of the message and its attachments and try again.');
  const replyTo = options['replyTo'] === undefined || options['replyTo'] === null ? undefined : text(options, 'replyTo');
  return {
    sentAtMs: services.clock.nowMs(), executionId: execution.id, scriptId: execution.scriptId, deploymentId: execution.deploymentId, authorId: author.id, authorEmail: author.email,
    recipients, cc, bcc, replyTo, subject, body, attachments, relatedRecords: relatedRecords(options['relatedRecords']),
  };
}

/** The author is an employee; another than the user only with the Vicarious Email permission. */
function authorOf({ services, execution }: ModuleHost<MailServices>, given: unknown): { readonly id: number; readonly email: string } {
  const id = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given;
  if (typeof id !== 'number') throw wrongType(SEND, 'author', 'number');
  const email = services.employeeEmail(id);
  if (email === undefined) throw new SuiteScriptFailure('SSS_AUTHOR_MUST_BE_EMPLOYEE', 'The author internal id or email must match an employee.');
  const { actor } = execution;
  if (id !== actor.userId && !actor.administrator && (actor.permissions.get('ADMI_VICARIOUS_EMAILS') ?? 0) === 0) {
    throw new SuiteScriptFailure('INSUFFICIENT_PERMISSION', 'Permission Violation: You need the \'Vicarious Email\' permission to send email on behalf of another user.');
  }
  return { id, email };
}

function text(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw wrongType(SEND, name, 'string');
  return value;
}

function attachmentsOf(given: unknown): NewMail['attachments'] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw wrongType(SEND, 'attachments', 'file.File[]');
  return given.map((each: unknown) => {
    const file: FileDraft | undefined = fileOf(each);
    if (file === undefined) throw wrongType(SEND, 'attachments', 'file.File[]');
    const size = fileBytes(file).length;
    if (size > ATTACHMENT_LIMIT) throw new SuiteScriptFailure('SSS_FILE_CONTENT_SIZE_EXCEEDED', 'The file content you are attempting to access exceeds the maximum allowed size of 10MB.');
    return { name: file.name, fileType: file.fileType, size };
  });
}

/** An entity beside one of transaction, activity and custom record, which exclude each other; what NetSuite says of two is not documented. */
function relatedRecords(given: unknown): NewMail['relatedRecords'] {
  if (given === undefined || given === null) return {};
  const { transactionId, activityId, entityId, customRecord } = given as Options;
  if ([transactionId, activityId, customRecord].filter((each) => each !== undefined && each !== null).length > 1) {
    throw new NotEmulated('a mail related to more than one of a transaction, an activity and a custom record');
  }
  const custom = typeof customRecord === 'object' && customRecord !== null ? customRecord as Options : {};
  const all = { transactionId, activityId, entityId, customRecordId: custom['id'], customRecordType: custom['recordType'] };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (typeof value === 'number' || typeof value === 'string' ? [[name, value]] : [])));
}
