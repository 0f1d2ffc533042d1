import { makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { LabMoment } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { useZone } from '../../app/use-zone.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantFields } from '../../ui/instant-fields.tsx'
import { type PickColumn, PickList } from '../../ui/pick-list.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { instantOfFields, wallFields } from '../../ui/zoned-time.ts'
import { RewindEffects } from './rewind-effects.tsx'
import { type MomentKinds, RewindStore } from './rewind-store.ts'

const useStyles = makeStyles({
  columns: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))', gap: '16px', alignItems: 'start' },
  pane: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  search: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 140px', gap: '12px' },
  list: { height: '340px', display: 'flex', flexDirection: 'column', minHeight: 0 },
  none: { color: tokens.colorNeutralForeground2, margin: 0 },
})

const tones = { information: 'info', warning: 'warning', critical: 'critical' } as const

/** What happened, newest first; the clock goes back to just before the chosen one, or to an instant that is typed. */
export const RewindDialog = observer(function RewindDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const zone = useZone()
  const [store] = useState(() => new RewindStore(root.api, root.clock.state?.beginMs ?? 0))
  const [fields, setFields] = useState(() => wallFields(root.clock.nowMs ?? 0, zone.id))
  const [typed, setTyped] = useState(false)
  useEffect(() => void store.moments.reload(), [store])
  const { toMs } = store
  useEffect(() => {
    if (toMs !== null && !typed) setFields(wallFields(toMs, zone.id))
  }, [toMs, typed, zone.id])

  const columns: PickColumn<LabMoment>[] = [
    { id: 'time', label: t('Time'), width: '136px', cell: (row) => zone.show(row.atMs) },
    {
      id: 'kind',
      label: t('Kind'),
      width: '104px',
      cell: (row) =>
        row.kind === 'action' ? (
          t('Action')
        ) : row.kind === 'job' ? (
          t('Job')
        ) : (
          <StatusWord tone={tones[row.severity ?? 'information']}>{t('Event')}</StatusWord>
        ),
    },
    { id: 'text', label: t('What'), width: 'minmax(0, 1fr)', cell: (row) => <span title={row.text}>{row.text}</span> },
  ]
  const submit = async (): Promise<void> => {
    const state = await store.rewind()
    if (state === null) return
    root.clock.take(state)
    closeDialog()
    void root.refresh()
    root.notifications.push({
      intent: 'success',
      title: t('The clock went back to {time}.', { time: zone.show(state.nowMs) }),
      body: t('What came after is kept as a branch.'),
      actions: [{ label: t('Open branches'), run: () => root.navigation.openPage('settings', 'page:branches') }],
    })
  }
  const { moments, preview, error } = store
  const fault = typed && toMs === null ? t('Enter a date and a time that exist in this time zone.') : null
  return (
    <FormDialog
      name="rewind"
      title={t('Rewind')}
      deed={t('Rewind')}
      error={error}
      busy={preview === null || store.busy}
      wide
      onSubmit={() => void submit()}
      onClose={closeDialog}
    >
      <div className={styles.columns}>
        <div className={styles.pane}>
          <div className={styles.search}>
            <TextField label={t('Filter')} value={store.filter} onChange={store.setFilter} placeholder={t('Text or machine')} />
            <SelectField
              label={t('Show')}
              value={store.kinds}
              onChange={(kinds) => store.setKinds(kinds as MomentKinds)}
              options={[
                { value: 'all', label: t('All') },
                { value: 'action', label: t('Actions') },
                { value: 'job', label: t('Jobs') },
                { value: 'event', label: t('Events') },
              ]}
            />
          </div>
          <div className={styles.list} data-ready={moments.loaded}>
            {moments.loaded && moments.total === 0 ? (
              <p className={styles.none}>
                {store.filter === '' ? t('Nothing has happened yet. You can still type an instant.') : t('Nothing matches this filter.')}
              </p>
            ) : (
              <PickList
                label={t('Go back to just before')}
                columns={columns}
                rowCount={moments.total}
                rowAt={moments.at}
                chosen={store.chosen}
                onChoose={(index) => {
                  setTyped(false)
                  store.choose(index)
                }}
                onVisible={moments.see}
              />
            )}
          </div>
        </div>
        <div className={styles.pane}>
          <InstantFields
            value={fields}
            zone={zone.words}
            error={fault}
            onChange={(value) => {
              setTyped(true)
              setFields(value)
              store.type(instantOfFields(value, zone.id))
            }}
          />
          {preview === null ? (
            <p className={styles.none}>
              {t('Choose what to go back to, or type an instant. Then this says what is taken back and what stays.')}
            </p>
          ) : (
            <RewindEffects preview={preview} zone={zone} />
          )}
        </div>
      </div>
    </FormDialog>
  )
})
