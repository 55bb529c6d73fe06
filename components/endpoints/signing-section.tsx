import { Button, Text, TextInput } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import classes from './endpoint-page.module.css'
import { SettingsSection } from './settings-section.tsx'

type Key = EndpointDetail['signingKeys'][number]

/** The keys that requests are signed with: made, changed for a new one, ended. A key is shown once, when it is made. */
export function SigningSection({
  endpointId,
  keys,
  actions,
}: {
  endpointId: string
  keys: Key[]
  actions: Pick<EndpointActions, 'rotateSigningKey' | 'endSigning'>
}) {
  const [fresh, setFresh] = useState<string | null>(null)
  const [isAsked, setAsked] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const hasKey = keys.length > 0
  const rotate = () => {
    setProblem(null)
    start(async () => {
      const outcome = await ask(actions.rotateSigningKey, { endpointId })
      if (outcome.ok) setFresh(outcome.key)
      else setProblem(outcome.reason)
    })
  }
  const end = () => {
    setProblem(null)
    start(async () => {
      const outcome = await ask(actions.endSigning, { endpointId })
      setAsked(false)
      if (outcome.ok) setFresh(null)
      else setProblem(outcome.reason)
    })
  }
  return (
    <SettingsSection
      title="Signature"
      hint="With a key, requests carry webhook-signature as Standard Webhooks has it, so that the receiver knows they are ours. After a change the key before stays valid for 24 h."
    >
      <div className={classes.stack}>
        {hasKey ? (
          <ul className={classes.keys} aria-label="Signing keys">
            {keys.map((key) => (
              <li key={key.id}>
                {key.expiresAt === null ? (
                  <>
                    <strong>In force</strong>, made <LocalTime at={key.createdAt} withDay /> by {key.actor}
                  </>
                ) : (
                  <span className={classes.old}>
                    The one before, valid until <LocalTime at={key.expiresAt} withDay />
                  </span>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <Text c="dimmed">Requests are not signed.</Text>
        )}
        {fresh && (
          <section className={classes.fresh} aria-label="The new signing key">
            <Text>
              The new key. It is shown only now: give it to the receiver.
              {keys.length > 1 && ' Until the one before ends, requests carry both signatures.'}
            </Text>
            <div className={classes.row}>
              <TextInput
                className={classes.grow}
                aria-label="Signing key"
                readOnly
                value={fresh}
                classNames={{ input: classes.key }}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton value={fresh} what="the signing key" />
              <Button variant="default" onClick={() => setFresh(null)}>
                Done
              </Button>
            </div>
          </section>
        )}
        {problem && (
          <Text role="alert" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
        {isAsked ? (
          <div className={classes.confirm} role="alertdialog" aria-label="End signing">
            <span>End it? From now on nothing is signed; a receiver that checks refuses what comes.</span>
            <Button variant="default" size="compact-xs" onClick={() => setAsked(false)}>
              Leave it
            </Button>
            <Button color="red" size="compact-xs" loading={isWorking} onClick={end}>
              End signing
            </Button>
          </div>
        ) : (
          <div className={classes.deeds}>
            <Button variant="default" loading={isWorking} onClick={rotate}>
              {hasKey ? 'Change for a new key' : 'Make a key'}
            </Button>
            {hasKey && (
              <Button variant="subtle" color="gray" onClick={() => setAsked(true)} disabled={isWorking}>
                End signing
              </Button>
            )}
          </div>
        )}
      </div>
    </SettingsSection>
  )
}
