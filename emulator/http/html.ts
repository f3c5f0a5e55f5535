/** Markup that is safe to send: made by `html` alone. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, markup and lists of markup are not, nothing shows as nothing. */
export type MarkupPart = string | number | Markup | readonly Markup[] | undefined;

/** Builds markup; every value that is not markup itself is escaped for text and quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return new Markup(strings.reduce((text, piece, index) => text + asMarkup(parts[index - 1]) + piece));
}

function asMarkup(part: MarkupPart): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map((one) => one.text).join('');
  return escapeText(String(part));
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/** A table with a caption; each cell is text or markup. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly MarkupPart[])[]): Markup {
  if (rows.length === 0) return html`<p class="empty">${caption}: none.</p>`;
  return html`<div class="scroll"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>
`)}</tbody></table></div>`;
}
