import { rowFilterOf } from './access';
import { asList, asNode, identifierOf, objectNameOf, onlyReads, variantOf, type AstNode } from './ast';
import { invalidStatement, notEmulated, recordNotFound } from './failures';
import { quoteName } from './fragments';
import { addRelation, nameIn, type Relation, type Scope, type Translation } from './scope';

/** A relation of a FROM clause with the text that yields its rows. */
interface SourceRelation {
  readonly relation: Relation;
  /** `table AS "alias"`; undefined for DUAL, which is no table at all. */
  readonly sql: string;
}

/** Reads one table or subselect of a FROM clause into the scope. */
function openRelation(node: unknown, scope: Scope, translation: Translation): SourceRelation | undefined {
  const { tag, body } = variantOf(node, 'FROM');
  switch (tag) {
    case 'Table':
      return openTable(asNode(body, 'table'), scope, translation);
    case 'Derived':
      return openDerived(asNode(body, 'subselect'), scope, translation);
    default:
      throw notEmulated(`FROM ${tag}`);
  }
}

function openTable(node: AstNode, scope: Scope, translation: Translation): SourceRelation | undefined {
  onlyReads(node, 'table', ['name', 'alias']);
  const [identifier, ...more] = objectNameOf(node['name']);
  if (identifier === undefined || more.length > 0) throw notEmulated('table name with a dot');
  const name = nameIn(scope, identifier);
  const table = translation.metadata.queryTable(name);
  if (table === undefined) {
    if (name === 'dual') return undefined;
    throw recordNotFound(identifier.text);
  }
  const view = translation.view(table);
  const alias = aliasOf(node['alias'], scope) ?? table.name;
  const relation: Relation = {
    alias, record: table.name, stored: true,
    columns: new Map([...table.columns].map(([name, column]) => [name, { name, type: column.type, traits: column }])),
  };
  addRelation(scope, relation);
  const source = quoteName(table.name);
  switch (view.kind) {
    case 'all':
      return { relation, sql: `${source} AS ${quoteName(alias)}` };
    case 'none':
      return { relation, sql: `(SELECT * FROM ${source} WHERE 0) AS ${quoteName(alias)}` };
    case 'own':
      return { relation, sql: `(SELECT * FROM ${source} WHERE ${quoteName(view.column)} = nsq_viewer()) AS ${quoteName(alias)}` };
    case 'some': {
      const filter = rowFilterOf(table, view.recordTypes);
      if (filter === undefined) throw notEmulated(`rows of ${table.name} for a role that may view only some of its record types`);
      return { relation, sql: `(SELECT * FROM ${source} WHERE ${filter}) AS ${quoteName(alias)}` };
    }
  }
}

function openDerived(node: AstNode, scope: Scope, translation: Translation): SourceRelation {
  onlyReads(node, 'subselect', ['subquery', 'alias']);
  // Its own scope, but none of the tables beside it: a subselect in FROM is not lateral.
  const around: Scope = { ...scope, relations: [] };
  const { sql, columns } = translation.query(asNode(node['subquery'], 'subselect'), around);
  const alias = aliasOf(node['alias'], scope) ?? `subselect ${String(scope.relations.length + 1)}`;
  const relation: Relation = { alias, record: alias, stored: false, columns: new Map(columns.map((column) => [column.name, column])) };
  addRelation(scope, relation);
  return { relation, sql: `(${sql}) AS ${quoteName(alias)}` };
}

function aliasOf(node: unknown, scope: Scope): string | undefined {
  if (node === undefined || node === null) return undefined;
  const alias = asNode(node, 'alias');
  onlyReads(alias, 'alias', ['name', 'explicit']);
  // Oracle has no AS before a table's alias, and SuiteQL's examples take both; the word changes nothing.
  return nameIn(scope, identifierOf(alias['name']));
}

const joinWords: ReadonlyMap<string, string> = new Map([
  ['Join', 'JOIN'], ['Inner', 'JOIN'], ['Left', 'LEFT JOIN'], ['LeftOuter', 'LEFT JOIN'],
  ['Right', 'RIGHT JOIN'], ['RightOuter', 'RIGHT JOIN'], ['FullOuter', 'FULL JOIN'], ['CrossJoin', 'JOIN'],
]);

/** One FROM item with its SQL-92 joins, as text. Empty for DUAL. */
export function emitJoined(node: unknown, scope: Scope, translation: Translation): { readonly sql: string; readonly relation: Relation | undefined } {
  const item = asNode(node, 'FROM');
  onlyReads(item, 'FROM', ['relation', 'joins']);
  // ON sees the tables of its own FROM item alone, not those before the comma.
  const own: Scope = { ...scope, relations: [] };
  const open = (relation: unknown): SourceRelation | undefined => {
    const source = openRelation(relation, scope, translation);
    if (source !== undefined) own.relations.push(source.relation);
    return source;
  };
  const first = open(item['relation']);
  const joins = asList(item['joins'], 'JOIN').map((join) => emitJoin(asNode(join, 'JOIN'), { open, scope: own, translation }));
  if (first === undefined && joins.length > 0) throw notEmulated('join with DUAL');
  return { sql: [first?.sql ?? '', ...joins].join(' ').trim(), relation: first?.relation };
}

interface JoinParts {
  readonly open: (relation: unknown) => SourceRelation | undefined;
  readonly scope: Scope;
  readonly translation: Translation;
}

function emitJoin(node: AstNode, { open, scope, translation }: JoinParts): string {
  onlyReads(node, 'JOIN', ['relation', 'join_operator']);
  const operator = variantOf(node['join_operator'], 'JOIN');
  const word = joinWords.get(operator.tag);
  if (word === undefined) throw notEmulated(`join ${operator.tag}`);
  const source = open(node['relation']);
  if (source === undefined) throw notEmulated('join with DUAL');
  const constraint = operator.body === undefined ? undefined : variantOf(operator.body, 'JOIN');
  if (constraint === undefined || constraint.tag === 'None') {
    if (operator.tag !== 'CrossJoin') throw invalidStatement('A join needs ON.');
    return `${word} ${source.sql}`;
  }
  if (constraint.tag !== 'On') throw notEmulated(`join with ${constraint.tag.toUpperCase()}`);
  return `${word} ${source.sql} ON ${translation.condition(constraint.body, scope)}`;
}
