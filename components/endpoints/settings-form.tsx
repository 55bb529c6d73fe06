import { Button, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { AnswerFields } from './answer-fields.tsx'
import { EndpointConflictNotice } from './endpoint-conflict-notice.tsx'
import classes from './endpoint-page.module.css'
import { LoadFields } from './load-fields.tsx'
import { RequestFields } from './request-fields.tsx'
import { RetryFields } from './retry-fields.tsx'
import type { EndpointForm } from './use-endpoint-form.ts'

/** How an endpoint is called, all of it saved at once. */
export function SettingsForm({ url, form }: { url: string; form: EndpointForm }) {
  const { problem, conflict, isChanged, isSaving } = form
  const fields = useRef<HTMLFormElement>(null)
  // The bar lies over the fields: what is marked must not stay behind it.
  useEffect(() => {
    const marked = problem && fields.current?.querySelector('[aria-invalid="true"]')
    if (marked instanceof HTMLElement) marked.focus()
  }, [problem])
  return (
    <form
      ref={fields}
      className={classes.panel}
      aria-label={`Endpoint ${url}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <RequestFields form={form} />
      <RetryFields key={form.round} form={form} />
      <LoadFields form={form} />
      <AnswerFields form={form} />
      {conflict && <EndpointConflictNotice conflict={conflict} form={form} />}
      <div className={classes.bar} data-floats={isChanged}>
        <div className={classes.barText}>
          {problem && (
            <Text role="alert" c="var(--mantine-color-error)">
              Not saved: {problem.reason}
            </Text>
          )}
          {!problem && (
            <Text size="xs" c="dimmed">
              Deliveries that are on their way go out as saved here, too. The exported files change with the
              URL.
            </Text>
          )}
        </div>
        {isChanged && (
          <Button variant="default" onClick={form.reset} disabled={isSaving}>
            Undo changes
          </Button>
        )}
        <Button type="submit" loading={isSaving} disabled={conflict !== null || !isChanged}>
          Save
        </Button>
      </div>
    </form>
  )
}
