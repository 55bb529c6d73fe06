/** The address that a connection goes to in place of the URL's own. `hostname`: IPv6 without brackets. */
export type ConnectTo = { hostname: string; port: number }

/** What sent a connection elsewhere, in the words that follow "…, " on a page. Stored with the attempt. */
export const CONNECT_TO_SOURCES = {
  endpoint: 'as the endpoint says',
  licence: 'as RPC_SERVER_IP of the licence says',
  defaults: 'as RPC_SERVER_IP of the defaults says',
} as const satisfies Record<string, string>

export type ConnectToSource = keyof typeof CONNECT_TO_SOURCES

export type CheckedConnectTo =
  /** `text` is as given without blanks around it. `port` null: the URL's, or its scheme's own. */
  { ok: true; text: string; hostname: string; port: number | null } | { ok: false; reason: string }

const LONGEST = 300
const SHAPE = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>.*))?$/

/**
 * Whether text can be an endpoint's connect-to: `HOST:PORT` or `[v6]:PORT`, the port may be left out. Reasons are whole
 * sentences, for people. Says nothing about whether the address may be called.
 */
export function checkConnectTo(given: string): CheckedConnectTo {
  const text = given.trim()
  const reason = wrongCharacter(text) ?? wrongPart(text)
  if (reason !== null) return { ok: false, reason }
  const { host = '', port } = SHAPE.exec(text)?.groups ?? {}
  if (host === '') return { ok: false, reason: 'It names no host. Write HOST:PORT, such as 10.0.0.1:80.' }
  if (port !== undefined && !isPort(port)) {
    return {
      ok: false,
      reason: 'The port is a number from 1 to 65535. Correct it, or leave it and the colon out.',
    }
  }
  // The URL's own reading of a host: spellings such as 127.1 become the address that they are.
  const hostname = URL.parse(`http://${host}/`)?.hostname
  if (!hostname) return { ok: false, reason: `${host} is neither a host name nor an address. Correct it.` }
  return {
    ok: true,
    text,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === undefined ? null : Number(port),
  }
}

function wrongCharacter(text: string): string | null {
  if (text === '') return 'It is empty. Write HOST:PORT, such as 10.0.0.1:80.'
  if (text.length > LONGEST) return `It has ${text.length} characters. At most ${LONGEST} are allowed.`
  const at = text.search(/[^\x21-\x7e]/)
  if (at !== -1) return `The character at position ${at + 1} is a blank or not ASCII. Remove it.`
  return null
}

function wrongPart(text: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'Write HOST:PORT alone, without http:// before it.'
  if (text.includes('@')) return 'There is a user name before the @. Remove it.'
  if (/[/?#\\]/.test(text)) return 'Write HOST:PORT alone: the path and the query stay those of the URL.'
  if (/[%"'`<>^|{}]/.test(text)) return 'There is a character that no host has. Write HOST:PORT.'
  if (text.startsWith('[') && !text.includes(']')) return 'The [ has no ] after it. Write [::1]:80.'
  if (!text.startsWith('[') && text.split(':').length > 2) {
    return `Write an IPv6 address in brackets: [${text}] or [${text}]:80.`
  }
  return null
}

const isPort = (port: string) => /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535

/** `HOST:PORT`, IPv6 in brackets. */
export function spellAddress({ hostname, port }: ConnectTo): string {
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`
}
