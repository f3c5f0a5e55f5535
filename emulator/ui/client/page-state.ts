import type { ClientData } from '../client-data';
import { FormFields } from './form-fields';
import { scriptError } from './refusals';
import { SublistState } from './sublist-state';

/** A page while somebody works on it. */
export interface PageState {
  readonly data: ClientData;
  readonly fields: FormFields;
  readonly sublists: ReadonlyMap<string, SublistState>;
}

export function openPageState(data: ClientData): PageState {
  return {
    data, fields: new FormFields(data.fields),
    sublists: new Map(data.sublists.map((sublist) => [sublist.id, new SublistState(sublist)])),
  };
}

/** SSS_INVALID_SUBLIST where the page has none of this id. */
export function requireSublist(state: PageState, id: string): SublistState {
  const sublist = state.sublists.get(id);
  if (sublist === undefined) throw scriptError('SSS_INVALID_SUBLIST', `The page has no sublist ${id}.`);
  return sublist;
}
