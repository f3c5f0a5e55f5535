import { readXml } from '../../../emulator/sdf/xml';

const FILE = 'Objects/a.xml';

describe('reading XML', () => {
  it('keeps order, text, attributes and the place of every element', () => {
    const reading = readXml('<?xml version="1.0" encoding="UTF-8"?>\r\n<a scriptid="x">\r\n  <b>one &amp; two</b>\r\n  <!-- note -->\r\n  <c><![CDATA[<d>]]></c><b>\n three \n</b>\r\n</a>\r\n', FILE);
    if (reading.kind !== 'read') {
      throw new Error(reading.message);
    }
    expect(reading.root.attributes.get('scriptid')).toBe('x');
    expect(reading.root.children.map(({ name, text, position }) => [name, text, position.line, position.column])).toEqual([
      ['b', 'one & two', 3, 3],
      ['c', '<d>', 5, 3],
      ['b', 'three', 5, 25],
    ]);
    expect(reading.root.position).toEqual({ file: FILE, line: 2, column: 1 });
  });

  it('leaves a byte order mark out of its counting', () => {
    expect(readXml('\uFEFF<a/>', FILE)).toMatchObject({ kind: 'read', root: { position: { line: 1, column: 1 } } });
  });

  it.each([
    ['an unknown entity', '<a>\n <b>&nbsp;</b>\n</a>', 2, 5, /entity/],
    ['a bare ampersand', '<a>\n <b>1 & 2</b>\n</a>', 2, 7, /"&"/],
    ['a duplicate attribute', '<a>\n <b x="1" x="2"/>\n</a>', 2, undefined, /duplicate attribute: x/],
    ['a second root', '<a/>\n<b/>', 2, undefined, /one root/],
    ['an unclosed tag', '<a>\n <b>\n</a>', 3, undefined, /unexpected close tag|unclosed/],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', 1, undefined, /DOCTYPE/],
    ['a processing instruction', '<a>\n<?php x ?>\n</a>', 2, undefined, /processing instruction/],
    ['text between tags', '<a>\n <b>x<c/></b>\n</a>', 2, 2, /stands between/],
    ['an empty document', '', 1, 1, /root/],
  ])('refuses %s, with its line', (_what, text, line, column, message) => {
    const reading = readXml(text, FILE);
    expect(reading).toMatchObject({ kind: 'refused', message: expect.stringMatching(message), position: { file: FILE, line } });
    if (column !== undefined) {
      expect(reading).toMatchObject({ position: { column } });
    }
  });
});
