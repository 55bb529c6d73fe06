import type { FailureKind } from './failure-kinds.ts'

const BY_KIND: Record<Exclude<FailureKind, 'http_status'>, string> = {
  dns: 'Correct the host in the URL, or add the name to DNS or to /etc/hosts of this server.',
  refused: 'Start the receiver, or correct the port in the URL.',
  unreachable: 'Ask whoever runs the network for a way from this server to that address and port.',
  reset: 'Look into the log of the receiver for why it ended the connection.',
  tls: 'Renew or correct the certificate of the receiver; it must be valid for the host of the URL.',
  timeout: 'Make the receiver answer first and work afterwards, or raise the time-out of the endpoint.',
  policy: 'Change what the sentence names, then resend.',
  bad_response: 'Look at the exact answer below: the receiver, or a proxy before it, does not speak HTTP.',
  unexpected_text:
    'Look at the answer below. If it means success, correct the expected text of the endpoint.',
  too_large: 'Have the receiver answer in a few words, or take the expected text off the endpoint.',
  internal: 'This is a fault of Bellhop. Report it, with the sentence above; the script is not to blame.',
  unknown: 'It is sent again by itself. The receiver knows a repeat by its webhook-id.',
}

const BY_STATUS: readonly [from: number, to: number, step: string][] = [
  [300, 399, 'Set the URL of the endpoint to where it redirects; the Location header below names it.'],
  [401, 403, 'Check the credentials and headers of the endpoint, and whom the receiver lets in.'],
  [404, 404, 'Correct the path in the URL, or put the script back.'],
  [405, 405, 'Choose another mode for the endpoint: the receiver does not take this method.'],
  [408, 408, 'Look at what holds up the receiver.'],
  [410, 410, 'Map the event type elsewhere, or resume the endpoint once it is back.'],
  [425, 425, 'The receiver wants it later: nothing to do while it is sent again.'],
  [429, 429, 'Give the endpoint a rate that the receiver can take.'],
  [
    400,
    499,
    'Compare the request below with what the receiver wants; another mode of the endpoint may suit it.',
  ],
  [500, 599, 'Look into the log of the receiver at that moment.'],
  [100, 299, 'If that status means success, add it to the expected statuses of the endpoint.'],
]

/** What the admin can do about a failed attempt; null for one that succeeded. Pure, client-safe. */
export function nextStep(kind: FailureKind | null, status: number | null): string | null {
  if (kind === null) return null
  if (kind !== 'http_status') return BY_KIND[kind]
  return BY_STATUS.find(([from, to]) => status !== null && status >= from && status <= to)?.[2] ?? null
}
