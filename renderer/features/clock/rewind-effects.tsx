import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { LabMoment, RewindPreview } from '../../../preload/contract/clock.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { LabZone } from '../../app/use-zone.ts'
import { formatCount, formatDuration } from '../../ui/format.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  lead: { ...typographyStyles.body1Strong, margin: 0 },
  head: { ...typographyStyles.caption1Strong, margin: '4px 0 0' },
  list: { margin: 0, paddingLeft: '20px' },
  scroll: { maxHeight: '124px', overflowY: 'auto' },
})

type Names = RewindPreview['itemsGone']

const named = ({ total, names }: Names): string => {
  const some = names.slice(0, 8)
  const rest = total - some.length
  return rest > 0 ? t('{names} and {rest} more', { names: some.join(', '), rest: formatCount(rest) }) : some.join(', ')
}

/** What going back takes back, line by line, and what stays. */
export const RewindEffects = ({ preview, zone }: { preview: RewindPreview; zone: LabZone }) => {
  const styles = useStyles()
  const lists: readonly [Names, (names: string) => string][] = [
    [preview.itemsGone, (names) => t('Not protected any more: {names}.', { names })],
    [preview.itemsBack, (names) => t('Protected again: {names}.', { names })],
    [preview.plansGone, (names) => t('Recovery plans that go: {names}.', { names })],
    [preview.plansBack, (names) => t('Recovery plans that come back: {names}.', { names })],
    [preview.plansChanged, (names) => t('Recovery plans as they were then: {names}.', { names })],
  ]
  const counts: readonly (readonly [number, string])[] = [
    [preview.jobs, plural(preview.jobs, 'job')],
    [preview.events, plural(preview.events, 'event')],
    [preview.planRuns, t('{n, plural, one {# run of a recovery plan} other {# runs of recovery plans}}', { n: preview.planRuns })],
    [preview.notes, plural(preview.notes, 'note')],
  ]
  const gone = counts.filter(([count]) => count > 0).map(([, words]) => words)
  return (
    <section className={styles.root} aria-label={t('What the rewind does')} data-rewind-to={preview.toMs}>
      <p className={styles.lead}>
        {t('{span} back, to {time}.', { span: formatDuration(preview.nowMs - preview.toMs), time: zone.show(preview.toMs) })}
      </p>
      <h3 className={styles.head}>{t('Taken back')}</h3>
      <ul className={styles.list} data-rewind="taken">
        <li>
          {t('{n, plural, =0 {No action on replication} one {# action on replication} other {# actions on replication}}', {
            n: preview.actions.total,
          })}
        </li>
        {gone.length > 0 && <li>{gone.join(', ')}</li>}
        {lists
          .filter(([{ total }]) => total > 0)
          .map(([list, words]) => {
            const text = words(named(list))
            return <li key={text}>{text}</li>
          })}
      </ul>
      {preview.actions.total > 0 && (
        <Lines label={t('Actions that are taken back')} rows={preview.actions.rows} total={preview.actions.total} zone={zone} />
      )}
      <h3 className={styles.head}>{t('Stays')}</h3>
      <ul className={styles.list} data-rewind="stays">
        <li>
          {preview.stays.total === 0
            ? t('Inventory, imports and settings, which nobody changed since then')
            : t('Inventory, imports and settings, with {n, plural, one {# change} other {# changes}} since then', {
                n: preview.stays.total,
              })}
        </li>
        <li>{t('The time that is left, as a branch to read and to compare')}</li>
      </ul>
      {preview.stays.total > 0 && (
        <Lines label={t('Changes that stay')} rows={preview.stays.rows} total={preview.stays.total} zone={zone} />
      )}
    </section>
  )
}

const Lines = ({ label, rows, total, zone }: { label: string; rows: readonly LabMoment[]; total: number; zone: LabZone }) => {
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <ul className={styles.list}>
        {rows.map((row, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their order
          <li key={n}>
            {zone.show(row.atMs)} {row.text}
          </li>
        ))}
        {total > rows.length && <li>{t('And {n} more', { n: formatCount(total - rows.length) })}</li>}
      </ul>
    </div>
  )
}
