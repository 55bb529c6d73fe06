import { Anchor, Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { lineText } from '#lib/lc-serv-cfg/mend-line.ts'
import type { PlanError } from '#lib/lc-serv-cfg/plan-findings.ts'
import classes from './plan.module.css'
import type { ImportFlow } from './use-import.ts'

/** What can be done about a line that cannot be used: leave it out on purpose, or mend it here. */
export function WrongLineDeeds({ error, flow }: { error: PlanError; flow: ImportFlow }) {
  const [isMending, setMending] = useState(false)
  const { line } = error
  const { file, leaveOut, setLeftOut, mend, isPlanning } = flow
  if (line === null || file === null) return null
  if (isMending) {
    return (
      <MendForm
        line={line}
        before={lineText(file.bytes, line)}
        isPlanning={isPlanning}
        onMend={(text) => mend(line, text)}
        onLeave={() => setMending(false)}
      />
    )
  }
  return (
    <span className={classes.deeds}>
      <Checkbox
        size="xs"
        label={`Leave line ${line} out`}
        checked={leaveOut.includes(line)}
        onChange={(event) => setLeftOut([line], event.currentTarget.checked)}
      />
      <Anchor component="button" type="button" size="xs" onClick={() => setMending(true)}>
        Mend line {line} here
      </Anchor>
    </span>
  )
}

function MendForm(props: {
  line: number
  before: string
  isPlanning: boolean
  onMend: (text: string) => void
  onLeave: () => void
}) {
  const { line, before, isPlanning, onMend, onLeave } = props
  const [text, setText] = useState(before)
  return (
    <form
      className={classes.mend}
      onSubmit={(event) => {
        event.preventDefault()
        onMend(text)
      }}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onLeave()}
    >
      <TextInput
        size="xs"
        aria-label={`Text of line ${line}`}
        classNames={{ input: classes.mono }}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap={8} mt={6}>
        <Button type="submit" variant="default" size="compact-xs" loading={isPlanning}>
          Plan again
        </Button>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onLeave}>
          Leave it
        </Button>
      </Group>
    </form>
  )
}

/** One box for all of them, where there are many. */
export function LeaveAllOut({ errors, flow }: { errors: PlanError[]; flow: ImportFlow }) {
  const lines = errors.flatMap(({ line }) => line ?? [])
  if (lines.length < 2) return null
  const chosen = lines.filter((line) => flow.leaveOut.includes(line)).length
  return (
    <Checkbox
      size="xs"
      mb={6}
      label={`Leave all ${lines.length} lines out`}
      checked={chosen === lines.length}
      indeterminate={chosen > 0 && chosen < lines.length}
      onChange={(event) => flow.setLeftOut(lines, event.currentTarget.checked)}
    />
  )
}
