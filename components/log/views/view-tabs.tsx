'use client'

import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useState, useTransition } from 'react'
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
  const [problem, setProblem] = useState<string | null>(null)
  const [isRemoving, startRemoving] = useTransition()
  const remove = (id: string) =>
    startRemoving(async () => {
      const result = await actions.removeView({ id })
      setProblem(result.ok ? null : result.message)
    })
  const isNew = query !== '' && !views.some((view) => view.query === query)
  if (views.length === 0 && !isNew) return null
  return (
    <nav className={classes.tabs} aria-label="Views">
      <Link href={path} className={classes.tab} aria-current={query === '' ? 'page' : undefined}>
        All
      </Link>
      {views.map(({ id, name, query: of, isShared, isOwn }) => (
        <span key={id} className={classes.view}>
          <Link
            href={`${path}${of}`}
            className={classes.tab}
            aria-current={query === of ? 'page' : undefined}
            title={isShared ? `${name}, shared` : name}
          >
            {name}
          </Link>
          {isOwn && query === of && (
            <ActionIcon
              variant="subtle"
              size="xs"
              aria-label={`Remove the view ${name}`}
              loading={isRemoving}
              onClick={() => remove(id)}
            >
              <IconX size={12} />
            </ActionIcon>
          )}
        </span>
      ))}
      {isNew && <SaveView onSave={(name, isShared) => actions.saveView({ list, name, query, isShared })} />}
      {problem && <span className={classes.problem}>{problem}</span>}
    </nav>
  )
}
