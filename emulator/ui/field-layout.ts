import { html, type Markup } from '../http/html';
import { classes } from './attributes';
import { isHidden, renderField, renderRadioGroup } from './field-view';
import type { PageField, PageFieldGroup } from './page-model';

/** What stands side by side: one field, buttons of one choice, or fields that share a row. */
type Block = readonly PageField[];

/** Fields of one container in columns, top to bottom; those outside stand above and below them in rows. */
export function renderFields(fields: readonly PageField[], isSingleColumn = false): Markup {
  if (fields.length === 0) return html``;
  const place = (wanted: (field: PageField) => boolean): readonly PageField[] => fields.filter(wanted);
  const above = place(({ layoutType }) => layoutType === 'OUTSIDEABOVE');
  const below = place(({ layoutType }) => layoutType === 'OUTSIDE' || layoutType === 'OUTSIDEBELOW');
  const inside = place((field) => !above.includes(field) && !below.includes(field));
  const wide = (field: PageField): boolean => field.type === 'INLINEHTML' && !isHidden(field);
  return html`${row(above)}${runs(inside, wide).map((run) => (
    run.some(wide) ? html`${run.map(renderField)}` : html`<div class="${classes('fields', isSingleColumn && 'single')}">${blocks(run).map(renderBlock)}</div>`
  ))}${row(below)}`;
}

function row(fields: readonly PageField[]): Markup | undefined {
  return fields.length === 0 ? undefined : html`<div class="field-row">${fields.map(renderField)}</div>`;
}

/** Cuts a list where the answer changes: HTML of a script takes the whole width. */
function runs(fields: readonly PageField[], apart: (field: PageField) => boolean): readonly (readonly PageField[])[] {
  const cut: PageField[][] = [];
  for (const field of fields) {
    const last = cut.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && apart(previous) === apart(field)) last.push(field);
    else cut.push([field]);
  }
  return cut;
}

function blocks(fields: readonly PageField[]): readonly Block[] {
  const grouped: PageField[][] = [];
  for (const field of fields) {
    const last = grouped.at(-1);
    const previous = last?.at(-1);
    const joins = previous !== undefined && (field.type === 'RADIO'
      ? previous.type === 'RADIO' && previous.id === field.id
      : (field.layoutType === 'MIDROW' || field.layoutType === 'ENDROW') && (previous.layoutType === 'STARTROW' || previous.layoutType === 'MIDROW'));
    if (last !== undefined && joins) last.push(field);
    else grouped.push([field]);
  }
  return grouped;
}

function renderBlock(block: Block): Markup {
  const [first] = block;
  if (first === undefined) return html``;
  if (first.type === 'RADIO') return renderRadioGroup(block);
  return block.length === 1 ? renderField(first) : html`<div class="field-row">${block.map(renderField)}</div>`;
}

/** A titled group; a collapsible one opens and closes without a script. */
export function renderGroup(group: PageFieldGroup, fields: readonly PageField[]): Markup {
  if (fields.length === 0) return html``;
  const body = renderFields(fields, group.isSingleColumn);
  const id = `tr_fg_${group.id}`;
  if (group.label === '') return html`<div class="group" id="${id}">${body}</div>`;
  if (!group.isCollapsible) {
    return html`<section class="${classes('group', group.isBorderHidden && 'plain')}" id="${id}" aria-labelledby="${id}_title"><h2 id="${id}_title">${group.label}</h2>${body}</section>`;
  }
  const summary = html`<summary><h2>${group.label}</h2></summary>${body}`;
  return group.isCollapsed ? html`<details class="group" id="${id}">${summary}</details>` : html`<details class="group" id="${id}" open>${summary}</details>`;
}
