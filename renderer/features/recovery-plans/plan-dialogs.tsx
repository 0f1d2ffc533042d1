import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { TextField } from '../../ui/field.tsx'
import { PlanForm } from './plan-form.tsx'

interface PlanProps {
  id: number
  plan: string
}

export const RenamePlanDialog = observer(function RenamePlanDialog({ id, plan }: PlanProps) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [name, setName] = useState(plan)
  const [asked, setAsked] = useState(false)
  const rename = async (): Promise<void> => {
    setAsked(true)
    if (name.trim() === '') return
    if (name.trim() !== plan) await root.api.recoveryPlans.rename({ id, name: name.trim() })
    closeDialog()
  }
  return (
    <PlanForm name="plan-rename" title={t('Rename {plan}', { plan })} deed={t('OK')} onSubmit={rename} onClose={closeDialog}>
      <TextField
        label={t('Name')}
        required
        maxLength={80}
        value={name}
        onChange={setName}
        error={asked && name.trim() === '' ? t('Enter a name.') : null}
      />
    </PlanForm>
  )
})

export const DeletePlanDialog = observer(function DeletePlanDialog({ id, plan }: PlanProps) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const remove = async (): Promise<void> => {
    await root.api.recoveryPlans.remove({ id })
    closeDialog()
    root.openList('recoveryPlans')
  }
  return (
    <PlanForm name="plan-delete" title={t('Delete {plan}', { plan })} deed={t('Delete')} onSubmit={remove} onClose={closeDialog}>
      <Text>{t('The order and the actions of the plan are deleted. Its machines stay replicated.')}</Text>
    </PlanForm>
  )
})
