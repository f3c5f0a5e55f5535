import { textOf } from './xml';
import type { XmlElement } from './xml';

/** T or F of a tag; the default where it is absent. */
export function flagOf(element: XmlElement, tag: string, otherwise: boolean): boolean {
  const text = textOf(element, tag);
  return text === undefined ? otherwise : text === 'T';
}

/** Number of a tag; undefined where it is absent. */
export function numberOf(element: XmlElement, tag: string): number | undefined {
  const text = textOf(element, tag);
  return text === undefined ? undefined : Number(text);
}

/** One of the allowed words; the default where the tag is absent. The checks have refused any other word. */
export function wordOf<Word extends string>(element: XmlElement, tag: string, words: readonly Word[], otherwise: Word): Word {
  const text = textOf(element, tag);
  return words.find((word) => word === text) ?? otherwise;
}

/** The script id of an element; the checks have refused elements without one. */
export function scriptIdOf(element: XmlElement): string {
  return element.attributes.get('scriptid') ?? '';
}

/** Plain tags outside the set that are there, by name. */
export function restOf(element: XmlElement, read: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    element.children
      .filter((child) => child.children.length === 0 && child.text !== '' && !read.has(child.name))
      .map((child) => [child.name, child.text]),
  );
}
