import type { ListKind } from '../../../preload/contract/inventory.ts'
import type { ListSpec } from './list-spec.ts'
import {
  azureNetworkList,
  mappingList,
  policyList,
  protectedItemList,
  recoveryPlanList,
  storageAccountList,
  vaultList,
} from './lists-azure.ts'
import { eventList } from './lists-events.ts'
import {
  cloudList,
  clusterList,
  hostGroupList,
  hostList,
  logicalNetworkList,
  runAsAccountList,
  vmmServerList,
  vmNetworkList,
} from './lists-fabric.ts'
import { azureResourceList, azureVmList } from './lists-recovery.ts'
import { vmList } from './lists-vms.ts'
import { importList, jobList } from './lists-work.ts'

/** Every list of the console, one line each. */
export const lists: Readonly<Record<ListKind, ListSpec>> = {
  vms: vmList,
  hosts: hostList,
  clusters: clusterList,
  clouds: cloudList,
  hostGroups: hostGroupList,
  vmNetworks: vmNetworkList,
  logicalNetworks: logicalNetworkList,
  vmmServers: vmmServerList,
  runAsAccounts: runAsAccountList,
  vaults: vaultList,
  storageAccounts: storageAccountList,
  azureNetworks: azureNetworkList,
  policies: policyList,
  mappings: mappingList,
  protectedItems: protectedItemList,
  recoveryPlans: recoveryPlanList,
  jobs: jobList,
  events: eventList,
  imports: importList,
  azureVms: azureVmList,
  azureResources: azureResourceList,
}
