import type { Binding } from '../application/ports';
import { parsedObject } from '../domain/json-object';
import { Refusal } from '../domain/refusal';

/** Name of the setting that holds who may speak for a source. */
export function bindingName(source: string): string {
  return `binding:${source}`;
}

/**
 * Reads who may speak for a source from its setting; undefined where there is none. Throws the Refusal `configuration_unreadable`
 * where the setting is not what it must be: a list that was keyed as a text would let in whoever's name is part of it.
 */
export function bindingOf(source: string, text: string | undefined): Binding | undefined {
  if (text === undefined || text === '') return undefined;
  const binding = parsedBinding(text);
  if (binding === undefined) throw unreadable(`The setting "${bindingName(source)}" is not a JSON object with lists of roles, users and subsidiaries.`);
  return binding;
}

/** What a source's configuration must be, and is not. The sender can do nothing about it. */
export function unreadable(why: string): Refusal {
  return new Refusal('configuration_unreadable', '/source', `${why} An administrator has to correct it.`);
}

/** Every binding among some settings that can be read; one that cannot lets nobody in. */
export function readableBindings(texts: readonly string[]): readonly Binding[] {
  return texts.flatMap((text) => parsedBinding(text) ?? []);
}

function parsedBinding(text: string): Binding | undefined {
  const parsed = parsedObject(text);
  if (parsed === undefined) return undefined;
  const { roles = [], users = [], subsidiaries, ...values } = parsed;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  const isValue = (entry: readonly [string, unknown]): entry is [string, string | number] => isText(entry[1]) || isNumber(entry[1]);
  if (!Array.isArray(roles) || !roles.every(isText) || !Array.isArray(users) || !users.every(isNumber)) return undefined;
  if (subsidiaries !== undefined && (!Array.isArray(subsidiaries) || !subsidiaries.every(isNumber))) return undefined;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(values);
  return entries.every(isValue) ? { roles, users, values: Object.fromEntries(entries), ...(subsidiaries === undefined ? {} : { subsidiaries }) } : undefined;
}
