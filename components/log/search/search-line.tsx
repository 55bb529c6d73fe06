'use client'

import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { lastPart, parseLine, suggest } from './parse-line.ts'
import classes from './search-line.module.css'
import type { Terms } from './term.ts'

export type LinePill = { id: string; name: string | null; text: string; onRemove: () => void }

type Props<Key extends string> = {
  terms: Terms<Key>
  /** What the empty line says of itself. */
  placeholder: string
  /** What the list is narrowed to already. */
  pills: LinePill[]
  /** Values that are offered, by key. */
  known: Partial<Record<Key, readonly string[]>>
  /** Takes what was typed. */
  onSearch: (terms: Partial<Record<Key, string[]>>, search: string) => void
}

/**
 * One line to search by words and terms. What was typed is taken on Enter and becomes a pill; what is wrong is said and
 * stays to be mended.
 */
export function SearchLine<Key extends string>({ terms, placeholder, pills, known, onSearch }: Props<Key>) {
  const [line, setLine] = useState('')
  const [problems, setProblems] = useState<string[]>([])
  const field = useRef<HTMLInputElement>(null)
  // What was typed before the page came to life.
  useEffect(() => setLine((before) => before || (field.current?.value ?? '')), [])
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const part = lastPart(line)
  const suggestions = suggest(part, terms, known)

  const type = (text: string) => {
    setLine(text)
    setProblems([])
    combobox.openDropdown()
    combobox.resetSelectedOption()
  }
  const complete = (text: string) => {
    const isWhole = suggestions.find((one) => one.text === text)?.isWhole ?? false
    type(`${line.slice(0, line.length - part.length)}${text}${isWhole ? ' ' : ''}`)
  }
  const take = () => {
    if (line.trim() === '') return
    const parsed = parseLine(line, terms)
    setProblems(parsed.problems)
    combobox.closeDropdown()
    if (parsed.problems.length > 0) return
    onSearch(parsed.terms, parsed.search)
    setLine('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const isChosen = combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0
    if (event.key === 'Enter' && !isChosen) {
      event.preventDefault()
      take()
    }
    if (event.key === 'Tab' && combobox.dropdownOpened && part !== '' && suggestions[0] && !event.shiftKey) {
      event.preventDefault()
      complete(suggestions[0].text)
    }
    if (event.key === 'Backspace' && line === '') pills.at(-1)?.onRemove()
    if (event.key === 'Escape' && !combobox.dropdownOpened) event.currentTarget.blur()
  }

  return (
    <search className={classes.search}>
      <Combobox store={combobox} onOptionSubmit={complete} radius="md" position="bottom-start">
        <Combobox.DropdownTarget>
          <PillsInput
            size="sm"
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            error={problems.length > 0}
            className={classes.line}
          >
            <Pill.Group>
              {pills.map(({ id, name, text, onRemove }) => (
                <Pill
                  key={id}
                  withRemoveButton
                  onRemove={onRemove}
                  removeButtonProps={{
                    'aria-label': `Remove ${name ?? 'words'} ${text}`,
                    tabIndex: 0,
                    'aria-hidden': false,
                  }}
                  className={classes.pill}
                >
                  {name && <strong>{name}:</strong>}
                  {text}
                </Pill>
              ))}
              <Combobox.EventsTarget withAriaAttributes={false}>
                <PillsInput.Field
                  ref={field}
                  inputMode="search"
                  role="combobox"
                  aria-label="Search"
                  aria-expanded={combobox.dropdownOpened && suggestions.length > 0}
                  aria-autocomplete="list"
                  aria-controls={combobox.dropdownOpened ? (combobox.listId ?? undefined) : undefined}
                  aria-invalid={problems.length > 0}
                  aria-describedby={problems.length > 0 ? 'search-problems' : undefined}
                  data-search-line=""
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={pills.length > 0 ? 'Add words, or a term such as licence:1520' : placeholder}
                  value={line}
                  onChange={(event) => type(event.currentTarget.value)}
                  onFocus={() => combobox.openDropdown()}
                  onBlur={() => combobox.closeDropdown()}
                  onKeyDown={onKeyDown}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={suggestions.length === 0} className={classes.dropdown}>
          <Combobox.Options aria-label="How it can go on">
            {suggestions.map(({ text, about }) => (
              <Combobox.Option value={text} key={text} className={classes.option}>
                <code>{text}</code> <span className={classes.about}>{about}</span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <div role="alert" id="search-problems">
        {problems.length > 0 && (
          <ul className={classes.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
            <li className={classes.kept}>The list is as it was.</li>
          </ul>
        )}
      </div>
    </search>
  )
}
