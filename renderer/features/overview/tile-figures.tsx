import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { Tile, TileEvent, TileFigure, TileSize } from '../../../preload/contract/dashboard.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatCount } from '../../ui/format.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'

const useStyles = makeStyles({
  body: { flexGrow: 1, minHeight: 0, minWidth: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' },
  small: { display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)', gap: '8px', margin: 0, padding: 0 },
  large: { flexDirection: 'column', alignItems: 'flex-start', gap: 0 },
  figure: { ...typographyStyles.title3, fontVariantNumeric: 'tabular-nums' },
  words: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, maxWidth: '100%' },
  rows: { display: 'grid', columnGap: '16px', margin: 0, padding: 0, minHeight: 0 },
  two: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  four: { gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))' },
  item: { display: 'flex', minWidth: 0 },
  button: {
    justifyContent: 'flex-start',
    width: '100%',
    minWidth: 0,
    gap: '8px',
    padding: '0 4px',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  row: { height: '24px' },
  counts: { display: 'flex', gap: '4px', flexShrink: 0 },
  short: { width: 'auto' },
  count: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold, minWidth: '36px', textAlign: 'right', flexShrink: 0 },
  clip: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  empty: { margin: '4px 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  more: { alignSelf: 'flex-start', fontSize: tokens.fontSizeBase200, minWidth: 0, padding: '0 4px' },
})

/** Lines of 24 pixels that fit beside the title in two rows of the board, by size. */
const lines: Record<Exclude<TileSize, 'S'>, number> = { M: 6, L: 12, W: 24 }

/** Nothing there is nothing to worry about: its icon says no more than that. */
const toneOf = (tone: NonNullable<TileFigure['tone']>, count: number): Tone => (count === 0 ? 'neutral' : tone)

const severityTones: Readonly<Record<TileEvent['severity'], Tone>> = { critical: 'critical', warning: 'warning', information: 'info' }

const text = (figure: TileFigure): string =>
  figure.of === null ? formatCount(figure.count) : t('{count} of {of}', { count: formatCount(figure.count), of: formatCount(figure.of) })

/** The numbers of a tile; each is a button that opens what it counted. Only the active tile's can be reached by Tab. */
export const TileFigures = ({
  tile,
  size,
  narrow,
  tabbable,
  onOpen,
  onEvent,
  onMore,
}: {
  tile: Tile
  size: TileSize
  /** The board has one slot: no room for two columns. */
  narrow: boolean
  tabbable: boolean
  onOpen: (figure: TileFigure) => void
  onEvent: (event: TileEvent) => void
  /** To the page that shows what does not fit. */
  onMore: (() => void) | null
}) => {
  const styles = useStyles()
  const { figures } = tile
  const button = (figure: TileFigure) => ({
    appearance: 'subtle' as const,
    tabIndex: tabbable ? 0 : -1,
    onClick: () => onOpen(figure),
    'data-figure': figure.id,
    'data-count': figure.count,
    title: figure.label,
  })
  const large = (figure: TileFigure) => (
    <Button key={figure.id} {...button(figure)} className={mergeClasses(styles.button, styles.large)}>
      <span className={styles.figure}>{text(figure)}</span>
      <span className={mergeClasses(styles.words, styles.clip)}>
        {figure.tone && figure.count > 0 ? <StatusWord tone={figure.tone}>{figure.label}</StatusWord> : figure.label}
      </span>
    </Button>
  )
  if (figures.length === 0)
    return (
      <div className={styles.body}>
        <p className={styles.empty}>{tile.empty ?? t('Nothing to count.')}</p>
      </div>
    )
  if (size === 'S')
    return (
      <div className={styles.body}>
        <div className={styles.small}>{figures.slice(0, 2).map(large)}</div>
      </div>
    )
  const { latest = [] } = tile
  if (latest.length > 0)
    return (
      <div className={styles.body}>
        <div className={styles.counts}>
          {figures.map((figure) => (
            <Button key={figure.id} {...button(figure)} size="small" className={mergeClasses(styles.button, styles.row, styles.short)}>
              <StatusWord tone={toneOf(figure.tone ?? 'neutral', figure.count)}>{text(figure)}</StatusWord>
              <span className="visually-hidden">{figure.label}</span>
            </Button>
          ))}
        </div>
        <ul className={mergeClasses('plain-list', styles.rows)}>
          {latest.map((event) => (
            <li key={event.id} className={styles.item}>
              <Button
                appearance="subtle"
                size="small"
                tabIndex={tabbable ? 0 : -1}
                className={mergeClasses(styles.button, styles.row)}
                title={event.name}
                data-event={event.id}
                onClick={() => onEvent(event)}
              >
                <span className={styles.clip}>
                  <StatusWord tone={severityTones[event.severity]}>{event.name}</StatusWord>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    )
  const headline = figures[0]?.tone === null ? figures[0] : null
  const rest = headline ? figures.slice(1) : figures
  const fits = (narrow ? lines.M : lines[size]) - (headline ? 2 : 0)
  const rows = rest.length > fits ? rest.slice(0, onMore ? fits - 1 : fits) : rest
  const columns = narrow || size === 'M' ? undefined : size === 'L' ? styles.two : styles.four
  return (
    <div className={styles.body}>
      {headline && large(headline)}
      <ul className={mergeClasses('plain-list', styles.rows, columns)}>
        {rows.map((figure) => (
          <li key={figure.id} className={styles.item}>
            <Button {...button(figure)} size="small" className={mergeClasses(styles.button, styles.row)}>
              <span className={styles.count}>{text(figure)}</span>
              <span className={styles.clip}>
                {figure.tone ? <StatusWord tone={toneOf(figure.tone, figure.count)}>{figure.label}</StatusWord> : figure.label}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {rows.length < rest.length && onMore && (
        <Button appearance="transparent" size="small" className={styles.more} tabIndex={tabbable ? 0 : -1} onClick={onMore}>
          {t('Show all')}
        </Button>
      )}
    </div>
  )
}
