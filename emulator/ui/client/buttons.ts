import { showFault } from './banners';
import type { ClientScript } from './client-script';
import { notEmulated } from './refusals';

/** Runs what a script's button names: a function of the page's script, with plain values where it is given some. */
export function bindButtons(script: ClientScript): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-button]')) {
    button.addEventListener('click', () => {
      try {
        run(button.dataset['function'] ?? '', script);
      } catch (error) {
        showFault(error);
      }
    });
  }
}

/** `save`, `save()`, `open("a", 1)`. Statements of script are refused: nothing here runs text as code. */
function run(text: string, script: ClientScript): void {
  if (text.trim() === '') return;
  const call = /^\s*([A-Za-z_$][\w$]*)\s*(?:\(([\s\S]*)\)\s*;?)?\s*$/.exec(text);
  const found = call?.[1] === undefined ? undefined : script.find(call[1]);
  if (found === undefined) throw notEmulated(`a button that runs "${text}"`);
  const result = found(...valuesOf(call?.[2] ?? ''));
  if (result instanceof Promise) result.catch(showFault);
}

/** Arguments written as plain values, in double or single quotes. */
function valuesOf(text: string): readonly unknown[] {
  if (text.trim() === '') return [];
  const plain = text.replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replace(/\\'/g, "'")));
  try {
    return JSON.parse(`[${plain}]`) as readonly unknown[];
  } catch {
    throw notEmulated(`a button with the arguments (${text})`);
  }
}
