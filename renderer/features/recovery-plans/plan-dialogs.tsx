import { Checkbox, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { FailoverKind } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ItemChoice } from './item-choice.tsx'
import { PlanForm } from './plan-form.tsx'
import { kindWord } from './plan-runs.tsx'

/** W16: a plan of chosen machines in one group; Customize orders them. */
export const CreatePlanDialog = observer(function CreatePlanDialog() {
  const root = useRoot()
  const [name, setName] = useState('')
  const [items, setItems] = useState<ReadonlyMap<number, string>>(new Map())
  const create = async (): Promise<void> => {
    const { id } = await root.api.recoveryPlans.save({
      id: null,
      name: name.trim(),
      targetRtoMinutes: null,
      groups: [{ itemIds: [...items.keys()], pre: [], post: [] }],
    })
    root.closeDialog()
    root.openRecoveryPlan(id, name.trim())
  }
  return (
    <PlanForm
      name="plan-create"
      title={t('Create recovery plan')}
      deed={t('OK')}
      ready={name.trim() !== '' && items.size > 0}
      onSubmit={create}
      onClose={root.closeDialog}
    >
      <TextField label={t('Name')} required maxLength={80} value={name} onChange={setName} />
      <Text size={200}>{t('Source: the VMM server. Target: Microsoft Azure.')}</Text>
      <ItemChoice without={[]} chosen={items} onChange={setItems} />
    </PlanForm>
  )
})

type Point = 'latest' | 'latestProcessed' | 'app'

/** Starts a failover of the whole plan; the plan's page then shows its course. */
export const RunPlanDialog = observer(function RunPlanDialog({ id, plan, kind }: { id: number; plan: string; kind: FailoverKind }) {
  const root = useRoot()
  const [point, setPoint] = useState<Point>(kind === 'test' ? 'latestProcessed' : 'latest')
  const [shutdown, setShutdown] = useState(true)
  const start = async (): Promise<void> => {
    await root.api.recoveryPlans.run({ id, kind, point, shutdown: kind === 'unplanned' && shutdown })
    root.closeDialog()
    root.openRecoveryPlan(id, plan)
  }
  return (
    <PlanForm
      name="plan-run"
      title={t('{kind} of {plan}', { kind: kindWord(kind), plan })}
      deed={t('OK')}
      onSubmit={start}
      onClose={root.closeDialog}
    >
      {kind === 'planned' ? (
        <Text>
          {t('All machines of the plan are shut down and their last changes sent: nothing is lost. The first error stops the run.')}
        </Text>
      ) : (
        <SelectField
          label={t('Choose a recovery point')}
          value={point}
          onChange={(value) => setPoint(value as Point)}
          options={[
            { value: 'latest', label: t('Latest (lowest RPO)') },
            { value: 'latestProcessed', label: t('Latest processed (low RTO)') },
            { value: 'app', label: t('Latest app-consistent') },
          ]}
        />
      )}
      {kind === 'test' && <Text>{t('The machines at the source keep running, and replication goes on.')}</Text>}
      {kind === 'unplanned' && (
        <>
          <Checkbox
            label={t('Shut down the machines before the failover begins')}
            checked={shutdown}
            onChange={(_, data) => setShutdown(data.checked === true)}
          />
          <Text>{t('Changes that were not sent yet are lost. The run goes on after errors.')}</Text>
        </>
      )}
      <Text size={200}>{t('The run goes on while the clock of the lab plays.')}</Text>
    </PlanForm>
  )
})

export const DeletePlanDialog = observer(function DeletePlanDialog({ id, plan }: { id: number; plan: string }) {
  const root = useRoot()
  const remove = async (): Promise<void> => {
    await root.api.recoveryPlans.remove({ id })
    root.closeDialog()
    root.openList('recoveryPlans')
  }
  return (
    <PlanForm name="plan-delete" title={t('Delete {plan}', { plan })} deed={t('Delete')} onSubmit={remove} onClose={root.closeDialog}>
      <Text>{t('The order and the actions of the plan are deleted. Its machines stay replicated.')}</Text>
    </PlanForm>
  )
})
