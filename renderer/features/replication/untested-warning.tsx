import { Checkbox, Field } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { plural, t } from '../../../preload/contract/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import type { ItemActionStore } from './item-action-store.ts'

/** From the rules of 2018 on: a failover without a test in the last 180 days is asked about first. */
export const UntestedWarning = observer(function UntestedWarning({ store, asked }: { store: ItemActionStore; asked: boolean }) {
  const { untested } = store
  if (untested === null || untested.items === 0) return null
  return (
    <>
      <ErrorBar
        intent="warning"
        message={t('No Test Failover done in past {days} days!', { days: untested.days })}
        remedy={
          store.single
            ? t('It is recommended to do a Test Failover before a failover.')
            : t('{machines}. It is recommended to do a Test Failover before a failover.', { machines: plural(untested.items, 'machine') })
        }
      />
      <Field
        {...(asked && !store.riskTaken
          ? { validationState: 'error' as const, validationMessage: t('Tick this, or do a test failover first.') }
          : {})}
      >
        <Checkbox
          label={t('I understand the risk. Skip test failover.')}
          checked={store.riskTaken}
          onChange={(_, data) => store.takeRisk(data.checked === true)}
        />
      </Field>
    </>
  )
})
