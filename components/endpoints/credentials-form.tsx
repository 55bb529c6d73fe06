import { Button, PasswordInput, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { type Credentials, credentialsSchema } from '#lib/endpoints/credentials.ts'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import classes from './endpoint-page.module.css'
import { SettingsSection } from './settings-section.tsx'

const KINDS = {
  none: 'None',
  basic: 'User and password',
  bearer: 'Bearer token',
} as const
type Kind = keyof typeof KINDS
const OPTIONS = Object.entries(KINDS).map(([value, label]) => ({ value, label }))

type Known = EndpointDetail['credentials']
type Typed = { user: string; password: string; token: string }
type Problem = { field: keyof Typed | null; reason: string }

const NOTHING: Typed = { user: '', password: '', token: '' }

function wantedOf(kind: Kind, { user, password, token }: Typed): Credentials | null {
  if (kind === 'none') return null
  return kind === 'basic' ? { kind, user, password } : { kind, token }
}

function check(wanted: Credentials | null): Problem | null {
  const parsed = credentialsSchema.nullable().safeParse(wanted)
  if (parsed.success) return null
  const [issue] = parsed.error.issues
  const field = (['user', 'password', 'token'] as const).find((name) => name === issue?.path[0]) ?? null
  return { field, reason: issue?.message ?? 'Something is not right.' }
}

/** What is there, in words; nothing of what is secret. */
function sayKnown({ kind, user }: Known): string {
  if (kind === 'unreadable')
    return 'Those that are there cannot be read with the server’s SECRET_KEY, so deliveries are refused. Set them anew.'
  if (kind === 'basic') return `In force: user ${user ?? ''}, with a password that is shown to nobody.`
  return kind === 'bearer'
    ? 'In force: a token that is shown to nobody.'
    : 'Requests carry no authorization header.'
}

/** What requests are authorised with. It can be written, and not read. */
export function CredentialsForm({
  endpointId,
  known,
  save,
}: {
  endpointId: string
  known: Known
  save: EndpointActions['setCredentials']
}) {
  const [kind, setKind] = useState<Kind>(known.kind === 'unreadable' ? 'none' : known.kind)
  const [typed, setTyped] = useState(NOTHING)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSaving, start] = useTransition()
  const isTyped = Object.values(typed).some((text) => text !== '')
  const isChanged = kind === 'none' ? known.kind !== 'none' : kind !== known.kind || isTyped
  const errorOf = (field: keyof Typed) => problem?.field === field && problem.reason
  const type = (part: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...part }))
    setProblem(null)
  }
  const submit = () => {
    const credentials = wantedOf(kind, typed)
    const wrong = check(credentials)
    setProblem(wrong)
    if (wrong) return
    start(async () => {
      const outcome = await ask(save, { endpointId, credentials })
      if (!outcome.ok) return setProblem({ field: null, reason: outcome.reason })
      setTyped(NOTHING)
    })
  }
  return (
    <SettingsSection
      title="Credentials"
      hint="The authorization header. It is kept sealed and shown to nobody again."
    >
      <form
        aria-label="Credentials"
        noValidate
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <SegmentedControl
          aria-label="Credentials"
          fullWidth
          data={OPTIONS}
          value={kind}
          onChange={(value) => {
            setKind(value as Kind) // the control has no other values
            setProblem(null)
          }}
        />
        {kind === 'basic' && (
          <div className={classes.row}>
            <TextInput
              className={classes.grow}
              label="User"
              autoComplete="off"
              spellCheck={false}
              placeholder={known.kind === 'basic' ? (known.user ?? '') : undefined}
              value={typed.user}
              onChange={(event) => type({ user: event.currentTarget.value })}
              error={errorOf('user')}
            />
            <PasswordInput
              className={classes.grow}
              label="Password"
              autoComplete="new-password"
              value={typed.password}
              onChange={(event) => type({ password: event.currentTarget.value })}
              error={errorOf('password')}
            />
          </div>
        )}
        {kind === 'bearer' && (
          <PasswordInput
            label="Token"
            autoComplete="new-password"
            value={typed.token}
            onChange={(event) => type({ token: event.currentTarget.value })}
            error={errorOf('token')}
          />
        )}
        {problem && problem.field === null && (
          <Text role="alert" c="var(--mantine-color-error)">
            {problem.reason}
          </Text>
        )}
        <div className={classes.deeds}>
          <Text
            size="xs"
            c={known.kind === 'unreadable' ? 'var(--mantine-color-error)' : 'dimmed'}
            className={classes.grow}
            role="status"
          >
            {sayKnown(known)}
          </Text>
          {isChanged && (
            <Button type="submit" variant="light" loading={isSaving}>
              {kind === 'none' ? 'Take them away' : 'Save credentials'}
            </Button>
          )}
        </div>
      </form>
    </SettingsSection>
  )
}
