import type { RecordTypeDefinition } from '../metadata/types';
import type { AccountData } from './account-data';
import { duplicateExternalId } from './failures';

/**
 * Claims an external id for a record in its type's namespace (platform facts 4.1): unique over the whole group, without
 * regard to case, held by inactive records too. The primary key over (namespace, folded id) is the one place that decides.
 * DUP_RCRD, or for custom records the account's chosen name (platform facts 4.2), where another record holds it.
 */
export function claimExternalId(data: AccountData, definition: RecordTypeDefinition, id: number, externalId: string | undefined): void {
  releaseExternalId(data, definition, id);
  if (externalId === undefined) return;
  const folded = externalId.toLowerCase();
  const { changes } = data.database
    .prepare('INSERT INTO emulator_externalid VALUES (?, ?, ?, ?) ON CONFLICT (namespace, folded) DO NOTHING')
    .run(definition.externalIdGroup, folded, definition.id, id);
  if (changes === 1) return;
  throw duplicateExternalId(definition.category === 'custom' ? data.settings.duplicateCustomRecordName : 'DUP_RCRD');
}

/** Frees the external id of a record that is deleted or takes another. */
export function releaseExternalId(data: AccountData, definition: RecordTypeDefinition, id: number): void {
  data.database.prepare('DELETE FROM emulator_externalid WHERE recordtype = ? AND id = ?').run(definition.id, id);
}
