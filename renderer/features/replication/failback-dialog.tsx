import { Checkbox, Field, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField, SelectField } from '../../ui/field.tsx'
import { Direction, type ItemDialogProps, ItemForm } from './item-form.tsx'

/** W15: failback is a planned failover from Azure; its data is synchronized before or during it. */
export const FailbackDialog = observer(function FailbackDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const [mode, setMode] = useState<'delta' | 'full'>('delta')
  const [createVm, setCreateVm] = useState(false)
  const [chosen, setChosen] = useState('')
  const { failbackHosts } = store
  const own = failbackHosts?.hosts.find((each) => each.own)
  const hostId = chosen === '' ? (own?.id ?? failbackHosts?.hosts[0]?.id) : Number(chosen)
  const { error } = store
  const under = (field: string): string | null => (error?.field === field ? [error.message, error.remedy].filter(Boolean).join(' ') : null)
  return (
    <ItemForm
      store={store}
      heading={t('Confirm Planned Failover')}
      deed={t('OK')}
      done={t('Failback of {title} is under way.', { title })}
      work={() =>
        root.api.replication.failback({
          ids: [...store.ids],
          mode,
          createVm,
          ...(createVm && store.single && hostId !== undefined ? { hostId } : {}),
        })
      }
    >
      <Direction store={store} title={title} back />
      <Text>
        {store.single
          ? t('Keep the machine on your site turned off and without checkpoints until the failback is done.')
          : t('Keep the machines on your site turned off and without checkpoints until the failback is done.')}
      </Text>
      <LabelledField
        label={t('Data Synchronization')}
        error={under('mode')}
        hint={
          mode === 'delta'
            ? store.single
              ? t(
                  'The machine runs on in Azure while checksums are compared, a few GB a minute, and what differs is copied. Then you choose when to complete: the outage is short.',
                )
              : t(
                  'The machines run on in Azure while checksums are compared, a few GB a minute, and what differs is copied. Then you choose when to complete: the outage is short.',
                )
            : store.single
              ? t(
                  'Whole disks are copied while the machine is off: a long outage. Advised after a month in Azure, or when it is gone from its host.',
                )
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
      <Field
        {...(under('createVm') === null ? {} : { validationState: 'error' as const, validationMessage: under('createVm') })}
        hint={
          failbackHosts?.present === false
            ? t("The machine isn't on its host any more: without this it can't fail back.")
            : t('For a machine that is gone, or to bring it back on another host.')
        }
      >
        <Checkbox
          label={t('Create on-premises virtual machine if it does not exist')}
          checked={createVm}
          onChange={(_, data) => setCreateVm(data.checked === true)}
        />
      </Field>
      {createVm && store.single && (
        <SelectField
          label={t('Host Name')}
          value={String(hostId ?? '')}
          onChange={setChosen}
          error={under('hostId')}
          options={(failbackHosts?.hosts ?? []).map((each) => ({
            value: String(each.id),
            label: each.own ? t('{name} (its own)', { name: each.name }) : each.name,
          }))}
          hint={t(
            'Another host needs a virtual switch of the same name. Microsoft did not support hosts of Windows Server 2016 for it (2018).',
          )}
        />
      )}
    </ItemForm>
  )
})
