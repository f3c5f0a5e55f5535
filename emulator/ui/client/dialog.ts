import { apiObject } from './refusals';

interface DialogButton {
  readonly label: string;
  readonly value: unknown;
}

interface DialogOptions {
  readonly title?: string;
  /** HTML, as NetSuite takes it. */
  readonly message?: string;
  readonly buttons?: readonly DialogButton[];
}

/** N/ui/dialog: modal, closed by a button or by Escape, which is the last button. */
export const dialogModule = apiObject('N/ui/dialog', {
  alert: (options: DialogOptions) => open({ ...options, buttons: [{ label: 'OK', value: true }] }),
  confirm: (options: DialogOptions) => open({ ...options, buttons: [{ label: 'OK', value: true }, { label: 'Cancel', value: false }] }),
  create: (options: DialogOptions) => open({ ...options, buttons: options.buttons?.length ? options.buttons : [{ label: 'OK', value: true }] }),
});

/** Says something as text and waits until it is read. */
export function say(title: string, text: string): Promise<unknown> {
  const escaped = document.createElement('span');
  escaped.textContent = text;
  return open({ title, message: escaped.innerHTML, buttons: [{ label: 'OK', value: true }] });
}

let opened = 0;

function open({ title = '', message = '', buttons = [] }: DialogOptions): Promise<unknown> {
  opened += 1;
  const dialog = document.createElement('dialog');
  const titleId = `dialog-title-${String(opened)}`;
  const bodyId = `dialog-body-${String(opened)}`;
  dialog.setAttribute('aria-labelledby', titleId);
  dialog.setAttribute('aria-describedby', bodyId);
  const head = document.createElement('h2');
  head.id = titleId;
  head.textContent = title === '' ? 'Message' : title;
  const body = document.createElement('div');
  body.id = bodyId;
  body.className = 'dialog-body';
  body.innerHTML = message;
  const row = document.createElement('div');
  row.className = 'buttons';
  dialog.append(head, body, row);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const close = (value: unknown): void => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    buttons.forEach(({ label, value }, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = index === 0 ? 'button primary' : 'button';
      button.textContent = label;
      button.addEventListener('click', () => { close(value); });
      row.append(button);
    });
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      close(buttons.at(-1)?.value);
    });
    dialog.showModal();
  });
}
