import * as record from 'N/record';
import type { Claim, HeldKey, KeyRegistry, NaturalKeyClaim } from '../application/ports';
import { registryId } from '../domain/identity';
import type { Sha256 } from '../domain/identity';
import { fitText } from './fit-field';
import { rowNumber, rowText, runStatement } from './query-rows';
import { KEY, KEY_RECORD } from './record-ids';
import { setFields, textOf } from './record-fields';
import { saveUnlessChanged } from './save-unless-changed';

/** Natural keys on `customrecord_dkt_key`, unique by a hash of kind and key. */
export class KeyGateway implements KeyRegistry {
  constructor(private readonly sha256: Sha256) {}

  claim(claim: NaturalKeyClaim): Claim {
    return take(this.externalIdOf(claim.kind, claim.value), claim);
  }

  claimLikeness(externalId: string, by: Pick<NaturalKeyClaim, 'operationId' | 'claimedMs'>): Claim {
    return take(externalId, { kind: 'likeness', value: externalId, ...by });
  }

  holder(kind: string, value: string): HeldKey | undefined {
    return holderOf(this.externalIdOf(kind, value));
  }

  handOver(internalId: number, from: string, to: string): boolean {
    const row = record.load({ type: KEY_RECORD, id: internalId, isDynamic: false });
    if (textOf(row, KEY.operation) !== from) return false;
    row.setValue({ fieldId: KEY.operation, value: to });
    return saveUnlessChanged(row);
  }

  private externalIdOf(kind: string, value: string): string {
    return registryId(kind, value, this.sha256);
  }
}

/** Takes a key, where nobody has it yet. */
function take(externalId: string, { kind, value, operationId, claimedMs }: NaturalKeyClaim): Claim {
  const row = record.create({ type: KEY_RECORD, isDynamic: false });
  setFields(row, {
    externalid: externalId,
    [KEY.kind]: fitText(kind),
    [KEY.value]: fitText(value),
    [KEY.operation]: operationId,
    [KEY.claimedMs]: claimedMs,
  });
  try {
    row.save();
    return { kind: 'claimed' };
  } catch (error) {
    const held = holderOf(externalId);
    if (held === undefined) throw error;
    return { kind: 'held', ...held };
  }
}

/** Any of four error names may mean "taken" (platform facts 4.2), so only the row that holds the key is believed. */
function holderOf(externalId: string): HeldKey | undefined {
  const [row] = runStatement(`SELECT k.id AS id, k.${KEY.operation} AS operation FROM ${KEY_RECORD} k WHERE k.externalid = ?`, [externalId]);
  const internalId = row === undefined ? undefined : rowNumber(row, 'id');
  return row === undefined || internalId === undefined ? undefined : { internalId, operationId: rowText(row, 'operation') };
}
