'use client'

import { notifications } from '@mantine/notifications'
import type { Refusal } from '#components/ui/ask.ts'
import classes from './toast.module.css'
import { ToastBody } from './toast-body.tsx'
import { rememberFocus, returnFocus } from './toast-focus.ts'

/** What takes back what was done; it says what is in force then, or why not. */
export type Undo = () => Promise<{ ok: true; text: string } | Refusal>

/** With a way back there is something to read, to decide, and to reach. It stops under the pointer and the focus. */
const UNDO_MS = 15_000
const TOLD_MS = 8_000

let shown: string | undefined

type Toast = {
  text: string
  isProblem?: boolean
  undo?: Undo | undefined
  /** It comes by itself: what the person has just done, and may still undo, stays. */
  isBeside?: boolean
}

/** Shows what was done last, in place of what was shown before; a problem stays until it is closed. */
function show({ text, isProblem = false, undo, isBeside = false }: Toast): void {
  if (shown !== undefined && !isBeside) close(shown)
  const id = notifications.show({
    // The place in which it appears is read out: `role` alone would come too late for that.
    role: 'group',
    'aria-label': isProblem ? 'Not done' : 'Done',
    'data-toast': isProblem ? 'problem' : 'done',
    className: classes.toast,
    withBorder: true,
    autoClose: isProblem ? false : undo ? UNDO_MS : TOLD_MS,
    closeButtonProps: { 'aria-label': 'Close the notice' },
    onFocusCapture: rememberFocus,
    onClose: returnFocus,
    onKeyDown: (event) => {
      if (event.key === 'Escape') close(id)
    },
    message: <ToastBody text={text} isProblem={isProblem} undo={undo && (() => takeBack(undo))} />,
  })
  if (!isBeside) shown = id
}

/**
 * Says that something has begun that takes its time, and how far it is.
 * @returns `end` takes it away, and says what came of it, if anything is to be said.
 */
export function sayUnderWay(text: string): {
  tell: (text: string) => void
  end: (came?: Pick<Toast, 'text' | 'isProblem'>) => void
} {
  const looks = {
    role: 'group',
    'aria-label': 'Under way',
    className: classes.toast,
    'data-toast': 'under-way',
    withBorder: true,
    loading: true,
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close the notice' },
  } as const
  const id = notifications.show({ ...looks, message: text })
  return {
    tell: (now) => notifications.update({ id, ...looks, message: now }),
    end: (came) => {
      close(id)
      if (came) show({ ...came, isBeside: true })
    },
  }
}

function close(id: string): void {
  notifications.hide(id)
}

async function takeBack(undo: Undo): Promise<void> {
  const outcome = await undo()
  show(
    outcome.ok
      ? { text: `Put back. ${outcome.text}` }
      : { text: `Not put back. ${outcome.reason}`, isProblem: true },
  )
}

/** Says in a corner of the page what was done, with the way back where there is an exact one. */
export function sayDone(text: string, undo?: Undo): void {
  show({ text, undo })
}

/** Says why something was not done, where no form stands that could say it. */
export function sayNotDone(reason: string): void {
  show({ text: reason, isProblem: true })
}
