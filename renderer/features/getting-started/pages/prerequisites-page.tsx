import { Checkbox, Input, Label, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useId } from 'react'
import type { PrerequisiteLine } from '../../../../preload/contract/setup.ts'
import { t } from '../../../../preload/contract/words.ts'
import { StatusWord, type Tone } from '../../../ui/status-word.tsx'
import { Note } from '../../../wizard/page-layout.tsx'
import { useOptions, useSetup } from '../setup-context.ts'

const states: Record<PrerequisiteLine['state'], { word: string; tone: Tone }> = {
  met: { word: t('Met'), tone: 'success' },
  'not-met': { word: t('Not met'), tone: 'critical' },
  open: { word: t('To confirm'), tone: 'unknown' },
  information: { word: t('For information'), tone: 'neutral' },
}

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  top: { display: 'flex', alignItems: 'end', justifyContent: 'space-between', columnGap: '16px', rowGap: '12px', flexWrap: 'wrap' },
  by: { display: 'flex', alignItems: 'center', columnGap: '8px' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  line: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(112px, max-content) minmax(0, 1fr) auto',
    columnGap: '12px',
    alignItems: 'start',
    padding: '8px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  item: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, paddingTop: '2px' },
  state: { ...typographyStyles.caption1, paddingTop: '1px' },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  detail: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2, margin: 0, overflowWrap: 'anywhere' },
  evidence: { ...typographyStyles.caption1, margin: '2px 0 0', overflowWrap: 'anywhere' },
})

const Line = observer(({ line }: { line: PrerequisiteLine }) => {
  const setup = useSetup()
  const styles = useStyles()
  const id = useId()
  const ticked = setup.answers.prerequisites.ticks.some((t) => t.item === line.item)
  // Between the click and the engine's answer the tick itself is what is known.
  const state = line.kind === 'ask' ? (ticked ? 'met' : line.state === 'met' ? 'open' : line.state) : line.state
  return (
    <li className={styles.line} data-field={line.item} data-state={state}>
      <span className={styles.item}>{line.item}</span>
      <span className={styles.state}>
        <StatusWord tone={states[state].tone}>{states[state].word}</StatusWord>
      </span>
      <div>
        <p className={styles.title} id={id}>
          {line.title}
        </p>
        <p className={styles.detail}>{line.detail}</p>
        {line.evidence && line.state !== 'information' && <p className={styles.evidence}>{line.evidence}</p>}
      </div>
      {line.kind === 'ask' ? (
        <Checkbox
          checked={ticked}
          disabled={!ticked && setup.confirmedBy.trim() === ''}
          label={t('Confirmed')}
          aria-label={t('Confirmed: {item} {title}', { item: line.item, title: line.title })}
          onChange={(_, data) => setup.tick(line.item, data.checked === true)}
        />
      ) : (
        <span />
      )}
    </li>
  )
})

export const PrerequisitesPage = observer(() => {
  const setup = useSetup()
  const options = useOptions()
  const styles = useStyles()
  const id = useId()
  const open = options.prerequisites.filter((l) => l.state === 'open').length
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <Note>
          {t("What the inventory tells is judged here; what it can't tell you confirm yourself. {open}", {
            open: open === 0 ? t('Nothing is left to confirm.') : t('{open} left to confirm; you can go on and come back.', { open }),
          })}
        </Note>
        <div className={styles.by}>
          <Label htmlFor={id}>{t('Confirmed by')}</Label>
          <Input id={id} value={setup.confirmedBy} maxLength={80} onChange={(_, data) => setup.setConfirmedBy(data.value)} />
        </div>
      </div>
      <ul className={styles.list} aria-label={t('Prerequisites')}>
        {options.prerequisites.map((line) => (
          <Line key={line.item} line={line} />
        ))}
      </ul>
    </div>
  )
})
