import { ActionIcon, Button, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './edit.module.css'
import type { AddedRow, DraftRow } from './edit-draft.ts'

type Errors = { nameError: string | null; valueError: string | null }

const KEPT = { secret: 'Secret: sent as it is', long: 'Too long to be shown: sent as it is' }

/** A parameter of the payload: changed, removed, or brought back to what it was. */
export function EditedParameter({
  row,
  first,
  onChange,
  nameError,
  valueError,
}: Errors & { row: DraftRow; first: DraftRow; onChange: (row: DraftRow) => void }) {
  const name = showText(first.name) || '(no name)'
  const isChanged = row.isRemoved || row.name !== first.name || row.value !== first.value
  return (
    <div className={classes.row} data-changed={isChanged || undefined}>
      {row.isRemoved ? (
        <s className={classes.removed}>{name}</s>
      ) : (
        <>
          <TextInput
            className={classes.name}
            aria-label={`Name of ${name}`}
            value={row.name}
            onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
            error={nameError}
          />
          {row.value === null && first.hidden !== null ? (
            <span className={classes.kept}>
              {KEPT[first.hidden]}
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`Replace the value of ${name}`}
                onClick={() => onChange({ ...row, value: '' })}
              >
                Replace
              </Button>
            </span>
          ) : (
            <Textarea
              className={classes.grow}
              aria-label={`Value of ${name}`}
              autosize
              minRows={1}
              maxRows={8}
              value={row.value ?? ''}
              onChange={(event) => onChange({ ...row, value: event.currentTarget.value })}
              error={valueError}
            />
          )}
        </>
      )}
      {isChanged && (
        <Tooltip label="As it was">
          <ActionIcon aria-label={`${name} as it was`} onClick={() => onChange(first)}>
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {!row.isRemoved && (
        <Tooltip label="Leave out">
          <ActionIcon aria-label={`Leave out ${name}`} onClick={() => onChange({ ...row, isRemoved: true })}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  )
}

/** A parameter that was not there; null takes it away again. */
export function AddedParameter({
  row,
  onChange,
  nameError,
  valueError,
}: Errors & { row: AddedRow; onChange: (row: AddedRow | null) => void }) {
  return (
    <div className={classes.row} data-changed>
      <TextInput
        className={classes.name}
        aria-label="Name of the added parameter"
        placeholder="NAME"
        autoFocus
        value={row.name}
        onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
        error={nameError}
      />
      <Textarea
        className={classes.grow}
        aria-label="Value of the added parameter"
        autosize
        minRows={1}
        maxRows={8}
        value={row.value}
        onChange={(event) => onChange({ ...row, value: event.currentTarget.value })}
        error={valueError}
      />
      <Tooltip label="Take away">
        <ActionIcon aria-label="Take the added parameter away" onClick={() => onChange(null)}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
