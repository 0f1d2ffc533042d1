import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { type inventory, listQuery } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { topLevelTerms } from '../../domain/filter/format.ts'
import { parseFilter } from '../../domain/filter/parser.ts'
import { createJobsService, type JobsService } from '../jobs/jobs-service.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import type { DetailBuilders } from './detail-parts.ts'
import {
  azureNetworkDetails,
  mappingDetails,
  policyDetails,
  protectedItemDetails,
  recoveryPlanDetails,
  storageAccountDetails,
  vaultDetails,
} from './details-azure.ts'
import { eventDetails } from './details-events.ts'
import { cloudDetails, clusterDetails, hostDetails, hostGroupDetails } from './details-fabric.ts'
import { logicalNetworkDetails, runAsAccountDetails, vmmServerDetails, vmNetworkDetails } from './details-network.ts'
import { azureResourceDetails, azureVmDetails } from './details-recovery.ts'
import { vmDetails } from './details-vm.ts'
import { importDetails, jobDetails } from './details-work.ts'
import { editField } from './edit.ts'
import { compileFilter } from './filter-sql.ts'
import { ListReader } from './list-reader.ts'
import { lists } from './lists.ts'
import { readTotals } from './totals.ts'
import { workspaceTree } from './trees.ts'
import { toTsv } from './tsv.ts'

export { exportRows } from './export-rows.ts'

const builders: DetailBuilders = {
  vms: vmDetails,
  hosts: hostDetails,
  clusters: clusterDetails,
  clouds: cloudDetails,
  hostGroups: hostGroupDetails,
  vmNetworks: vmNetworkDetails,
  logicalNetworks: logicalNetworkDetails,
  vmmServers: vmmServerDetails,
  runAsAccounts: runAsAccountDetails,
  vaults: vaultDetails,
  storageAccounts: storageAccountDetails,
  azureNetworks: azureNetworkDetails,
  policies: policyDetails,
  mappings: mappingDetails,
  protectedItems: protectedItemDetails,
  recoveryPlans: recoveryPlanDetails,
  jobs: jobDetails,
  events: eventDetails,
  imports: importDetails,
  azureVms: azureVmDetails,
  azureResources: azureResourceDetails,
}

/** Lists, trees and details of an open lab. Every error a person can cause is an AppError. */
export const createInventoryService = ({
  store,
  actor,
  jobs = createJobsService({ store, actor }),
}: {
  store: LabStore
  actor: string
  jobs?: JobsService
}): HandlersFor<typeof inventory> => {
  const { db } = store
  const reader = new ListReader(db, () => store.revision)
  return {
    columns: ({ kind }) => lists[kind].columns.map(({ sql: _, ...column }) => column),
    filterFields: ({ kind }) => lists[kind].fields.map(({ name, label, type, values }) => ({ name, label, type, values: [...values] })),
    filterTerms: ({ kind, where }) => {
      compileFilter(kind, where)
      return topLevelTerms(parseFilter(where)).map(({ text }) => text)
    },
    window: ({ query, offset, limit }) => {
      const parsed = listQuery.parse(query)
      const ids = reader.ids(parsed)
      const scopeTotal = parsed.where.trim() === '' ? ids.length : reader.count(parsed.kind, parsed.scope)
      const rows = reader.rows(parsed.kind, ids.subarray(offset, offset + limit))
      return { total: ids.length, scopeTotal, offset, rows, revision: store.revision }
    },
    indexOf: ({ query, id }) => {
      const index = reader.ids(listQuery.parse(query)).indexOf(id)
      return index < 0 ? null : index
    },
    copyRows: ({ query, ids }) => {
      const parsed = listQuery.parse(query)
      // in the order of the list, whatever order they were selected in
      const wanted = new Set(ids)
      const rows = reader.rows(
        parsed.kind,
        reader.ids(parsed).filter((id) => wanted.has(id)),
      )
      const columns = lists[parsed.kind].columns.filter((column) => column.shown)
      return { text: toTsv(columns, rows), rows: rows.length }
    },
    tree: ({ workspace }) => workspaceTree(db, workspace),
    details: ({ kind, id }) => {
      const rulePack = db.prepare('SELECT rule_pack FROM lab').pluck().get() as string
      const details = builders[kind]({ db, rulePack, jobs }, id)
      if (!details)
        throw new AppError({ code: 'not-found', message: t('This object is gone.'), remedy: t('Refresh the list.'), field: 'id' })
      return { kind, id, ...details }
    },
    totals: () => readTotals(db),
    edit: (edit) => editField(store, actor, edit),
  }
}
