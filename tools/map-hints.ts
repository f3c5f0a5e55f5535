import type { MapFinding } from './map-json';

/** What to do about a finding, by the name of its rule. */
const HINTS: Readonly<Record<string, string>> = {
  json: 'The file must be JSON: double quotes, commas between members, none after the last.',
  schema: 'src/maps/map.schema.json lists what may stand here; an editor that reads "$schema" completes it.',
  'file-name': 'Rename the file, or correct "source" and "documentType".',
  'duplicate-map': 'One source and document type has one map. Take another documentType, or change the map that is there.',
  'duplicate-target': 'Keep one of the two rows. Two paths for one field: a transform of kind "when".',
  'duplicate-lines': 'Give each line source a name of its own.',
  'two-owners': 'A field has one owner. Decide who it is and write that in both places.',
  'foreign-owner': 'If these records are not those of the other source, say so: "ownRecords" names the decision. Else leave the field to its owner.',
  path: 'constant, binding, concat and a reference with a value read no path; every other transform needs one.',
  'unknown-rule': 'A reference by rule needs the map that brings the record: write that one first, or find the record by a field of its own.',
  reference: 'Find the record by a field that is looked up here: externalid, or the name or number that its type is known by.',
  decision: 'Write docs/decisions/NNNN-title.md with its five sections and "status: accepted". The others in the folder show the form.',
  sample: 'Put a document of the source into a folder "samples" beside the map: <documentType>.json or <documentType>-<name>.json.',
  'sample-value': 'Correct the transform, or the sample if the source never sends such a value.',
  'required-path': 'Correct the path, or leave "required" out if real documents may lack the value.',
  'line-key': 'Name a member that every element has and no two share; "keyElse" for elements that lack it.',
  total: 'Correct what is added and taken off, or the sample if its amounts are not real.',
  'unseen-path': 'Correct the spelling, or add a sample that has the path.',
  'unknown-target': 'Use the id of a record type as SuiteScript names it: salesorder, customer, invoice.',
  'unknown-sublist': 'Use the id of a sublist of the target: item, addressbook, apply, line.',
  'unknown-field': 'Use the id of a field as SuiteScript names it; fields of the account itself start with custbody_, custcol_ or custentity_.',
  'read-only-field': 'Leave the row out, or make it never_inbound.',
  'wrong-record': 'Name the record type that the field points at.',
  'max-beyond-field': 'Add "max" to the transform of the row: at most what the message names. Say "tooLong": "cut" where the rest may go.',
  editable: 'Name the editor that the message names, add "needsApproval": true, or leave "editable" out: decision D-0089 says what people may correct.',
  cancel: '"rights.cancel", "onCancel" and "cancelWhen" have to say the same.',
  intent: 'Give the right, or change the intent.',
  transform: 'Name a record that NetSuite can transform into the target.',
  'empty-rule': 'Clear only what a document may write; in partial documents an absent path always keeps.',
  ledger: 'Ledger rules name totals, sublists and fields of this map.',
  'saved-total': 'Say "savedField": "total", or leave it out.',
  'amount-units': 'Give paths "amountUnits": "minor" and the total its minorUnitsOf, or neither: they read the same amount.',
  wait: 'Leave "dependencyHours" out, or refer to the other document by rule.',
  version: 'Set "paths.versionKind" to what the value is: timestamp, number or sequence. "equalVersion" needs it too.',
};

/** What to do about a finding; undefined for a rule that speaks for itself. */
export function hintFor({ rule }: Pick<MapFinding, 'rule'>): string | undefined {
  return HINTS[rule];
}
