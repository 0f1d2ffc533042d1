import { Button, Input, makeStyles, mergeClasses, Tag, tokens } from '@fluentui/react-components'
import { Dismiss16Regular, Filter16Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { t } from '../../../preload/contract/words.ts'
import type { FilterStore } from './filter-store.ts'

const useStyles = makeStyles({
  root: { position: 'relative', flexGrow: 1, maxWidth: '560px', minWidth: '220px' },
  input: { width: '100%' },
  list: {
    position: 'absolute',
    top: '34px',
    left: 0,
    minWidth: '100%',
    zIndex: 10,
    padding: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    maxHeight: '320px',
    overflowY: 'auto',
    fontSize: tokens.fontSizeBase200,
  },
  option: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '24px',
    minHeight: '28px',
    alignItems: 'center',
    padding: '0 8px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
  },
  chosen: { backgroundColor: tokens.colorSubtleBackgroundSelected, outline: `1px solid ${tokens.colorNeutralStroke1}` },
  hint: { color: tokens.colorNeutralForeground2 },
  fault: { padding: '4px 16px 8px', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground1 },
  faultText: { color: tokens.colorStatusDangerForeground3 },
  where: { fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'pre', display: 'block', overflowX: 'auto', marginTop: '2px' },
  mark: { color: tokens.colorStatusDangerForeground3, fontWeight: tokens.fontWeightBold },
  chips: { display: 'flex', flexWrap: 'wrap', gap: '4px', padding: '0 16px 8px', alignItems: 'center' },
  chip: { maxWidth: '420px' },
})

export const FilterBox = observer(function FilterBox({ filter, onLeave }: { filter: FilterStore; onLeave: () => void }) {
  const styles = useStyles()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  const { completion } = filter

  useEffect(() => {
    if (filter.focusAsked === 0) return
    input.current?.focus()
    input.current?.select()
  }, [filter.focusAsked])
  useEffect(() => {
    if (caret.current === null) return
    input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  const take = (index?: number): void => {
    caret.current = filter.take(index)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const at = event.currentTarget.selectionStart ?? filter.text.length
    if (event.key === 'ArrowDown') {
      if (completion) filter.choose(1)
      else filter.suggest(at)
    } else if (event.key === 'ArrowUp' && completion) filter.choose(-1)
    else if (event.key === 'Tab' && completion && !event.shiftKey) take()
    else if (event.key === 'Enter') void filter.apply()
    else if (event.key === 'Escape') {
      if (completion) filter.closeSuggestions()
      else if (filter.text === '' && filter.applied === '') onLeave()
      else void filter.clear()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.root} data-tour="filter">
      <Input
        ref={input}
        className={styles.input}
        size="medium"
        role="combobox"
        aria-label={t('Filter')}
        aria-autocomplete="list"
        aria-expanded={completion !== null}
        {...(completion ? { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${filter.choice}` } : {})}
        aria-invalid={filter.fault !== null}
        {...(filter.fault ? { 'aria-describedby': `${id}-fault` } : {})}
        placeholder={t('Filter: name, field:value')}
        spellCheck={false}
        contentBefore={<Filter16Regular />}
        contentAfter={
          filter.text === '' && filter.applied === '' ? undefined : (
            <Button
              appearance="transparent"
              size="small"
              aria-label={t('Clear filter')}
              icon={<Dismiss16Regular />}
              onClick={() => {
                void filter.clear()
                input.current?.focus()
              }}
            />
          )
        }
        value={filter.text}
        onChange={(event, data) => filter.type(data.value, event.target.selectionStart ?? data.value.length)}
        onKeyDown={onKeyDown}
        onBlur={() => filter.closeSuggestions()}
      />
      {completion && (
        <div id={`${id}-list`} role="listbox" aria-label={t('Proposals')} className={styles.list}>
          {completion.options.map((option, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box holds the focus and handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
            <div
              key={option.insert}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === filter.choice}
              className={mergeClasses(styles.option, i === filter.choice && styles.chosen)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                take(i)
                input.current?.focus()
              }}
            >
              <span translate="no">{option.label}</span>
              <span className={styles.hint}>{option.hint}</span>
            </div>
          ))}
        </div>
      )}
      {filter.fault && <span id={`${id}-fault`} hidden>{`${filter.fault.message} ${filter.fault.remedy ?? ''}`}</span>}
    </div>
  )
})

/** Under the box: the fault with the character that it is about. */
export const FilterFault = observer(function FilterFault({ filter }: { filter: FilterStore }) {
  const styles = useStyles()
  const { fault } = filter
  if (!fault) return null
  const at = Number(fault.at?.character ?? Number.NaN)
  const spot = Number.isFinite(at) ? Math.max(0, Math.min(filter.text.length, at)) : null
  return (
    <div role="alert" className={styles.fault} data-filter-fault={at}>
      <span className={styles.faultText}>{fault.message}</span> {fault.remedy}
      {spot !== null && (
        <code className={styles.where} aria-hidden>
          {filter.text}
          {'\n'}
          {' '.repeat(spot)}
          <span className={styles.mark}>^</span>
        </code>
      )}
    </div>
  )
})

export const FilterChips = observer(function FilterChips({ filter }: { filter: FilterStore }) {
  const styles = useStyles()
  if (filter.chips.length === 0) return null
  return (
    <ul aria-label={t('Applied filter')} className={mergeClasses(styles.chips, 'plain-list')}>
      {filter.chips.map((chip) => (
        <li key={chip.label}>
          <Tag
            as="button"
            size="small"
            translate="no"
            className={styles.chip}
            dismissible
            dismissIcon={{ 'aria-hidden': true }}
            aria-label={t('Remove {label}', { label: chip.label })}
            onClick={() => void filter.apply(chip.without)}
          >
            {chip.label}
          </Tag>
        </li>
      ))}
    </ul>
  )
})
