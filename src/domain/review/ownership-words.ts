import type { OwnershipRow } from '../map';

/** Says in plain words who may change a field. */
export function ownershipWords({ kind, owner, onConflict }: Pick<OwnershipRow, 'kind' | 'owner' | 'onConflict'>, source: string): string {
  const other = { review: 'a person is asked', drop: 'it is left out', refuse: 'the document is refused' }[onConflict];
  switch (kind) {
    case 'authoritative':
      return owner === source ? `${source} alone: a change made in NetSuite is overwritten by its next document.` : `${named(owner)} alone: where a document says otherwise, ${other}.`;
    case 'shared':
      return `${source} and NetSuite users: whoever changed it since has its way; where both did, ${other}.`;
    case 'copy':
      return owner === source ? `${source} alone: NetSuite holds a copy for convenience.` : `${named(owner)} alone: NetSuite holds a copy; where a document says otherwise, ${other}.`;
    case 'create_only':
      return `${source} when the record is made; NetSuite users from then on.`;
    case 'never_inbound':
      return 'NetSuite users alone: no document writes it.';
  }
}

function named(owner: string): string {
  return owner === 'netsuite' ? 'NetSuite users' : owner;
}
