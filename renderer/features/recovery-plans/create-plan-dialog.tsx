import { Radio, RadioGroup, Spinner } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { LabelledField, SelectField, TextField } from '../../ui/field.tsx'
import { ItemChoice } from './item-choice.tsx'
import { PlanForm } from './plan-form.tsx'
import { usePlanPageStyles } from './plan-styles.ts'

type Choices = Awaited<ReturnType<Api['recoveryPlans']['choices']>>

export const modelWord = (model: 'resource-manager' | 'classic'): string => (model === 'classic' ? t('Classic') : t('Resource Manager'))

/** W16: name, source, target, model, machines; and whether they start at once or in the order that their tiers suggest. */
export const CreatePlanDialog = observer(function CreatePlanDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = usePlanPageStyles()
  const [choices, setChoices] = useState<Choices | null>(null)
  const [name, setName] = useState('')
  const [source, setSource] = useState(0)
  const [model, setModel] = useState<Choices['models'][number]>('resource-manager')
  const [items, setItems] = useState<ReadonlyMap<number, string>>(new Map())
  const [order, setOrder] = useState<'one' | 'suggested'>('one')
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    let gone = false
    root.api.recoveryPlans
      .choices(undefined)
      .then((got) => {
        setChoices(got)
        setName(got.name)
        setSource(got.sources[0]?.id ?? 0)
        setModel(got.models[0] ?? 'resource-manager')
      })
      .catch((error: unknown) => {
        // Another dialog may be open by now.
        if (gone) return
        closeDialog()
        root.notifications.fault(error)
      })
    return () => {
      gone = true
    }
  }, [root, closeDialog])
  const most = choices?.limits.machines ?? 0
  const nameless = name.trim() === '' ? t('Enter a name.') : null
  const itemFault =
    items.size === 0
      ? t('Select at least one machine.')
      : items.size > most
        ? t('At most {most} machines; {n} are selected.', { most, n: items.size })
        : null
  const create = async (): Promise<void> => {
    setAsked(true)
    if (nameless !== null || itemFault !== null) return
    const itemIds = [...items.keys()]
    const groups = order === 'one' ? [{ itemIds }] : (await root.api.recoveryPlans.suggestOrder({ itemIds })).groups
    const { id } = await root.api.recoveryPlans.save({
      id: null,
      name: name.trim(),
      targetRtoMinutes: null,
      groups: groups.map((group) => ({ itemIds: group.itemIds, pre: [], post: [] })),
      sourceId: source,
      deploymentModel: model,
    })
    closeDialog()
    root.openRecoveryPlan(id, name.trim())
  }
  return (
    <PlanForm
      name="plan-create"
      title={t('Create recovery plan')}
      deed={t('OK')}
      ready={choices !== null}
      onSubmit={create}
      onClose={closeDialog}
    >
      {choices === null ? (
        <Spinner label={t('Reading what a plan may hold')} />
      ) : (
        <>
          <TextField label={t('Name')} required maxLength={80} value={name} onChange={setName} error={asked ? nameless : null} />
          <div className={styles.pair}>
            <SelectField
              label={t('Source')}
              value={String(source)}
              onChange={(value) => {
                setSource(Number(value))
                setItems(new Map())
              }}
              options={choices.sources.map((each) => ({ value: String(each.id), label: each.name }))}
            />
            <SelectField
              label={t('Allow items with deployment model')}
              value={model}
              onChange={(value) => {
                setModel(value as typeof model)
                setItems(new Map())
              }}
              options={choices.models.map((each) => ({ value: each, label: modelWord(each) }))}
            />
          </div>
          <FactList facts={[{ id: 'target', label: t('Target'), value: 'Microsoft Azure' }]} />
          <ItemChoice
            sourceId={source}
            deploymentModel={model}
            without={[]}
            chosen={items}
            onChange={setItems}
            error={items.size > most || asked ? itemFault : null}
          />
          <LabelledField label={t('Start order')}>
            <RadioGroup value={order} onChange={(_, data) => setOrder(data.value as typeof order)}>
              <Radio value="one" label={t('All machines in group 1')} />
              <Radio value="suggested" label={t('Groups by tier, from tags and names')} />
            </RadioGroup>
          </LabelledField>
        </>
      )}
    </PlanForm>
  )
})
