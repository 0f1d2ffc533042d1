import { Button, Field, Input, Link, makeStyles, Select, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { ModelSetting } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'
import { shownValue, typedUnit } from './model-numbers.ts'
import { ModelStore } from './model-store.ts'

const useStyles = makeStyles({
  root: { overflowY: 'auto', flexGrow: 1, padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', gap: '16px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', flexWrap: 'wrap' },
  hint: { margin: 0, maxWidth: '880px', color: tokens.colorNeutralForeground2 },
  title: { ...typographyStyles.subtitle2, margin: '0 0 4px' },
  scroll: { overflowX: 'auto', maxWidth: '1080px' },
  table: { tableLayout: 'fixed', minWidth: '860px' },
  what: { width: '34%', whiteSpace: 'normal' },
  note: { color: tokens.colorNeutralForeground2 },
  value: { width: '196px' },
  source: { width: '250px' },
  pair: { display: 'flex', alignItems: 'center', gap: '6px' },
  input: { width: '112px', minWidth: 0 },
  choice: { minWidth: '140px' },
  narrow: { width: '104px' },
})

const groups: readonly { id: ModelSetting['group']; title: string }[] = [
  { id: 'seed', title: t('Chance') },
  { id: 'health', title: t('Health thresholds') },
  { id: 'rates', title: t('Rates') },
  { id: 'initial', title: t('Initial replication') },
  { id: 'resync', title: t('Resynchronization') },
  { id: 'jobs', title: t('Durations of jobs') },
  { id: 'fixed', title: t('Documented, or set elsewhere') },
]

const sources: Readonly<Record<ModelSetting['source'], { words: (refs: string) => string; tone: Tone }>> = {
  documented: { words: (refs) => t('Documented by Microsoft, {refs}', { refs }), tone: 'success' },
  community: { words: (refs) => t('Community sources, {refs}', { refs }), tone: 'info' },
  ours: { words: (refs) => t('Ours, {refs}', { refs }), tone: 'neutral' },
}

const Source = ({ source, refs }: Pick<ModelSetting, 'source' | 'refs'>) => (
  <StatusWord tone={sources[source].tone}>{sources[source].words(refs)}</StatusWord>
)

/** Settings, Model: what the simulation counts with, whose word each number is, and the ones that may be changed. */
export const ModelView = observer(function ModelView() {
  const root = useRoot()
  const styles = useStyles()
  const table = useTableStyles()
  const [store] = useState(() => new ModelStore(root.api, root.notifications))
  const revision = root.lab.info?.branch
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after a rewind
  useEffect(() => void store.load(), [store, revision])
  useEffect(() => root.onRefreshed(() => store.load()), [store, root])
  const writable = root.lab.canWrite
  const { model, error, changed } = store
  return (
    <div className={styles.root} data-screen="settings-model" data-ready={model !== null || error !== null}>
      <div className={styles.head}>
        <PageHeading>{t('Model')}</PageHeading>
        <Button
          size="small"
          disabledFocusable={changed.length === 0 || writable !== true}
          onClick={() => void store.reset(changed)}
          data-model-reset
        >
          {t('Reset all')}
        </Button>
      </div>
      <p className={styles.hint}>
        {t('The simulation counts with these numbers. A change holds from the present instant of the lab on and is a job of its history.')}{' '}
        <Link onClick={() => root.openList('protectedItems')}>{t('Open an item: Why tells which of them decide its RPO.')}</Link>
      </p>
      {writable !== true && <ErrorBar intent="info" message={writable} />}
      {error && <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />}
      {model &&
        groups.map(({ id, title }) => (
          <section key={id} aria-label={title}>
            <h2 className={styles.title}>{title}</h2>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <div className={styles.scroll} tabIndex={0} role="group" aria-label={title}>
              <table className={`${table.table} ${styles.table}`} aria-label={title}>
                <thead>
                  <tr>
                    <th scope="col" className={`${table.head} ${styles.what}`}>
                      {t('Setting')}
                    </th>
                    <th scope="col" className={`${table.head} ${styles.value}`}>
                      {t('Value')}
                    </th>
                    <th scope="col" className={`${table.head} ${styles.narrow}`}>
                      {t('Default')}
                    </th>
                    <th scope="col" className={table.head}>
                      {t('Source')}
                    </th>
                    <th scope="col" className={`${table.head} ${styles.narrow}`}>
                      <span className="visually-hidden">{t('Reset')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {model.settings
                    .filter((setting) => setting.group === id)
                    .map((setting) => (
                      <Row key={setting.id} store={store} setting={setting} writable={writable === true} />
                    ))}
                </tbody>
              </table>
            </div>
          </section>
        ))}
      {model && (
        <section aria-label={t('Assumptions in force')}>
          <h2 className={styles.title}>{t('Assumptions in force')}</h2>
          <div className={styles.scroll}>
            <table className={`${table.table} ${styles.table}`} aria-label={t('Assumptions in force')}>
              <tbody>
                {model.assumptions.map((each) => (
                  <tr key={each.id}>
                    <td className={table.cell}>{each.text}</td>
                    <td className={`${table.cell} ${styles.source}`}>
                      <Source source={each.source} refs={each.refs} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </div>
  )
})

const Row = observer(function Row({ store, setting, writable }: { store: ModelStore; setting: ModelSetting; writable: boolean }) {
  const styles = useStyles()
  const table = useTableStyles()
  const editable = setting.locked === null
  return (
    <tr data-setting={setting.id}>
      <th scope="row" className={`${table.cell} ${table.rowHead} ${styles.what}`}>
        <div>{setting.label}</div>
        <div className={styles.note}>{setting.locked ? `${setting.note} ${setting.locked}` : setting.note}</div>
      </th>
      <td className={table.cell}>
        {editable ? <Editor store={store} setting={setting} writable={writable} /> : shownValue(setting, setting.value)}
      </td>
      <td className={table.cell}>{setting.id === 'seed' ? '-' : shownValue(setting, setting.initial)}</td>
      <td className={table.cell}>
        <Source source={setting.source} refs={setting.refs} />
      </td>
      <td className={table.cell}>
        {editable && setting.id !== 'seed' && setting.value !== setting.initial && (
          <Button
            size="small"
            disabledFocusable={!writable}
            aria-label={t('Reset {label}', { label: setting.label })}
            onClick={() => void store.reset([setting])}
          >
            {t('Reset')}
          </Button>
        )}
      </td>
    </tr>
  )
})

const Editor = observer(function Editor({ store, setting, writable }: { store: ModelStore; setting: ModelSetting; writable: boolean }) {
  const styles = useStyles()
  const fault = store.fault(setting.id)
  const { words } = typedUnit(setting)
  const state = fault === null ? {} : { validationState: 'error' as const, validationMessage: fault }
  if (setting.unit === 'choice')
    return (
      <Field {...state}>
        <Select
          size="small"
          className={styles.choice}
          aria-label={setting.label}
          disabled={!writable}
          value={String(setting.value)}
          onChange={(_, data) => void store.choose(setting, Number(data.value))}
        >
          {setting.choices.map((choice, n) => (
            <option key={choice} value={n}>
              {choice}
            </option>
          ))}
        </Select>
      </Field>
    )
  return (
    <Field {...state}>
      <span className={styles.pair}>
        <Input
          size="small"
          className={styles.input}
          type={setting.unit === 'minuteOfDay' ? 'time' : 'text'}
          inputMode="decimal"
          aria-label={words === '' ? setting.label : t('{label}, in {words}', { label: setting.label, words })}
          readOnly={!writable}
          value={store.text(setting)}
          onChange={(_, data) => store.type(setting.id, data.value)}
          onBlur={() => void store.keep(setting)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void store.keep(setting)
          }}
        />
        {words}
      </span>
    </Field>
  )
})
