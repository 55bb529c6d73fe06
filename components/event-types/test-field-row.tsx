import { Autocomplete, Checkbox, CloseButton, Select, Textarea, TextInput } from '@mantine/core'
import { codesOf } from '#lib/livechat/catalogue.ts'
import classes from './event-types.module.css'
import type { TestField } from './use-test-parameters.ts'

type Props = {
  field: TestField
  remark: string | undefined
  licences: readonly string[]
  onChange: (more: Partial<TestField>) => void
  onDrop: () => void
}

/** A parameter of the test event: whether it is sent, its name, and a value of the right kind. */
export function TestFieldRow(props: Props) {
  const { field, remark, onChange, onDrop } = props
  const { name, isSent, isAdded } = field
  return (
    <div className={classes.field} data-added={isAdded || undefined}>
      {isAdded ? (
        <TextInput
          aria-label="Name of the added parameter"
          placeholder="NAME"
          value={name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          classNames={{ input: classes.mono }}
          spellCheck={false}
        />
      ) : (
        <Checkbox
          label={<code>{name}</code>}
          aria-label={`Send ${name}`}
          checked={isSent}
          onChange={(event) => onChange({ isSent: event.currentTarget.checked })}
        />
      )}
      <div className={classes.value}>
        {isSent ? <Value {...props} /> : <span className={classes.dimmed}>left out</span>}
        {isSent && remark && <div className={classes.remark}>{remark}</div>}
      </div>
      {isAdded && (
        <CloseButton size="sm" aria-label={`Remove ${name || 'the added parameter'}`} onClick={onDrop} />
      )}
    </div>
  )
}

function Value({ field: { name, value, described }, licences, onChange }: Props) {
  const label = `Value of ${name || 'the added parameter'}`
  const common = { 'aria-label': label, value, spellCheck: false, classNames: { input: classes.mono } }
  const codes = described && codesOf(described.type)
  if (codes) {
    return (
      <Select
        {...common}
        data={codes.map((code) => ({
          value: code.value,
          label: code.value === code.name ? code.value : `${code.value}  ${code.name}`,
        }))}
        onChange={(chosen) => chosen !== null && onChange({ value: chosen })}
        allowDeselect={false}
      />
    )
  }
  const onText = (event: { currentTarget: { value: string } }) =>
    onChange({ value: event.currentTarget.value })
  if (described?.type === 'licence') {
    return (
      <Autocomplete
        {...common}
        size="xs"
        data={[...licences]}
        limit={50}
        onChange={(text) => onChange({ value: text })}
      />
    )
  }
  if (described?.type === 'encoded text')
    return <Textarea {...common} autosize minRows={2} maxRows={6} onChange={onText} />
  const inputMode =
    described?.type === 'integer' ? 'numeric' : described?.type === 'decimal' ? 'decimal' : 'text'
  return <TextInput {...common} inputMode={inputMode} onChange={onText} />
}
