import { Checkbox } from '@fluentui/react-components'
import { useState } from 'react'
import { failoverKinds } from '../../../preload/contract/plain.ts'
import type { FailoverKind, PlanAction } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { LabelledField, SelectField, TextField } from '../../ui/field.tsx'
import { type ActionFields, actionFaults, actionOf, fieldsOf } from './action-fields.ts'
import type { Place } from './plan-draft.ts'
import { PlanForm } from './plan-form.tsx'
import { usePlanPageStyles } from './plan-styles.ts'

const kindLabels: Readonly<Record<FailoverKind, string>> = { test: t('Test'), planned: t('Planned failover'), unplanned: t('Failover') }

/** Insert action, or change one: what runs, or what a person is to do, before or after a group. */
export const ActionDialog = (props: {
  place: Place
  group: number
  action?: PlanAction | undefined
  onDone: (action: PlanAction) => void
  onClose: () => void
}) => {
  const styles = usePlanPageStyles()
  const [fields, setFields] = useState<ActionFields>(() => fieldsOf(props.action))
  const [asked, setAsked] = useState(false)
  const set = (patch: Partial<ActionFields>): void => setFields({ ...fields, ...patch })
  const faults = asked ? actionFaults(fields) : {}
  const { kind } = fields
  const title = (): string => {
    if (props.action) return t('Change {name}', { name: props.action.name })
    return props.place === 'pre'
      ? t('Add pre-action to group {n}', { n: props.group })
      : t('Add post action to group {n}', { n: props.group })
  }
  const submit = (): void => {
    setAsked(true)
    if (Object.keys(actionFaults(fields)).length > 0) return
    props.onDone(actionOf(fields))
    props.onClose()
  }
  const toggle = (each: FailoverKind): void =>
    set({ runsIn: failoverKinds.filter((one) => (one === each ? !fields.runsIn.includes(one) : fields.runsIn.includes(one))) })
  return (
    <PlanForm name="plan-action" title={title()} deed={t('OK')} onSubmit={submit} onClose={props.onClose}>
      <SelectField
        label={t('Insert')}
        value={kind}
        onChange={(value) => set({ kind: value as PlanAction['kind'] })}
        options={[
          { value: 'script', label: t('Script') },
          { value: 'runbook', label: t('Runbook') },
          { value: 'manual', label: t('Manual action') },
        ]}
      />
      <TextField
        label={t('Name')}
        required
        maxLength={80}
        value={fields.name}
        onChange={(name) => set({ name })}
        error={faults.name ?? null}
      />
      {kind === 'script' && (
        <TextField
          label={t('Script Path')}
          required
          maxLength={2000}
          value={fields.path}
          onChange={(path) => set({ path })}
          hint={t(
            'Below the library share of VMM, like {path}. It runs as the VMM service account. What it writes to the error stream fails it, and Write-Host breaks it.',
            { path: '\\RPScripts\\Mount.ps1' },
          )}
          error={faults.path ?? null}
        />
      )}
      {kind === 'runbook' && (
        <div className={styles.pair}>
          <TextField
            label={t('Automation account name')}
            required
            maxLength={200}
            value={fields.account}
            onChange={(account) => set({ account })}
            hint={t('In the same subscription, in any region.')}
            error={faults.account ?? null}
          />
          <TextField
            label={t('Runbook name')}
            required
            maxLength={200}
            value={fields.runbook}
            onChange={(runbook) => set({ runbook })}
            error={faults.runbook ?? null}
          />
        </div>
      )}
      {kind === 'manual' && (
        <TextField
          label={t('Instructions')}
          maxLength={2000}
          value={fields.instructions}
          onChange={(instructions) => set({ instructions })}
          hint={t('The run waits until a person confirms that it is done.')}
        />
      )}
      <div className={styles.pair}>
        <TextField
          label={t('Duration (minutes)')}
          type="number"
          min={0}
          max={1440}
          value={fields.minutes}
          onChange={(minutes) => set({ minutes })}
          hint={kind === 'manual' ? t('For the estimate only.') : null}
          error={faults.minutes ?? null}
        />
        {kind !== 'manual' && (
          <TextField
            label={t('Time limit (minutes)')}
            type="number"
            min={1}
            max={1440}
            value={fields.limit}
            onChange={(limit) => set({ limit })}
            hint={kind === 'script' ? t('VMM itself ends a script after 10 minutes.') : null}
            error={faults.limit ?? null}
            warning={Number(fields.minutes) > Number(fields.limit) ? t('It takes longer than its limit: it fails.') : null}
          />
        )}
      </div>
      <LabelledField label={t('Runs in')} error={faults.runsIn ?? null}>
        <div role="group" aria-label={t('Runs in')} className={styles.checks}>
          {failoverKinds.map((each) => (
            <Checkbox key={each} label={kindLabels[each]} checked={fields.runsIn.includes(each)} onChange={() => toggle(each)} />
          ))}
        </div>
      </LabelledField>
      {kind !== 'manual' && (
        <Checkbox
          label={t('For practice: it ends with an error')}
          checked={fields.fails}
          onChange={(_, data) => set({ fails: data.checked === true })}
        />
      )}
    </PlanForm>
  )
}
