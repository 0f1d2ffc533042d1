import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import type { NetworkFacts, SetupContext, StorageAccountFacts } from './context.ts'
import { sameName } from './issue.ts'

/** Accounts and networks of the lab together with those that Finish will make; a planned one never shadows an existing one. */
export const allAccounts = ({ target }: SetupAnswers, context: SetupContext): (StorageAccountFacts & { planned: boolean })[] => [
  ...context.storageAccounts.map((each) => ({ ...each, planned: false })),
  ...target.createStorageAccounts
    .filter((each) => !context.storageAccounts.some((other) => sameName(other.name, each.name)))
    .map((each) => ({ ...each, deploymentModel: target.deploymentModel, planned: true })),
]

export const allNetworks = ({ target }: SetupAnswers, context: SetupContext): (NetworkFacts & { planned: boolean })[] => [
  ...context.networks.map((each) => ({ ...each, planned: false })),
  ...target.createNetworks
    .filter((each) => !context.networks.some((other) => sameName(other.name, each.name)))
    .map((each) => ({ ...each, deploymentModel: target.deploymentModel, planned: true })),
]
