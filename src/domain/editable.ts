/** How a field is edited: the kind of input that a page shows for it. */
export const EDITORS = ['text', 'date', 'number', 'reference'] as const;

export type Editor = (typeof EDITORS)[number];

/** That the map releases a field for editing by people. */
export interface Editable {
  readonly editor: Editor;
  /** True for money, party and bank fields: another person approves the edit. */
  readonly needsApproval?: boolean;
}
