import { asNode, onlyReads } from './ast';

/**
 * One item of an ORDER BY, with Oracle's places for NULL: last ascending, first descending, unless the statement says.
 * `emit` turns the item's expression into text.
 */
export function emitOrder(item: unknown, emit: (expression: unknown) => string): string {
  const node = asNode(item, 'ORDER BY');
  onlyReads(node, 'ORDER BY', ['expr', 'options']);
  const options = asNode(node['options'], 'ORDER BY');
  onlyReads(options, 'ORDER BY', ['asc', 'nulls_first']);
  const descending = options['asc'] === false;
  const nullsFirst = typeof options['nulls_first'] === 'boolean' ? options['nulls_first'] : descending;
  return `${emit(node['expr'])} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
}
