import * as dialog from 'N/ui/dialog';

import { saveRecord } from '../../../src/pages/review.client';

/** A form in the browser: its fields, and which lines are marked. */
const form = (fields: Readonly<Record<string, string>>, marks: readonly boolean[] = []) => ({
  currentRecord: {
    getField: ({ fieldId }: { fieldId: string }) => (fieldId in fields ? {} : null), getValue: ({ fieldId }: { fieldId: string }) => fields[fieldId] ?? '',
    getLineCount: () => marks.length, getSublistValue: ({ line }: { line: number }) => marks[line],
  },
}) as unknown as Parameters<typeof saveRecord>[0];

let alert: jest.SpyInstance;

beforeEach(() => { alert = jest.spyOn(dialog, 'alert').mockResolvedValue(true); });
afterEach(() => jest.restoreAllMocks());

describe('the browser module', () => {
  it('lets a form without a list go', () => {
    expect(saveRecord(form({}))).toBe(true);
    expect(alert).not.toHaveBeenCalled();
  });

  it('holds an action over marked lines back where none is marked', () => {
    expect(saveRecord(form({ custpage_page: 'operations', custpage_do: 'redrive', custpage_over: 'marked' }, [false, false]))).toBe(false);
    expect(alert).toHaveBeenCalledWith(expect.objectContaining({ title: 'No line is marked' }));
    expect(saveRecord(form({ custpage_page: 'operations', custpage_do: 'redrive', custpage_over: 'marked' }, [false, true]))).toBe(true);
  });

  it('lets the page to confirm go, which carries the action and no list', () => {
    expect(saveRecord(form({ custpage_page: 'confirm', custpage_do: 'redrive', custpage_over: 'marked' }))).toBe(true);
    expect(alert).not.toHaveBeenCalled();
  });

  it('asks once before marks are lost, and takes sending again as the answer', () => {
    const marked = form({ custpage_page: 'operations', custpage_do: '' }, [true]);
    expect(saveRecord(marked)).toBe(false);
    expect(alert).toHaveBeenCalledWith(expect.objectContaining({ title: 'Marks will be lost' }));
    expect(saveRecord(marked)).toBe(true);
    expect(saveRecord(form({ custpage_page: 'operations', custpage_do: '' }, [false]))).toBe(true);
  });

  it('asks once before everything that matches is meant', () => {
    const all = form({ custpage_page: 'operations', custpage_do: 'discard', custpage_over: 'matching' });
    expect(saveRecord(all)).toBe(false);
    expect(saveRecord(all)).toBe(true);
  });

  it.each([['56', true], ['55', false], ['', false], [' 56 ', true]])('takes %j for a count of 56: %s', (typed, expected) => {
    expect(saveRecord(form({ custpage_typed: typed, custpage_count: '56' }))).toBe(expected);
  });
});
