import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { useZone } from '../../app/use-zone.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { InstantFields } from '../../ui/instant-fields.tsx'
import { instantOfFields, wallFields } from '../../ui/zoned-time.ts'
import { type TabProps, useTabStyles } from './tab-parts.ts'

const useStyles = makeStyles({
  chain: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '8px' },
  why: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '880px' },
  at: { display: 'flex', flexDirection: 'column', gap: '8px', borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: '12px' },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
})

/** From the figure down to what decides it, now or at an instant of the past. */
export const WhyTab = observer(function WhyTab({ store }: TabProps) {
  const root = useRoot()
  const styles = useStyles()
  const { head, source } = useTabStyles()
  const zone = useZone()
  const { why, whyError, atMs } = store
  const nowMs = root.clock.nowMs ?? 0
  const [fields, setFields] = useState(() => wallFields(atMs ?? nowMs, zone.id))
  const [fault, setFault] = useState<string | null>(null)
  const look = (): void => {
    const wanted = instantOfFields(fields, zone.id)
    setFault(wanted === null ? t('Enter a date and a time that exist in this time zone.') : null)
    if (wanted !== null) void store.explainAt(Math.min(wanted, nowMs))
  }
  return (
    <section aria-label={t('Why')} className={styles.why} data-why-at={atMs ?? 'now'}>
      <div>
        <h2 className={head}>{why ? why.summary : t('Why')}</h2>
        <p className={source}>
          {why === null
            ? null
            : atMs === null
              ? t('Now, {time}', { time: zone.show(why.atMs) })
              : t('At {time}', { time: zone.show(why.atMs) })}
        </p>
      </div>
      {whyError && <ErrorBar intent="info" message={whyError.message} remedy={whyError.remedy ?? null} code={whyError.code} />}
      {why && (
        <ol className={styles.chain}>
          {why.chain.map((line) => (
            <li key={line.code} data-why={line.code}>
              {line.text}
              {line.source && <div className={source}>{line.source}</div>}
            </li>
          ))}
        </ol>
      )}
      <form
        className={styles.at}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <InstantFields value={fields} zone={zone.words} error={fault} onChange={setFields} />
        <div className={styles.buttons}>
          <Button type="submit">{t('Explain this instant')}</Button>
          {atMs !== null && <Button onClick={() => void store.explainAt(null)}>{t('Now')}</Button>}
          <Button appearance="subtle" onClick={() => root.navigation.openPage('settings', 'page:model')}>
            {t('Numbers of the model')}
          </Button>
        </div>
      </form>
    </section>
  )
})
