import { LEDGER_TABLE } from '../../metadata/tables';
import type { StoredValue } from '../../metadata/types';
import { NotEmulated } from '../../runtime/types';
import type { SqlRow } from '../../store/sqlite';
import type { AccountData } from '../account-data';
import { minorUnits, productInMinorUnits } from '../money';
import type { LineDraft, RecordDraft, RecordService, SaveContext } from '../types';
import { precisionsOf } from './currency';

/** What a voiding journal is made with. */
export interface JournalParts {
  readonly data: AccountData;
  readonly records: Pick<RecordService, 'create' | 'save'>;
}

/**
 * Saves the journal that voids a transaction: the reverse of its lines, of its currency and rate, dated today in the company's zone
 * and so in today's period, whatever the transaction's own is (help bridgehead_N1469460: voids on days or periods other than the
 * transaction's). Returns its id; throws what the save of a journal throws, CLOSED_TRAN_PRD where today's period is not open.
 */
export function saveVoidingJournal({ data, records }: JournalParts, original: SqlRow, context: SaveContext): number {
  const draft = records.create('journalentry', context.actor);
  const values: Readonly<Record<string, StoredValue>> = {
    subsidiary: Number(original['_subsidiary']), currency: Number(original['currency']), exchangerate: Number(original['exchangerate']),
    memo: `Void Of ${String(original['trandisplayname'])}`,
  };
  for (const [field, value] of Object.entries(values)) {
    draft.values.set(field, value);
    draft.changed.add(field);
  }
  draft.sublists.set('line', postedLines(data, Number(original['id'])).map((row) => reversedLine(draft, data, row)));
  const journal = records.save(draft, { ignoreMandatoryFields: false, enableSourcing: true }, context);
  data.update('transaction', journal, { _createdfrom: Number(original['id']) });
  data.database.prepare('UPDATE "transactionline" SET "createdfrom" = ? WHERE "transaction" = ?').run(Number(original['id']), journal);
  return journal;
}

function postedLines(data: AccountData, id: number): readonly SqlRow[] {
  return data.database.prepare(`SELECT a."account", a."amount", l."foreignamount", l."entity", l."department", l."class", l."location"
    FROM "${LEDGER_TABLE}" a JOIN "transactionline" l ON l."transaction" = a."transaction" AND l."id" = a."transactionline"
    WHERE a."transaction" = ? ORDER BY a."transactionline"`).all(id);
}

function reversedLine(draft: RecordDraft, data: AccountData, row: SqlRow): LineDraft {
  const foreign = Number(row['foreignamount']);
  const { base } = precisionsOf(draft, data);
  if (productInMinorUnits(foreign, Number(draft.values.get('exchangerate')), base) !== minorUnits(Number(row['amount']), base)) {
    throw new NotEmulated('voiding by a reversing journal what realized an exchange gain or loss');
  }
  const values = new Map<string, StoredValue>([['account', Number(row['account'])], [foreign > 0 ? 'credit' : 'debit', Math.abs(foreign)]]);
  for (const column of ['entity', 'department', 'class', 'location']) if (row[column] !== null) values.set(column, Number(row[column]));
  return { values, subrecords: new Map(), changed: new Set(values.keys()) };
}
