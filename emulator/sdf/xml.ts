import { SaxesParser } from 'saxes';

import type { SdfPosition } from './types';

/** One attribute of an element. */
export type XmlAttributes = ReadonlyMap<string, string>;

/** One element, with its place in the file. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  /** In document order. */
  readonly children: readonly XmlElement[];
  /** Character data of an element without children; white space at both ends taken off, as the packer does. */
  readonly text: string;
  /** Of the opening `<`. */
  readonly position: SdfPosition;
}

/** A document, or the first thing in it that is not well-formed or not allowed. */
export type XmlReading =
  | { readonly kind: 'read'; readonly root: XmlElement }
  | { readonly kind: 'refused'; readonly message: string; readonly position: SdfPosition };

interface OpenElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: XmlElement[];
  readonly position: SdfPosition;
  text: string;
}

/**
 * Reads one XML document strictly. Refused: anything not well-formed (unknown entities, duplicate attributes, a second
 * root), a DOCTYPE, processing instructions, and text that stands between tags. `file` is only named in positions.
 */
export function readXml(text: string, file: string): XmlReading {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const place = positionFinder(source, file);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let refusal: { readonly message: string; readonly position: SdfPosition; readonly offset: number } | undefined;
  const refuse = (message: string, position: SdfPosition): void => {
    refusal ??= { message, position, offset: parser.position };
  };
  const here = (): SdfPosition => place(Math.max(parser.position - 1, 0));
  const addText = (chunk: string): void => {
    const current = open[open.length - 1];
    if (current !== undefined) {
      current.text += chunk;
    }
  };

  parser.on('error', (error) => refuse(error.message.replace(/^(?:undefined:)?\d+:\d+: /, ''), here()));
  parser.on('doctype', () => refuse('a DOCTYPE is not allowed', here()));
  parser.on('processinginstruction', () => refuse('a processing instruction is not allowed', here()));
  parser.on('opentag', (tag) => {
    const position = place(source.lastIndexOf(`<${tag.name}`, parser.position - 1));
    open.push({ name: tag.name, attributes: new Map(Object.entries(tag.attributes)), children: [], position, text: '' });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const done = open.pop();
    if (done === undefined) {
      return;
    }
    const element = { ...done, text: done.text.trim() };
    if (element.children.length > 0 && element.text !== '') {
      refuse(`text "${element.text.slice(0, 40)}" stands between the tags of <${element.name}>`, element.position);
    }
    const parent = open[open.length - 1];
    if (parent === undefined) {
      root ??= element;
    } else {
      parent.children.push(element);
    }
  });
  parser.write(source).close();

  if (refusal !== undefined) {
    const bare = bareAmpersand(source);
    return bare !== undefined && bare < refusal.offset
      ? { kind: 'refused', message: 'undefined entity or bare "&"', position: place(bare) }
      : { kind: 'refused', message: refusal.message, position: refusal.position };
  }
  if (root === undefined) {
    return { kind: 'refused', message: 'no root element', position: { file, line: 1, column: 1 } };
  }
  return { kind: 'read', root };
}

/** Where an `&` starts no known entity. The parser reads on to the next `;` and then blames the wrong place. */
function bareAmpersand(source: string): number | undefined {
  const outside = source.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (part) => ' '.repeat(part.length));
  const at = outside.search(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/);
  return at === -1 ? undefined : at;
}

/** Turns an offset into a line and a column, both from 1. */
function positionFinder(source: string, file: string): (offset: number) => SdfPosition {
  const lineStarts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  return (offset) => {
    let line = lineStarts.length;
    while (line > 1 && (lineStarts[line - 1] ?? 0) > offset) {
      line -= 1;
    }
    return { file, line, column: offset - (lineStarts[line - 1] ?? 0) + 1 };
  };
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** Every child of that name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of a child; undefined where it is absent or empty. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const text = childOf(element, name)?.text;
  return text === '' ? undefined : text;
}

/** The element and everything below it, parents first. */
export function* walk(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) {
    yield* walk(child);
  }
}
