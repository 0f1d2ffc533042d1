import { Button, Radio, RadioGroup } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { PlanFormat } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { LabelledField } from '../../ui/field.tsx'
import { PlanForm } from './plan-form.tsx'
import { usePlanPageStyles } from './plan-styles.ts'

/** The plan as a script or a definition: what is shown is what is copied and saved. */
export const ExportPlanDialog = observer(function ExportPlanDialog({ id, plan }: { id: number; plan: string }) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = usePlanPageStyles()
  const [as, setAs] = useState<PlanFormat>('powershell')
  const [got, setGot] = useState<{ fileName: string; text: string } | null>(null)
  useEffect(() => {
    let late = false
    root.api.recoveryPlans
      .exportText({ id, as })
      .then((text) => {
        if (!late) setGot(text)
      })
      .catch((error: unknown) => root.notifications.fault(error))
    return () => {
      late = true
    }
  }, [root, id, as])
  const save = async (): Promise<void> => {
    if (!got) return
    const target = await root.api.shell.pickSave({ suggestedName: got.fileName, title: t('Export recovery plan') })
    if (!target) return
    await root.api.recoveryPlans.export({ id, as, target: target.token })
    closeDialog()
    root.notifications.push({
      intent: 'success',
      title: t('{plan} is exported as {name}.', { plan, name: target.name }),
      actions: [{ label: t('Show in folder'), run: () => void root.api.shell.reveal({ token: target.token }) }],
    })
  }
  return (
    <PlanForm
      name="plan-export"
      title={t('Export {plan}', { plan })}
      deed={t('Save')}
      ready={got !== null}
      wide
      onSubmit={save}
      onClose={closeDialog}
    >
      <LabelledField
        label={t('Format')}
        hint={
          as === 'powershell'
            ? t('Makes the plan in the vault, from a workstation with the Az module. It holds no password.')
            : t("The plan in the shape of Azure's REST, with names where only the vault knows ids.")
        }
      >
        <RadioGroup layout="horizontal" value={as} onChange={(_, data) => setAs(data.value as PlanFormat)}>
          <Radio value="powershell" label="PowerShell" />
          <Radio value="json" label="JSON" />
        </RadioGroup>
      </LabelledField>
      <div
        className={styles.script}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        tabIndex={0}
        role="group"
        aria-label={got ? t('Text of {file}', { file: got.fileName }) : t('Export {plan}', { plan })}
        data-format={got && as}
      >
        <pre className={styles.pre}>{got?.text}</pre>
      </div>
      <div>
        <Button size="small" icon={<CopyRegular />} disabled={!got} onClick={() => void root.copy(got?.text ?? '', got?.fileName ?? '')}>
          {t('Copy')}
        </Button>
      </div>
    </PlanForm>
  )
})
