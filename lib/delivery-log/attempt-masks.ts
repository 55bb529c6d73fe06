import { echoMask, hideText, isHiddenBody, maskHeaders, maskUrl, type PayloadRow } from './payload.ts'

/** What of a payload says where its secrets are. */
export type SecretsOf = Pick<PayloadRow, 'query' | 'body' | 'contentType' | 'charset' | 'eventType'>

type Mask = (text: string) => string
type HeaderMask = (headers: [string, string][]) => [string, string][]

/** Take the secrets of a payload out of what was sent of it and answered to it. Texts are latin1. */
export type AttemptMasks = {
  url: Mask
  sent: Mask
  answered: Mask
  sentHeaders: HeaderMask
  answeredHeaders: HeaderMask
}

/** The masks for the attempts of one delivery; what its payload hides is found out once. */
export function attemptMasks(payload: SecretsOf): AttemptMasks {
  const sent = echoMask(payload, false)
  // Of a body that is not shown nobody knows what a receiver repeats of it.
  const answered = isHiddenBody(payload) ? hideText : sent
  const inValues =
    (mask: Mask): HeaderMask =>
    (headers) =>
      maskHeaders(headers).map(([name, value]) => [name, mask(value)])
  return {
    url: (text) => sent(maskUrl(text, payload)),
    sent,
    answered,
    sentHeaders: inValues(sent),
    answeredHeaders: inValues(answered),
  }
}
