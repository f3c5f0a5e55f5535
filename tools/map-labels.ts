import { createMetadataRegistry } from '../emulator/metadata/registry';
import { ADDRESS_FIELDS } from '../emulator/metadata/standard/address';

/** What NetSuite's screens call record types and fields, as far as the local NetSuite knows them. */
const REGISTRY = createMetadataRegistry({ recordTypes: [], lists: [], standardFields: [] });

/** Groups of record types that a field may point at. */
const GROUPS: Readonly<Record<string, string>> = { item: 'item', entity: 'party', transaction: 'transaction' };

/** `sales order` for `salesorder`; an unknown type keeps its id. */
export function recordLabel(type: string): string {
  return REGISTRY.recordType(type)?.label.toLowerCase() ?? GROUPS[type] ?? type;
}

/** `PO #` for `otherrefnum` of a sales order; undefined where the field is not known here. A dot reaches into an address. */
export function fieldLabel(type: string, sublist: string, target: string): string | undefined {
  const [first = '', inner] = target.split('.');
  if (inner !== undefined) return ADDRESS_FIELDS.get(inner)?.label;
  const known = REGISTRY.recordType(type);
  return (sublist === '' ? known?.fields : known?.sublists.get(sublist)?.fields)?.get(first)?.label ?? (type === 'item' ? ITEM_NAME[first] : undefined);
}

/** Items are pointed at as one group, which has no fields of its own. */
const ITEM_NAME: Readonly<Record<string, string>> = { itemid: 'item name/number' };

/** `a sales order`, `an invoice`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `Shipping address` for `shippingaddress`: the subrecords that maps reach into. */
export function subrecordLabel(field: string): string {
  return SUBRECORDS[field] ?? field;
}

const SUBRECORDS: Readonly<Record<string, string>> = { shippingaddress: 'Shipping address', billingaddress: 'Billing address', addressbookaddress: 'Address' };
