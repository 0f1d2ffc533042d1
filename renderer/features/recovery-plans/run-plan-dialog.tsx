import { Checkbox, Field, Radio, RadioGroup, Spinner, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { PlanReady, RunKind } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { LabelledField, SelectField } from '../../ui/field.tsx'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { PlanForm } from './plan-form.tsx'
import { kindWord } from './run-words.ts'

type Point = 'latest' | 'latestProcessed' | 'app'
interface Facts {
  ready: PlanReady
  networks: Awaited<ReturnType<Api['replication']['choices']>>['networks']
  source: string
  nowMs: number
}

/** A failover of a whole plan: from where to where, how many machines, from which point, into which network. */
export const RunPlanDialog = observer(function RunPlanDialog({ id, plan, kind }: { id: number; plan: string; kind: RunKind }) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [facts, setFacts] = useState<Facts | null>(null)
  const [point, setPoint] = useState<Point>(kind === 'test' ? 'latestProcessed' : 'latest')
  const [shutdown, setShutdown] = useState(true)
  const [mode, setMode] = useState<'delta' | 'full'>('delta')
  const [network, setNetwork] = useState('')
  const [understood, setUnderstood] = useState(false)
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    let gone = false
    Promise.all([
      root.api.recoveryPlans.ready({ id }),
      root.api.replication.choices(undefined),
      root.api.recoveryPlans.get({ id }),
      root.api.clock.state(undefined),
    ])
      .then(([ready, { networks }, { source }, { nowMs }]) => {
        setFacts({ ready, networks, source, nowMs })
        setNetwork(String(networks.find((each) => each.isolated)?.id ?? ''))
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
  }, [root, id, closeDialog])
  const back = kind === 'failback'
  const may = facts?.ready.kinds.find((each) => each.kind === kind)
  const joined = facts?.networks.find((each) => String(each.id) === network)
  // The product warns since its rules of 2018; half a year is its measure.
  const untested =
    kind !== 'test' &&
    !back &&
    facts !== null &&
    (root.lab.info?.rulePack ?? '') >= '2018' &&
    (facts.ready.lastTestMs === null || facts.nowMs - facts.ready.lastTestMs > 180 * 86_400_000)
  const start = async (): Promise<void> => {
    setAsked(true)
    if (untested && !understood) return
    await root.api.recoveryPlans.run({
      id,
      kind,
      point,
      shutdown: kind === 'unplanned' && shutdown,
      ...(kind === 'test' ? { networkId: joined?.id ?? null } : {}),
      ...(back ? { mode } : {}),
    })
    closeDialog()
    root.openRecoveryPlan(id, plan)
  }
  return (
    <PlanForm
      name="plan-run"
      title={t('{kind} of {plan}', { kind: kindWord(kind), plan })}
      deed={t('OK')}
      ready={facts !== null && may?.reason === null}
      onSubmit={start}
      onClose={closeDialog}
    >
      {facts === null || may === undefined ? (
        <Spinner label={t('Reading the plan')} />
      ) : (
        <>
          {may.reason !== null && <ErrorBar intent="warning" message={may.reason} remedy={null} code="plan-not-ready" />}
          <FactList
            facts={[
              { id: 'from', label: t('From'), value: back ? 'Microsoft Azure' : facts.source },
              { id: 'to', label: t('To'), value: back ? facts.source : 'Microsoft Azure' },
            ]}
          />
          {may.count > 0 && (
            <Text>
              {t(
                back
                  ? '{n} of {all} virtual machines will be brought back to your site.'
                  : '{n} of {all} virtual machines will be failed over.',
                { n: formatCount(may.count), all: formatCount(facts.ready.machines) },
              )}{' '}
              {back
                ? t('Estimated time without the copy of data: {rto}.', { rto: formatDuration(may.rtoMs) })
                : t('Estimated RTO: {rto}.', { rto: formatDuration(may.rtoMs) })}
            </Text>
          )}
          {back ? (
            <>
              <LabelledField
                label={t('Data Synchronization')}
                hint={
                  mode === 'delta'
                    ? t('The machines run on in Azure while data is copied. Then you choose when to complete: the outage is short.')
                    : t(
                        'Whole disks are copied while the machines are off: a long outage. Advised after a month in Azure, or when they are gone from their hosts.',
                      )
                }
              >
                <RadioGroup value={mode} onChange={(_, data) => setMode(data.value as 'delta' | 'full')}>
                  <Radio value="delta" label={t('Synchronize data before failover (synchronize delta changes only)')} />
                  <Radio value="full" label={t('Synchronize data during failover only (full download)')} />
                </RadioGroup>
              </LabelledField>
              <Text>
                {t(
                  'When all data is home, the groups start on your site one after the other. Scripts and manual actions of a planned failover run; runbooks do not.',
                )}
              </Text>
            </>
          ) : kind === 'planned' ? (
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
          {kind === 'test' && (
            <>
              <SelectField
                label={t('Azure virtual network')}
                value={network}
                onChange={setNetwork}
                options={[
                  ...facts.networks.map((each) => ({
                    value: String(each.id),
                    label: each.isolated ? t('{name} (isolated)', { name: each.name }) : t('{name} (production)', { name: each.name }),
                  })),
                  { value: '', label: t('None: disks are tested, nobody reaches the machine') },
                ]}
              />
              {joined && !joined.isolated && (
                <ErrorBar
                  intent="warning"
                  message={t('{name} is your production network.', { name: joined.name })}
                  remedy={t('A test machine could meet the real one. Choose an isolated network.')}
                  code="test-production"
                />
              )}
              <Text>{t('The machines at the source keep running, and replication goes on.')}</Text>
            </>
          )}
          {kind === 'unplanned' && (
            <>
              <Checkbox
                label={t('Shut down machines before beginning failover')}
                checked={shutdown}
                onChange={(_, data) => setShutdown(data.checked === true)}
              />
              <Text>{t('Changes that were not sent yet are lost. The run goes on after errors.')}</Text>
            </>
          )}
          {untested && (
            <Field
              validationState={asked && !understood ? 'error' : 'warning'}
              validationMessage={t('No test failover of this plan in the past 180 days. Test before you fail over.')}
            >
              <Checkbox
                label={t('I understand the risk. Skip test failover.')}
                checked={understood}
                onChange={(_, data) => setUnderstood(data.checked === true)}
              />
            </Field>
          )}
          <Text size={200}>{t('The run goes on while the clock of the lab plays.')}</Text>
        </>
      )}
    </PlanForm>
  )
})
