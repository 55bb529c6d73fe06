/**
 * Why an attempt failed: the one list of kinds. `label` is for lists and filters, `sentence` for the admin, with
 * {places} that `failureSentence` fills. Client-safe: constants only. Stored as the attempt's error kind.
 */
export const FAILURE_KINDS = {
  dns: {
    label: 'Name not found',
    sentence:
      'The name {host} could not be resolved ({detail}). Check how it is written, and DNS on the server.',
  },
  refused: {
    label: 'Connection refused',
    sentence: '{target} refused the connection. Check that the receiver runs and listens on that port.',
  },
  unreachable: {
    label: 'No way to the address',
    sentence:
      '{target} cannot be reached ({detail}). Check the network and firewalls between this server and it.',
  },
  reset: {
    label: 'Connection lost',
    sentence: 'The connection to {target} was lost {phase}.',
  },
  tls: {
    label: 'TLS failed',
    sentence: 'No secure connection to {target}: {detail}.',
  },
  timeout: {
    label: 'Time-out',
    sentence: '{target} took longer than {seconds} s {phase}.',
  },
  policy: {
    label: 'Not allowed',
    sentence: '{detail}',
  },
  bad_response: {
    label: 'Not a valid answer',
    sentence: 'The answer of {target} is not valid HTTP: {detail}.',
  },
  http_status: {
    label: 'Error status',
    sentence: 'The receiver answered {detail}.',
  },
  unexpected_text: {
    label: 'Not the expected answer',
    sentence: 'The answer does not hold the text “{text}” that the endpoint expects.',
  },
  too_large: {
    label: 'Answer too large',
    sentence:
      'The first 64 KiB of the answer do not hold the text “{text}” that the endpoint expects; the rest was not read.',
  },
  internal: {
    label: 'Failed inside Bellhop',
    sentence: 'The attempt failed inside Bellhop: {detail}.',
  },
  unknown: {
    label: 'Outcome unknown',
    sentence: 'Bellhop was stopped {phase}.',
  },
} as const satisfies Record<string, { label: string; sentence: string }>

export type FailureKind = keyof typeof FAILURE_KINDS

/** The kinds as a list, for schemas and filters. The cast is safe: these are the keys of the const above. */
export const FAILURE_KIND_NAMES = Object.keys(FAILURE_KINDS) as [FailureKind, ...FailureKind[]]

/** Whether this version knows a kind that the log names. */
export function isFailureKind(kind: string): kind is FailureKind {
  return Object.hasOwn(FAILURE_KINDS, kind)
}

/** How far an attempt had come when it failed. */
export const ATTEMPT_PHASES = {
  dns: { label: 'resolving the name', sentence: 'to find the address of the name, so nothing was sent' },
  tls: { label: 'securing the connection', sentence: 'to secure the connection, so nothing was sent' },
  connect: { label: 'connecting', sentence: 'before the connection stood, so nothing was sent' },
  first_byte: {
    label: 'waiting for the answer',
    sentence: 'before the answer began. The receiver may have got the call',
  },
  body: {
    label: 'reading the answer',
    sentence: 'before the answer was complete. The receiver has got the call',
  },
} as const

export type AttemptPhase = keyof typeof ATTEMPT_PHASES

/** The sentence of a kind for people. Places without a value are left as they stand, which a test forbids. */
export function failureSentence(kind: FailureKind, values: Record<string, string | number>): string {
  return FAILURE_KINDS[kind].sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))
}
