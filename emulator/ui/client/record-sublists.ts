import type { ClientField } from '../client-data';
import { postedText, scriptValue, shownText } from './field-values';
import { requireSublist } from './page-state';
import { apiObject, scriptError } from './refusals';
import type { SublistState } from './sublist-state';
import { thisPage } from './this-page';

interface Place {
  readonly sublistId: string;
  readonly fieldId: string;
  readonly line: number;
}

interface CellChange extends Omit<Place, 'line'> {
  readonly value?: unknown;
  readonly text?: string;
  readonly ignoreFieldChange?: boolean;
}

type OfSublist = Pick<Place, 'sublistId'>;

/** What N/currentRecord says of lines: the selected one is changed, the others are read. */
export function sublistMembers(self: () => object): object {
  const state = (sublistId: string): SublistState => requireSublist(thisPage().state, sublistId);
  const { events } = thisPage();
  const current = (given: Omit<Place, 'line'>): string => state(given.sublistId).draft?.[given.fieldId] ?? '';
  const stored = ({ sublistId, fieldId, line }: Place): string => {
    const found = state(sublistId).lines[line];
    if (found === undefined) throw scriptError('SSS_INVALID_LINE_NUMBER', `The sublist ${sublistId} has no line ${String(line)}.`);
    return found[fieldId] ?? '';
  };
  return {
    getLineCount: ({ sublistId }: OfSublist) => state(sublistId).lines.length,
    getSublistValue: (place: Place) => scriptValue(column(place), stored(place)),
    getSublistText: (place: Place) => shownText(column(place), stored(place)),
    findSublistLineWithValue: ({ value, ...place }: Omit<Place, 'line'> & { readonly value: unknown }) => (
      state(place.sublistId).lines.findIndex((line) => line[place.fieldId] === postedText(column(place), value))),
    selectLine({ sublistId, line }: Omit<Place, 'fieldId'>) {
      events.select(state(sublistId), line);
      return self();
    },
    selectNewLine({ sublistId }: OfSublist) {
      requireEditor(state(sublistId));
      events.select(state(sublistId), state(sublistId).lines.length);
      return self();
    },
    commitLine({ sublistId }: OfSublist) {
      events.commit(state(sublistId));
      return self();
    },
    cancelLine({ sublistId }: OfSublist) {
      events.cancel(state(sublistId));
      return self();
    },
    insertLine({ sublistId, line }: Omit<Place, 'fieldId'>) {
      requireEditor(state(sublistId)).select(line);
      events.insert(state(sublistId));
      return self();
    },
    removeLine({ sublistId, line }: Omit<Place, 'fieldId'>) {
      requireEditor(state(sublistId)).select(line);
      events.remove(state(sublistId));
      return self();
    },
    getCurrentSublistIndex: ({ sublistId }: OfSublist) => state(sublistId).selected ?? -1,
    getCurrentSublistValue: (place: Omit<Place, 'line'>) => scriptValue(column(place), current(place)),
    getCurrentSublistText: (place: Omit<Place, 'line'>) => shownText(column(place), current(place)),
    setCurrentSublistValue({ value, ignoreFieldChange, ...place }: CellChange) {
      events.setCell(requireSelected(state(place.sublistId)), column(place), { text: postedText(column(place), value), isQuiet: ignoreFieldChange === true });
      return self();
    },
    getSublistField: (place: Place) => fieldOf(place),
    getCurrentSublistField: (place: Place) => fieldOf(place),
  };
}

function column({ sublistId, fieldId }: Omit<Place, 'line'>): ClientField {
  const field = requireSublist(thisPage().state, sublistId).field(fieldId);
  if (field === undefined) throw scriptError('SSS_INVALID_SUBLIST_OPERATION', `The sublist ${sublistId} has no column ${fieldId}.`);
  return field;
}

function fieldOf(place: Omit<Place, 'line'>): object {
  const { id, label, type, isMandatory, displayType } = column(place);
  return apiObject('N/currentRecord.Field', { id, label, type: type.toLowerCase(), sublistId: place.sublistId, isMandatory, isDisabled: displayType === 'DISABLED' });
}

/** Lines of a list are fixed. */
function requireEditor(state: SublistState): SublistState {
  if (!state.isEditor) throw scriptError('SSS_INVALID_SUBLIST_OPERATION', `Lines of the sublist ${state.definition.id} cannot be added or removed.`);
  return state;
}

function requireSelected(state: SublistState): SublistState {
  if (state.selected === undefined) throw scriptError('SSS_INVALID_SUBLIST_OPERATION', `No line of the sublist ${state.definition.id} is selected.`);
  return state;
}
