import { Text, Textarea } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { AzureLimits } from '../../../preload/contract/compute-network.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { Request } from '../../state/request.ts'
import { LabelledField, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formatCount } from '../../ui/format.ts'

interface Draft {
  cores: string
  adapters: string
  addresses: string
}

const quotaOf = (text: string): number | null | undefined => {
  if (text.trim() === '') return null
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined
}

/** "DR-Net 10.20.1.14 FW01": one address a line. */
const addressesOf = (text: string): AzureLimits['addresses'] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([network]) => network !== '')
    .map(([network = '', address = '', ...owner]) => ({ network, address, usedBy: owner.join(' ') }))

/** Settings of the lab that a failover meets in Azure; without them nothing is short and no address is taken. */
export const AzureLimitsDialog = observer(function AzureLimitsDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [limits, setLimits] = useState<AzureLimits | null>(null)
  const [draft, setDraft] = useState<Draft>({ cores: '', adapters: '', addresses: '' })
  const [asked, setAsked] = useState(false)
  const [reading] = useState(() => new Request())
  const [saving] = useState(() => new Request())
  useEffect(() => {
    void reading.latest(
      () => root.api.replication.azureLimits(),
      (found) => {
        setLimits(found)
        setDraft({
          cores: found.cores === null ? '' : String(found.cores),
          adapters: found.adapters === null ? '' : String(found.adapters),
          addresses: found.addresses.map((each) => `${each.network} ${each.address} ${each.usedBy}`).join('\n'),
        })
      },
    )
    return reading.drop
  }, [root, reading])
  const cores = quotaOf(draft.cores)
  const adapters = quotaOf(draft.adapters)
  const save = async (): Promise<void> => {
    setAsked(true)
    if (cores === undefined || adapters === undefined) return
    await saving.once(
      () => root.api.replication.setAzureLimits({ cores, adapters, addresses: addressesOf(draft.addresses) }),
      () => {
        closeDialog()
        root.notifications.push({ intent: 'success', title: t('Azure limits are saved.') })
      },
    )
  }
  const fault = (value: number | null | undefined): string | null =>
    asked && value === undefined ? t('Enter a whole number up to 999,999, or nothing.') : null
  const error = saving.error ?? reading.error
  const line = error?.field === undefined ? undefined : /^addresses\.(\d+)$/.exec(error.field)?.[1]
  return (
    <FormDialog
      name="azure-limits"
      title={t('Azure limits')}
      deed={limits === null ? null : t('Save')}
      error={line === undefined ? error : null}
      busy={saving.busy}
      onSubmit={() => void save()}
      onClose={closeDialog}
    >
      {limits && (
        <>
          <Text>
            {t('What a failover meets in the subscription {name}. Empty is not limited, which is our default.', {
              name: limits.subscription,
            })}
          </Text>
          <TextField
            label={t('Quota of cores')}
            value={draft.cores}
            inputMode="numeric"
            maxLength={6}
            placeholder={t('Not limited')}
            error={fault(cores)}
            hint={t('{n} in use by machines of failovers', { n: formatCount(limits.used.cores) })}
            onChange={(text) => setDraft({ ...draft, cores: text })}
          />
          <TextField
            label={t('Quota of network interfaces')}
            value={draft.adapters}
            inputMode="numeric"
            maxLength={6}
            placeholder={t('Not limited')}
            error={fault(adapters)}
            hint={t('{n} in use by machines of failovers', { n: formatCount(limits.used.adapters) })}
            onChange={(text) => setDraft({ ...draft, adapters: text })}
          />
          <LabelledField
            label={t('Addresses in use in Azure')}
            hint={t('One a line: network, address, who uses it. Networks: {networks}.', { networks: limits.networks.join(', ') })}
            error={error && line !== undefined ? t('Line {n}: {message}', { n: Number(line) + 1, message: error.message }) : null}
          >
            <Textarea
              value={draft.addresses}
              rows={5}
              spellCheck={false}
              onChange={(_, data) => setDraft({ ...draft, addresses: data.value })}
            />
          </LabelledField>
        </>
      )}
    </FormDialog>
  )
})
