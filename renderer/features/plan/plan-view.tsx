import { Button, Spinner } from '@fluentui/react-components'
import { CodeRegular, DocumentRegular, GlobeRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { plural, t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { MachinesPart, NotProtectedPart } from './plan-machines.tsx'
import { CapacityPart, MappingsPart, PlanSection, PlansPart, PoliciesPart, SourcePart, TargetPart, VaultPart } from './plan-parts.tsx'
import { PlanScriptsDialog } from './plan-scripts-dialog.tsx'
import { PlanStore } from './plan-store.ts'
import { usePlanStyles } from './plan-styles.ts'

/** The plan on one page (SCR-48), to read, save and carry out. */
export const PlanView = observer(() => {
  const root = useRoot()
  const [store] = useState(() => new PlanStore(root.api))
  const styles = usePlanStyles()
  const { plan } = store
  useEffect(() => {
    void store.load()
    return root.api.inventory.onChanged((change) => void (change.played || store.load()))
  }, [root, store])

  const busy = store.busy || !plan
  return (
    <div className={styles.page} data-screen="SCR-48" data-ready={plan !== null || store.error !== null ? 'true' : 'false'}>
      <div className={styles.head}>
        <div>
          <PageHeading>{t('Plan')}</PageHeading>
          {plan && !store.empty && (
            <p className={styles.sub}>
              {t('{name}: {machines} protected, {plans}, rules {rulePack}', {
                name: plan.lab.name,
                machines: plural(plan.machines.length, 'machine'),
                plans: plural(plan.recoveryPlans.length, 'recovery plan'),
                rulePack: plan.rulePack,
              })}
            </p>
          )}
        </div>
        {plan && !store.empty && (
          <div className={styles.buttons}>
            <Button icon={<GlobeRegular />} disabled={busy} onClick={() => void store.save('html')}>
              HTML
            </Button>
            <Button icon={<DocumentRegular />} disabled={busy} onClick={() => void store.save('json')}>
              JSON
            </Button>
            <Button icon={<CodeRegular />} disabled={busy} onClick={() => void store.openScripts()}>
              {t('Scripts')}
            </Button>
          </div>
        )}
      </div>
      {store.error && (
        <ErrorBar
          message={store.error.message}
          remedy={store.error.remedy}
          code={store.error.code}
          actions={[{ label: t('Try again'), run: () => void store.load() }]}
        />
      )}
      {store.saveError && (
        <ErrorBar message={store.saveError.message} remedy={store.saveError.remedy} code={store.saveError.code} onDismiss={store.dismiss} />
      )}
      {store.saved && (
        <ErrorBar
          intent="success"
          message={store.saved.text}
          actions={[{ label: t('Show in folder'), run: () => void store.reveal() }]}
          onDismiss={store.dismiss}
        />
      )}
      {!plan && !store.error && <Spinner label={t('Reading the plan')} />}
      {plan && store.empty && (
        <EmptyState
          icon="plan"
          title={t('No plan yet')}
          why={t('Getting Started asks what to protect and where to, and writes the plan here.')}
          action={{ label: t('Getting Started'), run: root.openGettingStarted }}
        />
      )}
      {plan && !store.empty && (
        <>
          {plan.nextSteps.length > 0 && (
            <PlanSection title={t('Next steps')}>
              <ol className={styles.list}>
                {plan.nextSteps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </PlanSection>
          )}
          <div className={styles.columns}>
            <VaultPart plan={plan} />
            <SourcePart plan={plan} />
            <TargetPart plan={plan} />
          </div>
          <MappingsPart plan={plan} />
          <PoliciesPart plan={plan} />
          <CapacityPart plan={plan} />
          <MachinesPart plan={plan} />
          <NotProtectedPart plan={plan} />
          <PlansPart plan={plan} />
        </>
      )}
      <PlanScriptsDialog store={store} />
    </div>
  )
})
