import { Anchor, Button, FileButton, Textarea } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import classes from './config.module.css'
import type { ChosenFile } from './use-import.ts'

/** Three ways to bring a file: choose it, drop it, or paste its text. */
export function FileSource({
  onChoose,
  isReading,
}: {
  onChoose: (file: ChosenFile) => void
  isReading: boolean
}) {
  const [isOver, setOver] = useState(false)
  const [isPasting, setPasting] = useState(false)
  const take = async (file: File | null | undefined) => {
    if (file) onChoose({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  if (isPasting)
    return <PastedText onChoose={onChoose} isReading={isReading} onBack={() => setPasting(false)} />
  return (
    // Dropping is a shortcut; the button inside does the same by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className={`${classes.drop} ${isOver ? classes.dropOver : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileButton onChange={take}>
        {(props) => (
          <Button {...props} loading={isReading} leftSection={<IconFileUpload size={16} aria-hidden />}>
            Choose lc_serv.cfg
          </Button>
        )}
      </FileButton>
      <span className={classes.dimmed}>
        or drop it here, or{' '}
        <Anchor component="button" type="button" inherit onClick={() => setPasting(true)}>
          paste its text
        </Anchor>
      </span>
    </div>
  )
}

function PastedText(props: { onChoose: (file: ChosenFile) => void; isReading: boolean; onBack: () => void }) {
  const { onChoose, isReading, onBack } = props
  const [text, setText] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onChoose({ name: 'Pasted text', bytes: new TextEncoder().encode(text) })
      }}
    >
      <Textarea
        label="Text of lc_serv.cfg"
        placeholder="EVENT_CHAT_STARTED http://"
        className={classes.mono}
        autosize
        autoFocus
        minRows={8}
        maxRows={18}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.fields} style={{ marginTop: 8 }}>
        <Button type="submit" loading={isReading} disabled={text === ''}>
          Show the plan
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          Choose a file instead
        </Button>
      </div>
    </form>
  )
}
