import type * as z from 'zod'
import { AppError } from '../../../preload/contract/errors.ts'
import type { replication } from '../../../preload/contract/replication.ts'
import { setupAnswers } from '../../../preload/contract/setup.ts'
import { t } from '../../../preload/contract/words.ts'
import { machinesIssues } from '../../domain/setup/machines-page.ts'
import type { LabStore, Row } from '../lab/lab-store.types.ts'
import { upsertBy } from '../setup/finish-rows.ts'
import { loadMachines } from '../setup/machine-facts.ts'
import { labOf, loadSetupContext } from '../setup/setup-context.ts'
import { answersFor, baseOf } from './enable.ts'

type Properties = z.output<(typeof replication)['members']['setProperties']['input']>

interface ItemRow {
  id: number
  vm_id: number
  azure_name: string
  azure_size: string
  azure_network_id: number | null
  os_family: 'windows' | 'linux'
  os_disk: string
}

const inAzure = ['M10', 'M11', 'M12', 'M13', 'M14', 'M15']

/**
 * Compute and Network of an item (S62-S64), under the rules of Getting Started's Virtual machines page. What is failed over keeps what it has.
 * Throws AppError `not-found`, `action-refused`, `setup-invalid` with the first fault.
 */
export const setItemProperties = (store: LabStore, actor: string, wanted: Properties): { jobId: number | null } => {
  const { db } = store
  const row = db
    .prepare(
      `SELECT p.id, p.vm_id, p.azure_name, p.azure_size, p.azure_network_id, p.os_family, d.name AS os_disk, r.state AS state
       FROM protected_item p JOIN virtual_disk d ON d.id = p.os_disk_id LEFT JOIN replicated_item r ON r.protected_item_id = p.id WHERE p.id = ?`,
    )
    .get(wanted.id) as (ItemRow & { state: string | null }) | undefined
  if (row === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('This item is not replicated any more.'),
      remedy: t('Refresh the list.'),
      at: { row: wanted.id },
    })
  if (inAzure.includes(row.state ?? ''))
    throw new AppError({
      code: 'action-refused',
      message: t('A machine that is failed over keeps its properties. Nothing was changed.'),
      remedy: t('Change them after failback.'),
    })
  const base = baseOf(db)
  const machine = loadMachines(db, [row.vm_id], labOf(db).rule_pack, base.premium)[0]
  if (machine === undefined) throw new Error(`Item ${row.id} without its machine`)
  const networkId = wanted.networkId === undefined ? row.azure_network_id : wanted.networkId
  const first = wanted.adapters?.find((each) => each.networkAdapterId === machine.nics[0]?.id)
  const answers = answersFor(base, networkId)
  answers.machines.items = [
    {
      name: machine.name,
      azureName: wanted.azureName ?? row.azure_name,
      size: wanted.size ?? row.azure_size,
      osFamily: row.os_family,
      osDisk: row.os_disk,
      ...(first?.subnet ? { subnet: first.subnet } : {}),
      ...(first?.ip ? { ip: first.ip } : {}),
    },
  ]
  const context = { ...loadSetupContext(db, setupAnswers.parse({})), machines: new Map([[machine.name.toLowerCase(), [machine]]]) }
  const fault = machinesIssues(answers, context).find(
    (issue) => issue.severity === 'error' && /^items\.0\.(azureName|size|subnet|ip)$/.test(issue.field),
  )
  if (fault !== undefined)
    throw new AppError({
      code: 'setup-invalid',
      message: fault.message,
      field: fault.field.replace('items.0.', ''),
      ...(fault.remedy === null ? {} : { remedy: fault.remedy }),
    })
  const patch: Row = {
    ...(wanted.azureName === undefined ? {} : { azure_name: wanted.azureName }),
    ...(wanted.size === undefined ? {} : { azure_size: wanted.size }),
    ...(wanted.networkId === undefined ? {} : { azure_network_id: wanted.networkId }),
    ...(wanted.availabilitySet === undefined ? {} : { availability_set: wanted.availabilitySet?.trim() || null }),
  }
  const own = new Set(machine.nics.map((nic) => nic.id))
  const { jobId } = store.apply(
    {
      kind: 'replication.properties',
      name: t('Update properties of {name}', { name: machine.name }),
      actor,
      target: { kind: 'protectedItem', id: row.id, name: machine.name },
    },
    (tx) => {
      tx.update('protected_item', row.id, patch)
      for (const each of wanted.adapters ?? []) {
        if (!own.has(each.networkAdapterId)) continue
        upsertBy(
          tx,
          'protected_item_adapter',
          { protected_item_id: row.id, network_adapter_id: each.networkAdapterId },
          { subnet_name: each.subnet, ip_address: each.ip?.trim() || null },
        )
      }
    },
  )
  return { jobId }
}
