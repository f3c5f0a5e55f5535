import type { FieldDefinition } from '../types';
import { field, fieldMap } from './define';

/**
 * Fields of the address subrecord (help: Address Subrecord). `country` takes the two-letter code, never a label; `state`
 * the short form that the country's address form lists. `addrtext` is made from the others unless `override` is set.
 */
export const ADDRESS_FIELDS: ReadonlyMap<string, FieldDefinition> = fieldMap([
  field('country', 'text', 'Country', { maxLength: 2 }),
  field('attention', 'text', 'Attention', { maxLength: 150 }),
  field('addressee', 'text', 'Addressee', { maxLength: 150 }),
  field('addrphone', 'phone', 'Phone'),
  field('addr1', 'text', 'Address 1', { maxLength: 150 }),
  field('addr2', 'text', 'Address 2', { maxLength: 150 }),
  field('addr3', 'text', 'Address 3', { maxLength: 150 }),
  field('city', 'text', 'City', { maxLength: 50 }),
  field('state', 'text', 'State', { maxLength: 50 }),
  field('zip', 'text', 'Zip', { maxLength: 36 }),
  field('override', 'checkbox', 'Override', { defaultValue: false }),
  field('addrtext', 'textarea', 'Address', { maxLength: 999 }),
]);
