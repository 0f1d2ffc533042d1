import { makeStyles, Tab, TabList } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'

const useStyles = makeStyles({
  // As tall as its tabs whatever stands around it; what has no room is scrolled to, by keys too.
  strip: { flexShrink: 0, minWidth: 0, maxWidth: '100%', overflowX: 'auto', overflowY: 'hidden', scrollbarWidth: 'thin' },
  tab: { flexShrink: 0 },
})

interface Props<Id extends string> {
  /** What the parts are parts of, for screen readers. */
  label: string
  tabs: readonly { id: Id; title: string }[]
  selected: Id
  /** Its ids are `<base>-tab-<id>`; the panel's is `<base>-panel`. */
  base: string
  size?: 'small' | 'medium'
  onSelect: (id: Id) => void
}

/** The parts of one thing as tabs in one line; the chosen one is always in sight. */
export const PartTabs = <Id extends string>({ label, tabs, selected, base, size = 'medium', onSelect }: Props<Id>) => {
  const styles = useStyles()
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const line = strip.current
    if (line === null) return
    // Also when the line becomes narrower, as zooming makes it.
    const watch = new ResizeObserver(() => {
      line.querySelector(`#${CSS.escape(`${base}-tab-${selected}`)}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    watch.observe(line)
    return () => watch.disconnect()
  }, [base, selected])
  return (
    <TabList
      ref={strip}
      className={styles.strip}
      size={size}
      selectedValue={selected}
      onTabSelect={(_, data) => onSelect(data.value as Id)}
      aria-label={label}
    >
      {tabs.map(({ id, title }) => (
        <Tab key={id} value={id} id={`${base}-tab-${id}`} className={styles.tab} aria-controls={`${base}-panel`}>
          {title}
        </Tab>
      ))}
    </TabList>
  )
}
