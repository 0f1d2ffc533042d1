import { Button } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { formatBytes } from '../../../ui/format.ts'
import { CheckListField, SelectField } from '../../../wizard/choice-fields.tsx'
import { TextField } from '../../../wizard/fields.tsx'
import { Card, FieldGrid } from '../../../wizard/page-layout.tsx'
import { useEnable } from './enable-context.ts'
import type { MachineChanges } from './enable-store.ts'

/** OS, disks, name, size and address of one machine. */
export const MachineProperties = observer(function MachineProperties({ vmId }: { vmId: number }) {
  const enable = useEnable()
  const machine = enable.selected.get(vmId)
  if (!machine) return null
  const changed = enable.changes.get(vmId) ?? {}
  const at = `machine.${vmId}`
  const say = (part: MachineChanges): void => enable.change(vmId, part)
  const osDisk = changed.osDiskId ?? machine.osDiskId
  const left = changed.excludedDiskIds ?? []
  const networkId = enable.network === 'now' ? enable.networkId : machine.networkId
  const network = enable.choices?.networks.find((each) => each.id === networkId)
  const disks = machine.disks.map((disk) => ({
    value: String(disk.id),
    label: disk.sizeBytes === null ? disk.name : t('{name} ({size})', { name: disk.name, size: formatBytes(disk.sizeBytes) }),
  }))
  return (
    <Card
      title={machine.name}
      actions={
        <Button
          size="small"
          onClick={() => {
            enable.show(null)
            enable.toggle(machine)
          }}
        >
          {t('Leave out')}
        </Button>
      }
    >
      <FieldGrid narrow>
        <SelectField
          path={`${at}.osFamily`}
          label={t('OS Type')}
          required
          empty={machine.osFamily === null ? t('Choose') : null}
          value={changed.osFamily ?? machine.osFamily ?? ''}
          choices={[
            { value: 'windows', label: 'Windows' },
            { value: 'linux', label: 'Linux' },
          ]}
          onChange={(value) => say({ osFamily: value === 'windows' || value === 'linux' ? value : undefined })}
        />
        <SelectField
          path={`${at}.osDisk`}
          label={t('OS Disk')}
          required
          empty={osDisk === null ? t('Choose') : null}
          value={osDisk === null ? '' : String(osDisk)}
          choices={disks}
          onChange={(value) => say({ osDiskId: value === '' ? undefined : Number(value) })}
        />
        <TextField
          path={`${at}.azureName`}
          label={t('Azure name')}
          required
          maxLength={120}
          value={changed.azureName ?? machine.azureName}
          onChange={(azureName) => say({ azureName })}
        />
        <SelectField
          path={`${at}.size`}
          label={t('Size')}
          empty={machine.size === null ? t('None fits') : null}
          value={changed.size ?? machine.size ?? ''}
          choices={(enable.choices?.sizes ?? []).map((size) => ({
            value: size.name,
            label: t('{name}, {cores, plural, one {# core} other {# cores}}, {memory} GiB', {
              name: size.name,
              cores: size.cores,
              memory: size.memoryGib,
            }),
          }))}
          onChange={(size) => say({ size: size === '' ? undefined : size })}
        />
        <SelectField
          path={`${at}.subnet`}
          label={t('Subnet')}
          empty={t('By name of the source subnet')}
          value={changed.subnet ?? ''}
          choices={(network?.subnets ?? []).map((each) => ({ value: each.name, label: `${each.name} (${each.range})` }))}
          onChange={(subnet) => say({ subnet: subnet === '' ? undefined : subnet })}
          hint={network ? t('In {name}', { name: network.name }) : t('Not mapped to an Azure network yet.')}
        />
        <TextField
          path={`${at}.ip`}
          label={t('Target IP')}
          maxLength={15}
          placeholder={t('DHCP assigned')}
          value={changed.ip ?? ''}
          onChange={(ip) => say({ ip: ip.trim() === '' ? undefined : ip.trim() })}
          hint={machine.nics[0]?.ip ? t('On site: {ip}', { ip: machine.nics[0].ip }) : undefined}
        />
        <CheckListField
          path={`${at}.disks`}
          label={t('Disks to replicate')}
          wide
          values={machine.disks.filter((disk) => !left.includes(disk.id)).map((disk) => String(disk.id))}
          choices={disks.map((disk) => ({ ...disk, disabled: disk.value === String(osDisk) }))}
          none={t('No disks in the import.')}
          onChange={(kept) =>
            say({
              excludedDiskIds: machine.disks.map((disk) => disk.id).filter((disk) => disk !== osDisk && !kept.includes(String(disk))),
            })
          }
        />
      </FieldGrid>
    </Card>
  )
})
