import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  head: { ...typographyStyles.subtitle2, margin: 0 },
  headRow: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: '12px',
    rowGap: '8px',
    flexWrap: 'wrap',
    minHeight: '32px',
  },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(250px, 1fr))',
    columnGap: '16px',
    rowGap: '16px',
    alignItems: 'start',
  },
  narrow: { gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))' },
  note: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2, margin: 0 },
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '12px 16px 16px',
    display: 'flex',
    flexDirection: 'column',
    rowGap: '12px',
  },
})

/** A part of a page under its own heading, 24 px from the next. */
export const Section = ({ title, actions, children }: { title?: string; actions?: ReactNode; children: ReactNode }) => {
  const styles = useStyles()
  return (
    <section className={styles.section} aria-label={title}>
      {title && (
        <div className={styles.headRow}>
          <h2 className={styles.head}>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}

/** Fields side by side where there is room, below each other where there is not. */
export const FieldGrid = ({ children, narrow }: { children: ReactNode; narrow?: boolean }) => {
  const styles = useStyles()
  return <div className={mergeClasses(styles.grid, narrow && styles.narrow)}>{children}</div>
}

export const Note = ({ children, id }: { children: ReactNode; id?: string }) => (
  <p className={useStyles().note} id={id}>
    {children}
  </p>
)

export const Card = ({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) => {
  const styles = useStyles()
  return (
    <div className={styles.card} role="group" aria-label={title}>
      <div className={styles.headRow}>
        <strong>{title}</strong>
        {actions}
      </div>
      {children}
    </div>
  )
}
