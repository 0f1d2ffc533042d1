import { makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import type { ItemActionStore } from './item-action-store.ts'
import { useFormats } from './use-format.ts'

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '8px 12px',
    borderLeft: `3px solid ${tokens.colorPaletteMarigoldBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  figure: { fontWeight: tokens.fontWeightSemibold },
})

/** What this failover would lose, before it is done: minutes and bytes. */
export const LossLine = observer(function LossLine({ store, shutdown = false }: { store: ItemActionStore; shutdown?: boolean }) {
  const styles = useStyles()
  const formats = useFormats()
  const { losses } = store
  if (losses === null) return null
  const loss = t('{span} and {bytes}', { span: minutes(losses.worstMs), bytes: formats.bytes(losses.bytes) })
  return (
    <div className={styles.box} role="status" data-loss={losses.worstMs}>
      {losses.items > 0 && (
        <span className={styles.figure}>
          {shutdown ? t('Nothing is lost when the shutdown works. Otherwise up to {loss}.', { loss }) : t('Lost: {loss}.', { loss })}
        </span>
      )}
      {losses.items > 1 && <span>{t('Minutes of the machine that loses most, bytes of all together.')}</span>}
      {losses.oldestStampMs !== null && losses.items === 1 && (
        <span>
          {shutdown
            ? t('It then starts as it was on {time}.', { time: formats.time(losses.oldestStampMs) })
            : t('The machine starts as it was on {time}.', { time: formats.time(losses.oldestStampMs) })}
        </span>
      )}
      {losses.noApp > 0 && (
        <span>
          {t(
            '{n, plural, one {# machine has} other {# machines have}} no application-consistent point. The newest crash-consistent one is used.',
            { n: losses.noApp },
          )}
        </span>
      )}
      {losses.without > 0 && (
        <span>{t('{n, plural, one {# machine has} other {# machines have}} no recovery point.', { n: losses.without })}</span>
      )}
    </div>
  )
})

/** Minutes, with one decimal below ten: what a loss is agreed in. */
const minutes = (ms: number): string => {
  const value = ms / 60_000
  return t('{n} min', { n: value === 0 || value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1) })
}
