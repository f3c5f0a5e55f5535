import { installLoader } from './amd';
import { adoptBanners, showFault } from './banners';
import { bindButtons } from './buttons';
import { ClientScript } from './client-script';
import { isControl } from './controls';
import { FormEvents } from './form-events';
import { readPageData } from './page-data';
import { openPageState, type PageState } from './page-state';
import { notEmulated } from './refusals';
import type { SublistState } from './sublist-state';
import { showSublist } from './sublist-view';
import { enhanceTabs } from './tabs';
import { setThisPage } from './this-page';

/** Brings the page to life: tabs and lists, then the script of the page, then pageInit. */
async function main(): Promise<void> {
  const state = openPageState(readPageData());
  const script = new ClientScript();
  const events = new FormEvents(state, script);
  setThisPage({ state, events });
  installLoader();
  enhanceTabs();
  adoptBanners();
  for (const sublist of state.sublists.values()) if (sublist.isEditor) showSublist(sublist);
  if (state.data.problem !== undefined) showFault(notEmulated(state.data.problem));
  if (state.data.clientModule !== undefined) await script.load(state.data.clientModule);
  bindForm(state, events);
  bindSublists(state, events);
  bindButtons(script);
  if (document.getElementById('main_form') !== null) events.start();
  // Tests and tools wait for this: everything is bound.
  document.documentElement.dataset['ready'] = 'true';
}

function bindForm(state: PageState, events: FormEvents): void {
  const form = document.getElementById('main_form');
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener('change', ({ target }) => {
    if (!isControl(target) || target.closest('[data-sublist]') !== null) return;
    const field = state.fields.find(target.type === 'radio' ? target.name : target.id);
    if (field !== undefined) events.keyed(field, target);
  });
  form.addEventListener('submit', (event) => {
    if (!events.maySave()) event.preventDefault();
  });
  form.addEventListener('reset', () => {
    // After the browser has put its own controls back.
    setTimeout(() => { location.assign(location.href); });
  });
}

function bindSublists(state: PageState, events: FormEvents): void {
  for (const sublist of state.sublists.values()) {
    const { id } = sublist.definition;
    const layer = document.getElementById(`${id}_layer`);
    layer?.addEventListener('change', ({ target }) => {
      const line = isControl(target) ? Number(target.closest<HTMLElement>('tr')?.dataset['line']) : NaN;
      const field = isControl(target) ? sublist.field(target.closest<HTMLElement>('td')?.dataset['column'] ?? '') : undefined;
      if (isControl(target) && field !== undefined && Number.isInteger(line)) events.keyedCell(sublist, field, { control: target, line });
    });
    onClick(`${id}markall`, () => { events.markAll(sublist, true); });
    onClick(`${id}unmarkall`, () => { events.markAll(sublist, false); });
    onClick(`refresh${id}`, () => { location.assign(location.href); });
    if (sublist.isEditor) bindEditor(sublist, events, layer);
  }
}

function bindEditor(sublist: SublistState, events: FormEvents, layer: HTMLElement | null): void {
  const { id } = sublist.definition;
  onClick(`${id}_addedit`, () => {
    if (!events.commit(sublist)) return;
    events.select(sublist, sublist.lines.length);
    focusLine(layer);
  });
  onClick(`${id}_clear`, () => { events.cancel(sublist); });
  onClick(`${id}_insert`, () => {
    events.insert(sublist);
    focusLine(layer);
  });
  onClick(`${id}_remove`, () => {
    events.remove(sublist);
    focusLine(layer);
  });
  layer?.addEventListener('click', ({ target }) => {
    const edit = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-edit]')?.dataset['edit'] : undefined;
    if (edit === undefined) return;
    if (sublist.isDirty && !events.commit(sublist)) return;
    events.select(sublist, Number(edit));
    focusLine(layer);
  });
}

function focusLine(layer: HTMLElement | null): void {
  layer?.querySelector<HTMLElement>('.uir-machine-row-focused input, .uir-machine-row-focused select, .uir-machine-row-focused textarea')?.focus();
}

function onClick(id: string, work: () => void): void {
  document.getElementById(id)?.addEventListener('click', work);
}

void main().catch(showFault);
