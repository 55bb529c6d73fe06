/** What is known of an attempt whose dispatcher ended during it. Pure. */
export function sayUnknown({ wasSentAgain }: { wasSentAgain: boolean }): string {
  const known =
    'Outcome unknown: the dispatcher ended during this attempt, so the receiver may have got the call'
  return wasSentAgain ? `${known}; sent again with the same webhook-id.` : `${known}.`
}
