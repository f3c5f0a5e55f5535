import type { MappedDocument, MappedField } from './mapped-document';
import { namedFields } from './observed-error';
import type { ObservedError } from './observed-error';
import type { ProblemDetail, ReasonCode } from './reasons';

/** Fields by the labels that NetSuite's forms give them, where label and id differ. */
const IDS_OF_LABELS: ReadonlyMap<string, string> = new Map([
  ['customer', 'entity'], ['customerproject', 'entity'], ['vendor', 'entity'], ['name', 'entity'], ['date', 'trandate'], ['transactiondate', 'trandate'], ['period', 'postingperiod'],
  ['documentnumber', 'tranid'], ['referenceno', 'tranid'], ['poreference', 'otherrefnum'], ['customercompanyname', 'companyname'],
]);

/** Letters and digits alone, in lower case: labels and ids are compared so. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The fields of a document that go to a field of the record, named by id or by label: of the body, or a column of each line. */
export function fieldsNamed(mapped: MappedDocument, named: string): readonly MappedField[] {
  const wanted = plain(named);
  const byLabel = IDS_OF_LABELS.get(wanted);
  const isNamed = ({ row }: MappedField) => plain(row.target) === wanted || row.target === byLabel;
  const inBody = mapped.body.filter(isNamed);
  return inBody.length > 0 ? inBody : mapped.lines.flatMap(({ columns }) => columns.filter(isNamed));
}

/** Most places of the document that are listed for one field. */
const MOST_PLACES = 20;

/** One entry for each field that an error names, with every place of the document that its value came from; empty where it names none. */
export function observedDetails(error: ObservedError, code: ReasonCode, mapped: MappedDocument): readonly ProblemDetail[] {
  return namedFields(error).flatMap((named) => {
    const places = [...new Map(fieldsNamed(mapped, named).map((field) => [field.pointer, field.row.target])).entries()].slice(0, MOST_PLACES);
    const found = places.length > 0 ? places : [['', named] as const];
    return found.map(([pointer, field]) => ({ pointer, field, code, message: messageOf(named, field) }));
  });
}

function messageOf(named: string, field: string): string {
  return plain(named) === plain(field) ? `NetSuite names the field "${field}".` : `NetSuite names the field "${named}", which is "${field}".`;
}
