/** Makes tab lists of the sets of sections: arrows, Home and End move, one section shows. Without this they all show, under their titles. */
export function enhanceTabs(): void {
  for (const set of document.querySelectorAll<HTMLElement>('[data-tabs]')) enhance(set);
}

interface Tab {
  readonly link: HTMLAnchorElement;
  readonly panel: HTMLElement;
}

function enhance(set: HTMLElement): void {
  const list = set.querySelector<HTMLElement>(':scope > .tab-list');
  if (list === null) return;
  const tabs = [...list.querySelectorAll<HTMLAnchorElement>('a')].flatMap((link): readonly Tab[] => {
    const panel = document.getElementById(link.hash.slice(1));
    return panel === null ? [] : [{ link, panel }];
  });
  set.classList.add('scripted');
  list.setAttribute('role', 'tablist');
  for (const { link, panel } of tabs) {
    link.setAttribute('role', 'tab');
    link.setAttribute('aria-controls', panel.id);
    link.parentElement?.setAttribute('role', 'presentation');
    panel.setAttribute('role', 'tabpanel');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      show(tabs, link);
    });
    link.addEventListener('keydown', (event) => { move(tabs, link, event); });
  }
  const [first] = tabs;
  const wanted = tabs.find(({ link }) => link.hash === location.hash) ?? first;
  if (wanted !== undefined) show(tabs, wanted.link);
}

function show(tabs: readonly Tab[], chosen: HTMLAnchorElement): void {
  for (const { link, panel } of tabs) {
    const isChosen = link === chosen;
    link.setAttribute('aria-selected', String(isChosen));
    link.tabIndex = isChosen ? 0 : -1;
    panel.hidden = !isChosen;
  }
}

function move(tabs: readonly Tab[], from: HTMLAnchorElement, event: KeyboardEvent): void {
  const at = tabs.findIndex(({ link }) => link === from);
  const next = nextIndex(event.key, at, tabs.length);
  const tab = next === undefined ? undefined : tabs[next];
  if (tab === undefined) return;
  event.preventDefault();
  show(tabs, tab.link);
  tab.link.focus();
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight': return (at + 1) % count;
    case 'ArrowLeft': return (at - 1 + count) % count;
    case 'Home': return 0;
    case 'End': return count - 1;
    case ' ': return at;
    default: return undefined;
  }
}
