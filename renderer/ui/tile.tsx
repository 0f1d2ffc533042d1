import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { formatCount } from './format.ts'
import { StatusWord, type Tone } from './status-word.tsx'

const useStyles = makeStyles({
  tile: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '12px',
    minHeight: '96px',
    boxSizing: 'border-box',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
  },
  wide: { gridColumn: 'span 2' },
  title: { ...typographyStyles.caption1Strong, margin: 0, color: tokens.colorNeutralForeground2 },
  words: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '2px 12px', margin: 0, padding: 0, listStyleType: 'none' },
  word: { display: 'flex', minWidth: 0 },
  button: {
    justifyContent: 'flex-start',
    width: '100%',
    gap: '6px',
    padding: '2px 4px',
    margin: '0 -4px',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
  },
  count: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold, minWidth: '24px', textAlign: 'right' },
})

/** A box with a title around figures. */
export const Tile = ({ id, title, wide = false, children }: { id: string; title: string; wide?: boolean; children: ReactNode }) => {
  const styles = useStyles()
  return (
    <section className={mergeClasses(styles.tile, wide && styles.wide)} data-tile={id} aria-labelledby={`tile-${id}`}>
      <h2 className={styles.title} id={`tile-${id}`}>
        {title}
      </h2>
      {children}
    </section>
  )
}

/** Figures by state, each with its word, each opening its list. */
export const TileWords = ({ items }: { items: readonly { id: string; tone: Tone; word: string; count: number; onOpen: () => void }[] }) => {
  const styles = useStyles()
  return (
    <ul className={styles.words}>
      {items.map((item) => (
        <li key={item.id} className={styles.word}>
          <Button
            appearance="subtle"
            size="small"
            className={styles.button}
            data-figure={item.count}
            data-word={item.id}
            onClick={item.onOpen}
          >
            <span className={styles.count}>{formatCount(item.count)}</span>
            <StatusWord tone={item.tone}>{item.word}</StatusWord>
          </Button>
        </li>
      ))}
    </ul>
  )
}
