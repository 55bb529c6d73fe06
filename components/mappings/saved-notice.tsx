import { Anchor } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { MappingActions } from './mapping-actions.ts'
import classes from './mapping-table.module.css'
import { sayChange } from './say-urls.ts'
import type { SavedMapping } from './use-mapping-form.ts'

/** What was just saved, in words, with the way back. Undo is refused when somebody changed it since. */
export function SavedNotice(props: { licence: string | null; saved: SavedMapping; actions: MappingActions }) {
  const { licence, saved, actions } = props
  const { eventType, before, now } = saved
  const [undone, setUndone] = useState<{ ok: true } | { ok: false; reason: string } | null>(null)
  const [isUndoing, startUndoing] = useTransition()
  const undo = () =>
    startUndoing(async () => {
      const scope = { licence, eventType, expected: now }
      setUndone(
        before === null
          ? await ask(actions.remove, scope)
          : await ask(actions.save, { ...scope, urls: before }),
      )
    })
  const text = sayChange(licence, eventType, undone?.ok ? before : now)
  return (
    <div role="status" className={`${classes.notice} ${undone?.ok === false ? classes.problem : ''}`}>
      <IconCheck size={15} aria-hidden />
      <span>{undone?.ok === false ? undone.reason : text}</span>
      {!undone && (
        <Anchor component="button" type="button" size="sm" onClick={undo} disabled={isUndoing}>
          Undo
        </Anchor>
      )}
    </div>
  )
}
