import { NotEmulated } from '../../runtime/types';
import { requiredOptions } from '../arguments';
import type { GuestMembers } from '../types';
import type { ColumnDraft, EditColumnDraft } from './drafts';
import { fieldType } from './field-rules';
import { bindHandle, draftOf } from './handles';
import { checkedId, chosen, missing, optionalText, textOf, withProperties } from './options';
import type { WidgetHost } from './widget-host';

/** Columns and rows of a list page or a list portlet. */
export interface RowsDraft {
  readonly columns: ColumnDraft[];
  readonly editColumns: EditColumnDraft[];
  readonly rows: ReadonlyMap<string, string>[];
}

/** `addColumn`, `addEditColumn`, `addRow` and `addRows`, of a List and of a list portlet alike. */
export function rowMethods(host: WidgetHost, draft: RowsDraft, owner: string, self: () => unknown): NonNullable<GuestMembers['methods']> {
  return {
    addColumn: (...args) => {
      const column = newColumn(args, `${owner}.addColumn`);
      if (draft.columns.some(({ id }) => id === column.id)) throw new NotEmulated(`two columns ${column.id} of one list`);
      draft.columns.push(column);
      return columnObject(host, column);
    },
    addEditColumn: (...args) => columnObject(host, addEditColumn(draft, args, `${owner}.addEditColumn`)),
    addRow: (...args) => {
      draft.rows.push(rowOf(requiredOptions(args, { call: `${owner}.addRow`, names: ['row'] })['row']));
      return self();
    },
    addRows: (...args) => {
      const { rows } = requiredOptions(args, { call: `${owner}.addRows`, names: ['rows'] });
      if (!Array.isArray(rows)) throw new NotEmulated(`${owner}.addRows of what is no array`);
      draft.rows.push(...rows.map(rowOf));
      return self();
    },
  };
}

function newColumn(args: readonly unknown[], call: string): ColumnDraft {
  const { id, label, type, align } = requiredOptions(args, { call, names: ['id', 'label', 'type'] });
  return {
    id: checkedId(id, 'list column', false), type: fieldType(type, 'list'), label: textOf(label, call, 'label'),
    align: chosen(['LEFT', 'CENTER', 'RIGHT'], optionalText(align) ?? 'LEFT', 'alignment'), url: undefined, parameters: [],
  };
}

/** The column is told by its id or by the column itself. */
function addEditColumn(draft: RowsDraft, args: readonly unknown[], call: string): ColumnDraft {
  const { column: given, showView, showHrefCol, link, linkParam, linkParamName } = requiredOptions(args, { call, names: ['column'] });
  const known = draftOf('column', given) ?? draft.columns.find(({ id }) => id === given);
  if (known === undefined) throw new NotEmulated(`${call} of a column that the list does not have`);
  draft.editColumns.push({
    column: known.id, showView: showView === true, showHrefColumn: optionalText(showHrefCol), link: optionalText(link),
    linkParam: optionalText(linkParam) ?? known.id, linkParamName: optionalText(linkParamName) ?? 'id',
  });
  return known;
}

/** Name and value pairs. A row straight from a search is refused. */
function rowOf(row: unknown): ReadonlyMap<string, string> {
  if (typeof row !== 'object' || row === null || typeof (row as { readonly getValue?: unknown }).getValue === 'function') {
    throw new NotEmulated('a search.Result as the row of a list');
  }
  return new Map(Object.entries(row).map(([name, value]) => [name, value === null || value === undefined ? '' : textOf(value, 'List.addRow', name)]));
}

/** A serverWidget.ListColumn over its draft. */
function columnObject(host: WidgetHost, draft: ColumnDraft): object {
  const object: object = host.realm.object({
    published: 'N/ui/serverWidget.ListColumn', tag: 'serverWidget.ListColumn',
    ...withProperties({ label: { get: () => draft.label, set: (value) => { draft.label = textOf(value, 'ListColumn.label', 'label'); } } }),
    methods: {
      setURL: (...args) => {
        const { url, dynamic } = requiredOptions(args, { call: 'ListColumn.setURL', names: ['url'] });
        draft.url = { text: textOf(url, 'ListColumn.setURL', 'url'), isDynamic: dynamic === true };
        return object;
      },
      addParamToURL: (...args) => {
        const call = 'ListColumn.addParamToURL';
        const { param, value, dynamic } = requiredOptions(args, { call, names: ['param', 'value'] });
        const name = optionalText(param);
        if (name === undefined) throw missing(call, 'param');
        draft.parameters.push({ name, value: { text: textOf(value, call, 'value'), isDynamic: dynamic === true } });
        return object;
      },
    },
  });
  return bindHandle('column', object, draft);
}
