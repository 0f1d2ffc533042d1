import { Button, Checkbox, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useEffect, useRef } from 'react'
import type { ConnectStep } from '../../../preload/contract/connect.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField } from '../../ui/field.tsx'
import { type FormatContext, formatLabTime, formatWallTime } from '../../ui/format.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'
import type { ConnectStore } from './connect-store.ts'

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '124px minmax(0, 1fr) auto',
    columnGap: '12px',
    alignItems: 'start',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  text: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  what: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, color: tokens.colorNeutralForeground1 },
  box: { marginLeft: '-8px' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  how: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0 },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground1 },
  acts: { display: 'flex', gap: '4px', alignItems: 'flex-start', flexWrap: 'wrap' },
  form: { display: 'flex', flexDirection: 'column', gap: '8px', maxWidth: '560px', paddingTop: '4px' },
  row: { display: 'flex', gap: '8px' },
})

const states = (): Record<ConnectStep['state'], readonly [Tone, string]> => ({
  done: ['success', t('Done')],
  'not-needed': ['neutral', t('Not needed')],
  open: ['scheduled', t('Open')],
  failed: ['warning', t('Not met')],
  waiting: ['waiting', t('Waiting')],
})

/** A line: what to do, why, how; its evidence; and what a person can say about it. */
export const ConnectLine = observer(function ConnectLine({
  store,
  list,
  step,
  context,
}: {
  store: ConnectStore
  list: string
  step: ConnectStep
  context: FormatContext
}) {
  const root = useRoot()
  const styles = useStyles()
  const writable = root.lab.canWrite === true
  const { writing } = store
  const open = writing !== null && writing.list === list && writing.step === step.id
  const [tone, word] = states()[step.state]
  const tickable = writable && step.state !== 'waiting'
  const opener = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    store.write(null)
    opener.current?.focus()
  }
  const write = (verdict: 'done' | 'not-needed'): void => store.write({ list, step: step.id, verdict, note: step.tick?.note ?? '' })
  return (
    <li className={styles.line} data-step={step.id} data-state={step.state}>
      <StatusWord tone={tone}>{word}</StatusWord>
      <div className={styles.text}>
        {step.automatic || !tickable ? (
          <span className={styles.what}>{step.text}</span>
        ) : (
          <Checkbox
            className={styles.box}
            label={step.text}
            checked={step.state === 'done'}
            onChange={(_, data) => void store.set(step.id, data.checked === true)}
          />
        )}
        <span className={styles.quiet}>{step.reason}</span>
        {step.finding && <span data-finding>{t('Found: {finding}', { finding: step.finding })}</span>}
        {step.how && (
          <span className={styles.how}>
            <code className={styles.code}>{step.how}</code>
            <Button
              size="small"
              appearance="subtle"
              icon={<CopyRegular />}
              aria-label={t('Copy the command: {text}', { text: step.text })}
              onClick={() => void root.copy(step.how ?? '', t('The command'))}
            />
          </span>
        )}
        {step.tick && (
          <span className={styles.quiet} data-evidence>
            {t('{actor}, {lab} lab, {wall}', {
              actor: step.tick.actor,
              lab: formatLabTime(step.tick.labMs, context),
              wall: formatWallTime(step.tick.wallMs, context.locale),
            })}
            {step.tick.note === '' ? '' : `: ${step.tick.note}`}
          </span>
        )}
        {open && <NoteForm store={store} onClose={close} />}
      </div>
      {tickable && (
        <div className={styles.acts}>
          {!step.automatic && (
            <Button
              ref={opener}
              size="small"
              appearance="subtle"
              aria-label={t('Note on: {text}', { text: step.text })}
              onClick={() => write('done')}
            >
              {t('Note')}
            </Button>
          )}
          {step.tick === null && step.state !== 'done' && (
            <Button
              {...(step.automatic ? { ref: opener } : {})}
              size="small"
              appearance="subtle"
              aria-label={t('Not needed: {text}', { text: step.text })}
              onClick={() => write('not-needed')}
            >
              {t('Not needed')}
            </Button>
          )}
          {step.tick?.verdict === 'not-needed' && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={t('Take back: {text}', { text: step.text })}
              onClick={() => void store.set(step.id, false)}
            >
              {t('Take back')}
            </Button>
          )}
        </div>
      )}
    </li>
  )
})

const NoteForm = observer(function NoteForm({ store, onClose }: { store: ConnectStore; onClose: () => void }) {
  const styles = useStyles()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const { writing, fault } = store
  if (writing === null) return null
  const aside = writing.verdict === 'not-needed'
  const save = async (): Promise<void> => {
    if (await store.save()) onClose()
  }
  return (
    <div
      className={styles.form}
      data-note-form
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      role="group"
      aria-label={aside ? t('Why it is not needed') : t('Note')}
    >
      <LabelledField
        label={aside ? t('Why it is not needed') : t('Note')}
        required={aside}
        error={fault?.field === 'note' ? `${fault.message} ${fault.remedy ?? ''}` : null}
      >
        <Textarea ref={field} value={writing.note} maxLength={2000} rows={2} onChange={(_, data) => store.setNote(data.value)} />
      </LabelledField>
      <div className={styles.row}>
        <Button appearance="primary" size="small" disabledFocusable={store.busy} onClick={() => void save()}>
          {aside ? t('Set aside') : t('Tick with this note')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </div>
  )
})
