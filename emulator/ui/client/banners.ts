/** Types of N/ui/message by their published values. */
export const MESSAGE_TYPES = { CONFIRMATION: 0, INFORMATION: 1, WARNING: 2, ERROR: 3 } as const;

const WORDS: readonly string[] = ['Confirmation', 'Information', 'Warning', 'Error'];

export interface Banner {
  readonly type: number;
  readonly title: string;
  /** HTML, as NetSuite takes it: the script escapes what is not its own. */
  readonly message: string;
}

/** Puts a banner at the top of the page; returns it for its removal. */
export function showBanner({ type, title, message }: Banner, durationMs = 0): HTMLElement {
  const word = WORDS[type] ?? 'Information';
  const banner = document.createElement('div');
  banner.className = `message ${word.toLowerCase()}`;
  banner.setAttribute('role', type >= MESSAGE_TYPES.WARNING ? 'alert' : 'status');
  const content = document.createElement('div');
  const head = document.createElement('p');
  head.append(strong(title === '' ? word : `${word}:`));
  const titled = document.createElement('b');
  titled.innerHTML = title;
  head.append(titled);
  const body = document.createElement('p');
  body.innerHTML = message;
  content.append(head, body);
  banner.append(content);
  addCloser(banner, durationMs);
  holder().append(banner);
  return banner;
}

/** Gives the banners that came with the page their closers. */
export function adoptBanners(): void {
  for (const banner of holder().querySelectorAll<HTMLElement>('.message')) addCloser(banner, Number(banner.dataset['duration'] ?? '0'));
}

/** An error of the page's script, as text. */
export function showFault(error: unknown): void {
  const { name, message } = error as Error;
  const escaped = document.createElement('span');
  escaped.textContent = `${name}: ${message}`;
  showBanner({ type: MESSAGE_TYPES.ERROR, title: 'The script of this page failed', message: escaped.innerHTML });
}

function strong(text: string): HTMLElement {
  const element = document.createElement('strong');
  element.textContent = text;
  return element;
}

function addCloser(banner: HTMLElement, durationMs: number): void {
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = 'Close';
  close.addEventListener('click', () => { banner.remove(); });
  banner.append(close);
  if (durationMs > 0) setTimeout(() => { banner.remove(); }, durationMs);
}

function holder(): HTMLElement {
  const known = document.getElementById('div__messages');
  if (known !== null) return known;
  const made = document.createElement('div');
  made.id = 'div__messages';
  document.getElementById('div__body')?.prepend(made);
  return made;
}
