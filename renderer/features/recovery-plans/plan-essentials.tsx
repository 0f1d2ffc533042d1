import { observer } from 'mobx-react-lite'
import { failoverKinds } from '../../../preload/contract/plain.ts'
import { t } from '../../../preload/contract/words.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { modelWord } from './create-plan-dialog.tsx'
import type { PlanPageStore } from './plan-page-store.ts'
import { kindWord } from './run-words.ts'

/** What the plan is, and how long it would take by the durations of its steps, as it is saved. */
export const PlanEssentials = observer(function PlanEssentials({ store }: { store: PlanPageStore }) {
  const { plan, ready } = store
  if (!plan) return null
  const actions = store.groups.flatMap((group) => [...group.pre, ...group.post])
  const target = plan.targetRtoMinutes === null ? null : plan.targetRtoMinutes * 60_000
  const over = store.machines > plan.limits.machines
  const items = t('{n} of at most {most}', { n: formatCount(store.machines), most: plan.limits.machines })
  return (
    <FactList
      facts={[
        { id: 'vault', label: t('Vault'), value: plan.vault },
        { id: 'items', label: t('Items'), value: over ? <StatusWord tone="critical">{items}</StatusWord> : items },
        { id: 'source', label: t('Source'), value: plan.source },
        { id: 'groups', label: t('Start groups'), value: t('{n} of at most {most}', { n: store.groups.length, most: plan.limits.groups }) },
        { id: 'target', label: t('Target'), value: plan.target },
        { id: 'actions', label: t('Scripts and actions'), value: formatCount(actions.length) },
        { id: 'model', label: t('Deployment model'), value: modelWord(plan.deploymentModel) },
        ...failoverKinds.flatMap((kind) => {
          const rtoMs = ready?.kinds.find((each) => each.kind === kind)?.rtoMs
          if (rtoMs === undefined || rtoMs === 0) return []
          const text = formatDuration(rtoMs)
          return [
            {
              id: `estimate-${kind}`,
              label: t('{kind}, estimate', { kind: kindWord(kind) }),
              value:
                target !== null && rtoMs > target ? (
                  <StatusWord tone="warning">{t('{rto}, over the target', { rto: text })}</StatusWord>
                ) : (
                  text
                ),
            },
          ]
        }),
      ]}
    />
  )
})
