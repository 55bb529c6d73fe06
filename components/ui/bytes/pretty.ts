import { prettyJson } from './pretty-json.ts'
import { prettyMarkup } from './pretty-markup.ts'

/** A body in a shape that is easier to read; or why it is shown raw, though its type says that it has one. */
export type Pretty =
  | { kind: 'text'; text: string }
  /** Names and values are read off the bytes. */
  | { kind: 'form' }
  | { kind: 'none'; why: string | null }

type Format = 'json' | 'xml' | 'html' | 'form'

const BROKEN: Record<Exclude<Format, 'form'>, string> = {
  json: 'no valid JSON, so it is shown raw',
  xml: 'broken or too deep XML, so it is shown raw',
  html: 'broken or too deep HTML, so it is shown raw',
}

/** What a content type says of a body. */
export function formatOf(contentType: string | null): Format | null {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/[/+]json$/.test(type)) return 'json'
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html'
  if (/[/+]xml$/.test(type)) return 'xml'
  return type.endsWith('/x-www-form-urlencoded') ? 'form' : null
}

const LOOKS_LIKE_HTML = /^\s*<(!doctype html|html)[\s>]/i

/**
 * Lays out a body by its type, or by what it looks like when the type says nothing. Scripts call anything `text/html`, so what
 * is JSON is taken for it. @param text with everything odd escaped.
 */
export function prettyBody(text: string, contentType: string | null): Pretty {
  const format = formatOf(contentType)
  if (format === 'form') return { kind: 'form' }
  const json = prettyJson(text)
  if (json !== null) return { kind: 'text', text: json }
  if (format === 'json') return { kind: 'none', why: BROKEN.json }
  const isMarkup = /^\s*</.test(text)
  if (!isMarkup) return { kind: 'none', why: format === 'xml' ? BROKEN.xml : null }
  const markup = format ?? (LOOKS_LIKE_HTML.test(text) ? 'html' : 'xml')
  const pretty = prettyMarkup(text, markup)
  if (pretty !== null) return { kind: 'text', text: pretty }
  return { kind: 'none', why: format === null ? null : BROKEN[markup] }
}
