import { plural, t } from '../../../preload/contract/words.ts'
import { exportAzureVms, exportResources } from '../../services/inventory/export-azure.ts'
import { type Command, labOption, oneOf, UsageError } from '../command.ts'
import { iso } from '../lab-time.ts'
import { labPath, reading } from '../labs.ts'
import { tableText } from '../table.ts'

const parts = ['vms', 'resources'] as const

const makerText = (by: 'test' | 'planned' | 'unplanned' | null): string | null => {
  switch (by) {
    case 'test':
      return t('Test failover')
    case 'planned':
      return t('Planned failover')
    case 'unplanned':
      return t('Unplanned failover')
    case null:
      return null
  }
}

export const azure: Command = {
  name: 'azure',
  summary: t('Lists what stands in Azure: the machines that failovers made, or all resources.'),
  usage: [t('azure vms --lab FILE [--where FILTER] [--json]'), t('azure resources --lab FILE [--where FILTER] [--json]')],
  options: { ...labOption, where: { type: 'string' } },
  run: ({ values, positionals }, io) => {
    if (positionals.length !== 1) throw new UsageError(t('Say what to list: {parts}.', { parts: parts.join(', ') }))
    const part = oneOf(positionals[0] ?? '', parts, t('The list'))
    const where = typeof values.where === 'string' ? values.where : ''
    return reading(labPath(values, io), io, ({ db }) => {
      if (part === 'vms') {
        const vms = exportAzureVms(db, where).map(({ createdMs, ...vm }) => ({ ...vm, created: iso(createdMs) }))
        return {
          code: 0 as const,
          json: { vms },
          text: `${tableText(
            [t('Name'), t('Status'), t('Size'), t('Network'), t('IP addresses'), t('Created by'), t('Recovery plan'), t('Created')],
            vms.map((vm) => [
              vm.name,
              vm.state,
              vm.size,
              vm.network,
              vm.nics.flatMap(({ ip }) => ip ?? []).join(', '),
              makerText(vm.createdBy),
              vm.plan,
              vm.created,
            ]),
          )}\n\n${plural(vms.length, 'machine')}`,
        }
      }
      const resources = exportResources(db, where).map(({ createdMs, ...row }) => ({ ...row, created: iso(createdMs) }))
      return {
        code: 0 as const,
        json: { resources },
        text: `${tableText(
          [t('Name'), t('Type'), t('Resource group'), t('Location'), t('Created by'), t('Source')],
          resources.map((row) => [row.name, row.type, row.resourceGroup, row.region, makerText(row.createdBy), row.source]),
        )}\n\n${plural(resources.length, 'resource')}`,
      }
    })
  },
}
