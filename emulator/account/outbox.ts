import type { SqliteDatabase, SqlRow } from '../store/sqlite';
import type { MailRow } from '../ui/page-calls';

export type NewMail = Omit<MailRow, 'id'>;

/** Mails that scripts sent: kept with the account's rows, never delivered. */
export interface Outbox {
  send(mail: NewMail): void;
  /** Newest first. */
  list(limit: number): readonly MailRow[];
}

/** Opens the outbox in the account's database. */
export function openOutbox(database: SqliteDatabase): Outbox {
  database.exec(`CREATE TABLE IF NOT EXISTS emulator_mail (
    id INTEGER PRIMARY KEY, sent_ms INTEGER NOT NULL, execution INTEGER NOT NULL, script TEXT NOT NULL, deployment TEXT NOT NULL, author INTEGER NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, rest TEXT NOT NULL) STRICT`);
  return {
    send({ sentAtMs, executionId, scriptId, deploymentId, authorId, subject, body, ...rest }) {
      database.prepare('INSERT INTO emulator_mail (sent_ms, execution, script, deployment, author, subject, body, rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(Math.floor(sentAtMs), executionId, scriptId, deploymentId, authorId, subject, body, JSON.stringify(rest));
    },
    list: (limit) => database.prepare('SELECT * FROM emulator_mail ORDER BY id DESC LIMIT ?').all(limit).map(readMail),
  };
}

type Rest = Pick<MailRow, 'authorEmail' | 'recipients' | 'cc' | 'bcc' | 'replyTo' | 'attachments' | 'relatedRecords'>;

function readMail(row: SqlRow): MailRow {
  const { replyTo, ...rest } = JSON.parse(String(row['rest'])) as Rest;
  return {
    id: Number(row['id']), sentAtMs: Number(row['sent_ms']), executionId: Number(row['execution']), scriptId: String(row['script']), deploymentId: String(row['deployment']),
    authorId: Number(row['author']), subject: String(row['subject']), body: String(row['body']), ...rest, replyTo,
  };
}
