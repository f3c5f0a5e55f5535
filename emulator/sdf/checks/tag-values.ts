import { parseReference } from '../references';
import type { TagRule } from '../structure-table';

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])Z?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** What is wrong with a tag's text by its rule; undefined when nothing is. Whether references resolve is rule 3's. */
export function valueProblem(rule: TagRule, text: string): string | undefined {
  switch (rule.kind) {
    case 'text':
      return rule.maxLength !== undefined && text.length > rule.maxLength
        ? `has ${text.length} characters, ${rule.maxLength} are allowed`
        : undefined;
    case 'flag':
      return text === 'T' || text === 'F' ? undefined : `must be T or F, not "${text}"`;
    case 'number':
      return numberProblem(rule, text);
    case 'choice':
      return rule.values.includes(text) ? undefined : `must be one of ${rule.values.join(', ')}, not "${text}"`;
    case 'choices': {
      const odd = text.split('|').find((value) => !rule.values.includes(value));
      return odd === undefined ? undefined : `has no value "${odd}"`;
    }
    case 'reference':
      return referenceProblem(rule, text);
    case 'file':
      return parseReference(text)?.kind === 'file' && text.endsWith('.js]') ? undefined : `must be a script file as [/SuiteScripts/….js], not "${text}"`;
    case 'date':
      return DATE.test(text) && isRealDate(text.slice(0, 10)) ? undefined : `must be a date yyyy-MM-dd, not "${text}"`;
    case 'time':
      return TIME.test(text) ? undefined : `must be a time HH:mm:00Z, not "${text}"`;
    case 'refused':
      return `is not taken: ${rule.reason}`;
    case 'list':
    case 'instances':
    case 'recurrence':
      return undefined;
  }
}

function numberProblem(rule: Extract<TagRule, { kind: 'number' }>, text: string): string | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) {
    return `must be a number, not "${text}"`;
  }
  const value = Number(text);
  const low = rule.minimum !== undefined && value < rule.minimum;
  const high = rule.maximum !== undefined && value > rule.maximum;
  return low || high ? `must be from ${rule.minimum ?? '-∞'} to ${rule.maximum ?? '∞'}, not ${text}` : undefined;
}

function referenceProblem(rule: Extract<TagRule, { kind: 'reference' }>, text: string): string | undefined {
  const values = rule.many === true ? text.split('|') : [text];
  const odd = values.find((value) => {
    const parsed = parseReference(value);
    if (parsed !== undefined) {
      return parsed.kind === 'file' || parsed.kind === 'other' || rule.targets.length === 0;
    }
    return !(rule.standard instanceof RegExp ? rule.standard.test(value) : rule.standard.has(value));
  });
  if (odd === undefined) {
    return undefined;
  }
  const targets = rule.targets.length === 0 ? '' : ` or a reference to ${rule.targets.join(', ')}`;
  return `must be a standard id${targets}, not "${odd}"`;
}

function isRealDate(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
