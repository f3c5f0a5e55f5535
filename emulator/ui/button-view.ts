import { html, type Markup } from '../http/html';
import { attributes } from './attributes';
import type { PageButton } from './page-model';

interface ButtonPlace {
  /** Its id at this place: a button stands above and below the form. */
  readonly id: string;
  readonly isPrimary: boolean;
}

/** A script's button: the page's script runs what it names. */
export function renderButton(button: PageButton, { id, isPrimary }: ButtonPlace): Markup {
  return html`<button type="button"${attributes({
    id, class: isPrimary ? 'button primary' : 'button', 'data-button': button.id, 'data-function': button.functionName ?? '',
    disabled: button.isDisabled, hidden: button.isHidden,
  })}>${button.label}</button>`;
}
