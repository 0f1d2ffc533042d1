import { Button } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { type MachineAnswers, MachineFields } from '../../../wizard/machine-fields.tsx'
import { Card, FieldGrid } from '../../../wizard/page-layout.tsx'
import { useEnable } from './enable-context.ts'
import type { MachineChanges } from './enable-store.ts'

/** An answer taken back falls to what is proposed; a name never does: an empty one is refused. */
const changesOf = ({ osFamily, osDisk, size, subnet, ip, left, ...rest }: Partial<MachineAnswers>): MachineChanges => ({
  ...rest,
  ...(osFamily !== undefined && { osFamily: osFamily || undefined }),
  ...(osDisk !== undefined && { osDiskId: osDisk === '' ? undefined : Number(osDisk) }),
  ...(size !== undefined && { size: size || undefined }),
  ...(subnet !== undefined && { subnet: subnet || undefined }),
  ...(ip !== undefined && { ip: ip.trim() || undefined }),
  ...(left && { excludedDiskIds: left.map(Number) }),
})

/** OS, disks, name, size and address of one machine. */
export const MachineProperties = observer(function MachineProperties({ vmId }: { vmId: number }) {
  const enable = useEnable()
  const machine = enable.selected.get(vmId)
  if (!machine) return null
  const changed = enable.changes.get(vmId) ?? {}
  const networkId = enable.network === 'now' ? enable.networkId : machine.networkId
  const osDisk = changed.osDiskId ?? machine.osDiskId
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
        <MachineFields
          at={`machine.${vmId}`}
          machine={{
            osFamily: machine.osFamily,
            disks: machine.disks.map((disk) => ({ value: String(disk.id), name: disk.name, sizeBytes: disk.sizeBytes })),
            ip: machine.nics[0]?.ip ?? null,
            size: machine.size,
          }}
          answers={{
            osFamily: changed.osFamily ?? machine.osFamily ?? '',
            osDisk: osDisk === null ? '' : String(osDisk),
            azureName: changed.azureName ?? machine.azureName,
            size: changed.size ?? machine.size ?? '',
            subnet: changed.subnet ?? '',
            ip: changed.ip ?? '',
            left: (changed.excludedDiskIds ?? []).map(String),
          }}
          sizes={enable.choices?.sizes ?? []}
          network={enable.choices?.networks.find((each) => each.id === networkId)}
          subnetEmpty={t('By name of the source subnet')}
          disksField="disks"
          wide
          onChange={(change) => enable.change(vmId, changesOf(change))}
        />
      </FieldGrid>
    </Card>
  )
})
