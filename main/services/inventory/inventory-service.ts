import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { inventory } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
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
import { createListService, type ListService } from './list-service.ts'

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
  lists = createListService(store),
}: {
  store: LabStore
  actor: string
  jobs?: JobsService
  lists?: ListService
}): HandlersFor<typeof inventory> => {
  const { db } = store
  return {
    ...lists,
    details: ({ kind, id }) => {
      const rulePack = db.prepare('SELECT rule_pack FROM lab').pluck().get() as string
      const details = builders[kind]({ db, rulePack, jobs }, id)
      if (!details)
        throw new AppError({ code: 'not-found', message: t('This object is gone.'), remedy: t('Refresh the list.'), field: 'id' })
      return { kind, id, ...details }
    },
    edit: (edit) => editField(store, actor, edit),
  }
}
