'use client'

import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useEffect, useOptimistic, useRef, useTransition } from 'react'
import { movingDays, withDays } from '#components/log/local-day.ts'
import { useToday } from '#components/log/use-today.ts'
import { sayDone, sayNotDone } from '#components/ui/toast/toast.tsx'
import type { ActionResult } from '#lib/action-result.ts'
import type { LogName } from '#lib/preferences/log-name.ts'
import type { SavedView } from '#lib/preferences/saved-views.ts'
import { SaveView } from './save-view.tsx'
import classes from './views.module.css'

export type ViewActions = {
  saveView: (input: {
    list: LogName
    name: string
    query: string
    isShared: boolean
  }) => Promise<ActionResult>
  removeView: (input: { id: string }) => Promise<ActionResult>
}

type Named = Pick<SavedView, 'name' | 'query' | 'isShared'>
type Change = { removed: string } | { added: Named }

/** A broken connection is told like a refusal. */
async function told(deed: () => Promise<ActionResult>): Promise<ActionResult> {
  try {
    return await deed()
  } catch {
    return { ok: false, message: 'The server did not answer. Try again.' }
  }
}

/** The views as they will be once a change is saved. Pure. */
function changed(views: ShownView[], change: Change): ShownView[] {
  if ('removed' in change) return views.filter(({ id }) => id !== change.removed)
  const { name } = change.added
  const others = views.filter((view) => !(view.isOwn && view.name === name))
  return [...others, { id: name, isOwn: true, isSaving: true, ...change.added }]
}

function beginningOn(day: string, query: string): string {
  const params = new URLSearchParams(query)
  params.set('since', day)
  return `?${params}`
}

/** One may spell as %3A what the other does not. */
const isSame = (one: string, other: string) =>
  new URLSearchParams(one).toString() === new URLSearchParams(other).toString()

type ShownView = SavedView & { isSaving?: boolean }

/** The lists that somebody has narrowed down and kept, one click away. */
export function ViewTabs(props: {
  views: SavedView[]
  list: LogName
  /** What the list is narrowed to now, with its `?`; empty: nothing. */
  query: string
  actions: ViewActions
}) {
  const { views, list, query, actions } = props
  const path = `/${list}`
  const [shown, show] = useOptimistic<ShownView[], Change>(views, changed)
  const [, start] = useTransition()
  // As the page knows them when Undo is pressed.
  const known = useRef(views)
  useEffect(() => {
    known.current = views
  }, [views])
  const save = (view: Named) => told(() => actions.saveView({ list, ...view }))
  const putBack = async ({ name, query: of, isShared }: SavedView) => {
    if (known.current.some((view) => view.isOwn && view.name === name))
      return { ok: false as const, reason: `You have another view named ${name} by now.` }
    const result = await save({ name, query: of, isShared })
    if (result.ok) return { ok: true as const, text: `The view ${name} is there again.` }
    return { ok: false as const, reason: result.message }
  }
  const remove = (view: SavedView) =>
    start(async () => {
      show({ removed: view.id })
      const result = await told(() => actions.removeView({ id: view.id }))
      if (result.ok) sayDone(`The view ${view.name} is removed.`, () => putBack(view))
      else sayNotDone(`The view ${view.name} is not removed. ${result.message}`)
    })
  // Days are the viewer's, which the server does not know.
  const today = useToday()
  const opened = (of: string) => (today ? withDays(of, today) : of)
  const isOpen = (of: string) => isSame(opened(of), query)
  const isNew = query !== '' && !views.some((view) => isOpen(view.query))
  const since = new URLSearchParams(query).get('since')
  if (views.length === 0 && !isNew) return null
  return (
    <nav className={classes.tabs} aria-label="Views">
      <Link href={path} className={classes.tab} aria-current={query === '' ? 'page' : undefined}>
        All
      </Link>
      {shown.map(({ id, name, query: of, isShared, isOwn, isSaving }) => (
        <span key={id} className={classes.view} aria-busy={isSaving}>
          <Link
            href={`${path}${opened(of)}`}
            className={classes.tab}
            aria-current={isOpen(of) ? 'page' : undefined}
            title={isShared ? `${name}, shared` : name}
          >
            {name}
          </Link>
          {isOwn && isOpen(of) && !isSaving && (
            <ActionIcon
              variant="subtle"
              size="xs"
              aria-label={`Remove the view ${name}`}
              onClick={() => remove({ id, name, query: of, isShared, isOwn })}
            >
              <IconX size={12} />
            </ActionIcon>
          )}
        </span>
      ))}
      {isNew && (
        <SaveView
          days={today ? movingDays(since, today) : []}
          onSave={(name, isShared, day) => {
            const view = { name, query: day === null ? query : beginningOn(day, query), isShared }
            show({ added: view })
            return save(view)
          }}
        />
      )}
    </nav>
  )
}
