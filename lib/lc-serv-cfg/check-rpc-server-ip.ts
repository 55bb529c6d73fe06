/** A host name has at most this many characters. */
const MAX_HOST_LENGTH = 253
const MAX_PORT = 65_535

export type CheckedRpcServerIp = { ok: true; value: string } | { ok: false; reason: string }

/**
 * Whether text can be the value of RPC_SERVER_IP: HOST or HOST:PORT, an IPv6 address in brackets. `value` is the text
 * exactly as given. Reasons are whole sentences, for people; positions count from 1.
 */
export function checkRpcServerIp(text: string): CheckedRpcServerIp {
  const reason = wrongCharacter(text) ?? wrongShape(text)
  return reason === null ? { ok: true, value: text } : { ok: false, reason }
}

function wrongCharacter(text: string): string | null {
  if (text === '') return 'RPC_SERVER_IP is empty. Write HOST:PORT, such as 10.0.0.1:80.'
  const scheme = /^[a-z]+:\/\//i.exec(text)?.[0]
  if (scheme) return `RPC_SERVER_IP is an address, not a URL. Remove ${scheme} at position 1.`
  const odd = text.search(/[^A-Za-z0-9._:[\]-]/)
  if (odd === -1) return null
  const code = text.charCodeAt(odd).toString(16).toUpperCase().padStart(4, '0')
  return `The character at position ${odd + 1} (U+${code}) cannot stand in HOST:PORT. Remove it.`
}

function wrongShape(text: string): string | null {
  const [, host = '', port] = /^(\[[^[\]]*\]|[^:[\]]*)(?::(.*))?$/.exec(text) ?? []
  if (host === '') return wrongHost(text)
  if (host.length > MAX_HOST_LENGTH) {
    return `The host has ${host.length} characters. At most ${MAX_HOST_LENGTH} are allowed.`
  }
  if (!URL.canParse(`http://${host}/`)) return 'This is not a host that can be called. Check the address.'
  return port === undefined ? null : wrongPort(port, host.length + 2)
}

function wrongHost(text: string): string {
  if (/^:(?!.*:)/.test(text)) return 'RPC_SERVER_IP names no host. Write one before the colon at position 1.'
  if (/^[0-9a-f:.]+$/i.test(text)) return 'Put an IPv6 address in brackets, such as [::1]:80.'
  return `Only HOST or HOST:PORT can be used. Check the text from position ${text.search(/[:[\]]/) + 1}.`
}

function wrongPort(port: string, position: number): string | null {
  if (/^[0-9]{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= MAX_PORT) return null
  return `The port at position ${position} is not a number from 1 to ${MAX_PORT}.`
}
