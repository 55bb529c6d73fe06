import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prettyMarkup } from './pretty-markup.ts'

describe('XML', () => {
  it('gets a line for each element, and keeps everything as it is written', () =>
    expect(
      prettyMarkup(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a><b c="1 > 0">x &amp; y</b><d/><!-- <e> --><f>one\ntwo<g></g></f><![CDATA[<h>]]></a>\n',
        'xml',
      ),
    ).toBe(`<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY x "y">]>
<a>
  <b c="1 > 0">x &amp; y</b>
  <d/>
  <!-- <e> -->
  <f>
    one
    two
    <g></g>
  </f>
  <![CDATA[<h>]]>
</a>`))

  it.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a><b></a></b>',
    '</a>',
    '<a',
    '<a b="',
    '<!-- ',
    '<a>1 < 2</a>',
    'x<a/>',
  ])('is not %j', (text) => expect(prettyMarkup(text, 'xml')).toBeNull())

  it('is left alone when it is all depth', () =>
    expect(prettyMarkup('<a>'.repeat(3000) + '</a>'.repeat(3000), 'xml')).toBeNull())

  const name = fc.constantFrom('a', 'b:c', 'd-e', 'Straße')
  const text = fc.stringMatching(/^[a-z&;"'> ]{0,200}$/)
  const { element } = fc.letrec<{ element: string }>((tie) => ({
    element: fc
      .tuple(name, fc.array(fc.oneof({ maxDepth: 5 }, text, tie('element')), { maxLength: 4 }))
      .map(([tag, children]) => `<${tag} x="<>'">${children.join('')}</${tag}>`),
  }))

  it('loses nothing but white space, and laid out again it stays as it is', () =>
    fc.assert(
      fc.property(element, (xml) => {
        const pretty = prettyMarkup(xml, 'xml')
        if (pretty === null) throw new Error('taken for broken')
        expect(pretty.replace(/\s/g, '')).toBe(xml.replace(/\s/g, ''))
        expect(prettyMarkup(pretty, 'xml')).toBe(pretty)
      }),
    ))
})

describe('HTML', () => {
  it('may leave out ends, and have too many', () =>
    expect(
      prettyMarkup(
        '<!doctype html><HTML><ul><li>one<li>two<br></ul></i><script>if (a < b) { x("</b>") }</script><p>1 < 2</html>',
        'html',
      ),
    ).toBe(`<!doctype html>
<HTML>
  <ul>
    <li>
      one
    <li>
      two
      <br>
  </ul>
  </i>
  <script>
if (a < b) { x("</b>") }
  </script>
  <p>
    1 < 2
</html>`))

  it('has drawings, whose elements may end themselves', () => {
    const path = '<path d="M0 0"/>'
    const lines = Array.from({ length: 150 }, () => `  ${path}`)
    expect(prettyMarkup(`<svg>${path.repeat(150)}</svg>`, 'html')).toBe(
      ['<svg>', ...lines, '</svg>'].join('\n'),
    )
  })

  it('never throws, loses nothing but white space, and stays bounded', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^(<|>|\/|!|-|\[|"|'|a|p| |\n|script){0,300}$/), (text) => {
        const pretty = prettyMarkup(text, 'html')
        if (pretty === null) return
        expect(pretty.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        expect(pretty.length).toBeLessThanOrEqual(text.length * 8 + 2000)
      }),
    ))

  it('of 64 KB that is made to be slow takes no time', () => {
    for (const piece of ['<a ', '<', '<!--', '<p>', '<a "', '</a', '<script>', '<![', '<li><p>']) {
      const started = performance.now()
      prettyMarkup(piece.repeat(65_536 / piece.length), 'html')
      prettyMarkup(piece.repeat(65_536 / piece.length), 'xml')
      expect(performance.now() - started).toBeLessThan(1000)
    }
  })
})
