'use client'

import { Checkbox, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { sayCount } from '#components/endpoints/say-figures.ts'
import type { FacetValue } from '#lib/delivery-log/count-facets.ts'
import classes from './facets.module.css'

export type FacetItem = {
  value: string
  /** For screen readers. */
  name: string
  text: ReactNode
  count: number
}

const SHOWN = 6

/** A value that is shown as it is. */
export const plainItem = ({ value, count }: FacetValue): FacetItem => ({
  value,
  name: value,
  text: value,
  count,
})

/** What is chosen stands there also where nothing of it is left. */
export const withChosen = (values: FacetValue[], chosen: readonly string[]): FacetValue[] => [
  ...values,
  ...chosen
    .filter((value) => !values.some((one) => one.value === value))
    .map((value) => ({ value, label: null, count: 0 })),
]

/** One facet: its values with their counts, any of which can be chosen. */
export function FacetGroup(props: {
  label: string
  items: FacetItem[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  const { label, items, chosen, onChange } = props
  const [isWhole, setWhole] = useState(false)
  if (items.length === 0) return null
  const shown = items.filter(({ value }, index) => isWhole || index < SHOWN || chosen.includes(value))
  const more = items.length - shown.length
  const toggle = (value: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, value] : chosen.filter((one) => one !== value))
  return (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{label}</legend>
      {shown.map(({ value, name, text, count }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={(event) => toggle(value, event.currentTarget.checked)}
          aria-label={`${name}, ${sayCount(count)}`}
          data-none={count === 0 || undefined}
          classNames={{
            root: classes.item,
            body: classes.body,
            labelWrapper: classes.wrapper,
            label: classes.line,
          }}
          label={
            <>
              <span className={classes.text}>{text}</span>
              <span className={classes.count}>{sayCount(count)}</span>
            </>
          }
        />
      ))}
      {more > 0 && (
        <UnstyledButton className={classes.more} onClick={() => setWhole(true)}>
          {more} more
        </UnstyledButton>
      )}
    </fieldset>
  )
}
