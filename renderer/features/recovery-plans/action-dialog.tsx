import { useState } from 'react'
import type { PlanAction } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import type { Place } from './plan-draft.ts'
import { PlanForm } from './plan-form.tsx'

/** Insert action: what runs, or what a person is to do, before or after a group. */
export const ActionDialog = (props: { place: Place; group: number; onInsert: (action: PlanAction) => void; onClose: () => void }) => {
  const [kind, setKind] = useState<PlanAction['kind']>('script')
  const [name, setName] = useState('')
  const [detail, setDetail] = useState('')
  const [minutes, setMinutes] = useState('1')
  const manual = kind === 'manual'
  const length = Number(minutes)
  const fits = manual || (minutes.trim() !== '' && length >= 0 && length <= 1440)
  const insert = (): void => {
    props.onInsert({
      kind,
      name: name.trim(),
      detail: detail.trim() === '' ? null : detail.trim(),
      durationMs: manual ? 0 : Math.round(length * 60_000),
      timeoutMs: 600_000,
      fails: false,
      runsIn: ['test', 'planned', 'unplanned'],
    })
    props.onClose()
  }
  return (
    <PlanForm
      name="plan-action"
      title={
        props.place === 'pre' ? t('Add pre-action to group {n}', { n: props.group }) : t('Add post action to group {n}', { n: props.group })
      }
      deed={t('OK')}
      ready={name.trim() !== '' && fits}
      onSubmit={insert}
      onClose={props.onClose}
    >
      <SelectField
        label={t('Insert action')}
        value={kind}
        onChange={(value) => setKind(value as PlanAction['kind'])}
        options={[
          { value: 'script', label: t('Script') },
          { value: 'runbook', label: t('Runbook') },
          { value: 'manual', label: t('Manual action') },
        ]}
      />
      <TextField label={t('Name')} required maxLength={80} value={name} onChange={setName} />
      <TextField label={manual ? t('Instructions') : t('Path')} maxLength={2000} value={detail} onChange={setDetail} />
      {!manual && (
        <TextField
          label={t('Duration (minutes)')}
          type="number"
          value={minutes}
          onChange={setMinutes}
          hint={t('A script that takes more than 10 minutes fails.')}
          error={fits ? null : t('Enter 0 to 1440.')}
        />
      )}
    </PlanForm>
  )
}
