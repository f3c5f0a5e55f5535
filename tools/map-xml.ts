import type { Instance } from './map-instances';

/** Longest value by field type: free-form text in characters, a text area in UTF-8 bytes. */
const MAX_TEXT_CHARACTERS = 300;
const MAX_TEXTAREA_BYTES = 4_000;

/** What XML 1.0 cannot hold, escaped or not. */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The record type's XML with its shipped rows after the fields. */
export function insertInstances(xml: string, instances: readonly Instance[]): string {
  const end = '</customrecordcustomfields>\n';
  const at = xml.indexOf(end);
  if (at < 0 || xml.includes('<instances>')) throw new Error('a record type that takes compiled rows has fields, and no rows of its own');
  const place = at + end.length;
  return `${xml.slice(0, place)}  <instances>\n${instances.map(instanceXml).join('')}  </instances>\n${xml.slice(place)}`;
}

/** Every value that the field it goes into cannot hold, in words that name row and field. */
export function valueFaults(xml: string, instances: readonly Instance[]): readonly string[] {
  const types = fieldTypes(xml);
  const ids = instances.map(({ scriptId }) => scriptId);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is the script id of two rows`),
    ...instances.flatMap(({ scriptId, values }) => Object.entries(values).flatMap(([field, value]) => {
      const fault = valueFault(types.get(field), value);
      return fault === undefined ? [] : [`${scriptId}.${field} ${fault}`];
    })),
    ...instances.flatMap(({ scriptId, values }) => [...mandatoryFields(xml)].filter((field) => (values[field] ?? '') === '').map((field) => `${scriptId}.${field} is mandatory and empty`)),
  ];
}

function valueFault(type: string | undefined, value: string): string | undefined {
  const bytes = Buffer.byteLength(value, 'utf8');
  if (NOT_XML.test(value)) return 'holds a character that XML cannot carry';
  switch (type) {
    case 'TEXT':
      if (value.length > MAX_TEXT_CHARACTERS) return `has ${value.length} characters; the field holds ${MAX_TEXT_CHARACTERS}`;
      return /[\r\n]/.test(value) ? 'has a line break; the field is one line' : undefined;
    case 'TEXTAREA': return bytes > MAX_TEXTAREA_BYTES ? `has ${bytes} bytes; the field holds ${MAX_TEXTAREA_BYTES}` : undefined;
    case 'INTEGER': return /^-?\d+$/.test(value) ? undefined : 'is not an integer';
    case 'CHECKBOX': return value === 'T' || value === 'F' ? undefined : 'is neither T nor F';
    case undefined: return 'is not a field of the record type';
    default: return `is a ${type}, which the compiler does not write`;
  }
}

function fieldTypes(xml: string): ReadonlyMap<string, string> {
  return new Map([...fieldsOf(xml)].map(([id, body]) => [id, /<fieldtype>([A-Z]+)<\/fieldtype>/.exec(body)?.[1] ?? '']));
}

function mandatoryFields(xml: string): readonly string[] {
  return [...fieldsOf(xml)].filter(([, body]) => body.includes('<ismandatory>T</ismandatory>')).map(([id]) => id);
}

function fieldsOf(xml: string): ReadonlyMap<string, string> {
  const fields = xml.matchAll(/<customrecordcustomfield scriptid="([a-z0-9_]+)">([\s\S]*?)<\/customrecordcustomfield>/g);
  return new Map([...fields].map(([, id = '', body = '']) => [id, body]));
}

/** An empty value is left out: a new row's field is empty, and a deploy does not clear one. */
function instanceXml({ scriptId, values }: Instance): string {
  const lines = Object.entries(values).filter(([, value]) => value !== '').map(([field, value]) => `      <${field}>${escapeXml(value)}</${field}>\n`);
  return `    <instance scriptid="${scriptId}">\n${lines.join('')}    </instance>\n`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\r/g, '&#13;');
}
