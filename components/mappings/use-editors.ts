import { useEffect, useRef, useState } from 'react'
import { focusEditor, focusRow } from './row-focus.ts'

/** An editor that is seen, or one whose save is under way: it waits out of sight with what is typed in it. */
type Editor = 'shown' | 'saving'

/**
 * The rows that are edited, by event type. Opening one closes the others, but none that is being saved. The focus goes
 * to the row when its editor goes, and to the editor when it comes back, unless it is somewhere else by then.
 */
export function useEditors() {
  const [editors, setEditors] = useState<ReadonlyMap<string, Editor>>(new Map())
  const turned = useRef<string | null>(null)
  useEffect(() => {
    const eventType = turned.current
    turned.current = null
    if (eventType === null) return
    if (editors.get(eventType) === 'shown') focusEditor(eventType)
    else focusRow(eventType)
  }, [editors])
  const put = (eventType: string, editor: Editor | null) => {
    turned.current = eventType
    setEditors((before) => {
      const others = [...before].filter(([of]) => of !== eventType)
      return new Map(editor === null ? others : [...others, [eventType, editor]])
    })
  }
  return {
    editors,
    open: (eventType: string) =>
      setEditors((before) => {
        const saving = [...before].filter(([, editor]) => editor === 'saving')
        return new Map(saving).set(eventType, 'shown')
      }),
    hide: (eventType: string) => put(eventType, 'saving'),
    show: (eventType: string) => put(eventType, 'shown'),
    close: (eventType: string) => put(eventType, null),
  }
}

export type Editors = ReturnType<typeof useEditors>
