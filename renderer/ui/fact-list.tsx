import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))',
    columnGap: '24px',
    rowGap: '2px',
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  pair: { display: 'flex', minHeight: '24px', alignItems: 'center', gap: '8px', minWidth: 0 },
  top: { alignItems: 'flex-start', paddingTop: '4px' },
  label: { width: '136px', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  value: { margin: 0, minWidth: 0, flexGrow: 1, overflowWrap: 'anywhere' },
})

export interface FactItem {
  id: string
  label: string
  value: ReactNode
  /** Where the value came from. */
  title?: string | null
  /** The value has several lines: its label stands beside the first. */
  top?: boolean
}

/** Labels and values in as many columns as fit. */
export const FactList = ({ facts }: { facts: readonly FactItem[] }) => {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {facts.map((fact) => (
        <div key={fact.id} className={mergeClasses(styles.pair, fact.top && styles.top)}>
          <dt className={styles.label}>{fact.label}</dt>
          <dd className={styles.value} {...(fact.title ? { title: fact.title } : {})}>
            {fact.value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
