import type { PlanDocument } from '../../../preload/contract/plan.ts'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import type { SetupPage } from '../../../preload/contract/setup-answers.ts'
import type { ScriptMaker } from './common.ts'
import { hostsAgent, hostsThrottle } from './hosts.ts'
import { computeAndNetwork, enableReplication, recoveryPlans } from './machines.ts'
import { policyAndMapping } from './policy-and-mapping.ts'
import { vaultAndTarget } from './vault-and-target.ts'
import { vmmProvider } from './vmm-provider.ts'

/** In run order: the vault comes first because the Provider registers with its key. */
const makers: readonly { make: ScriptMaker; pages: readonly SetupPage[] }[] = [
  { make: vaultAndTarget, pages: ['vault', 'target'] },
  { make: vmmProvider, pages: ['source'] },
  { make: hostsAgent, pages: ['source'] },
  { make: hostsThrottle, pages: ['capacity'] },
  { make: policyAndMapping, pages: ['networkMapping', 'replication'] },
  { make: enableReplication, pages: ['machines'] },
  { make: computeAndNetwork, pages: ['machines'] },
  { make: recoveryPlans, pages: ['review'] },
]

const runOrder = (files: readonly ScriptFile[]): ScriptFile => ({
  name: '00-run-order.txt',
  language: 'text',
  runOn: 'nothing: read it first',
  text: `Run order\n\n${files.map((each) => `${each.name}\n  Run on: ${each.runOn}.`).join('\n')}\n\nNo file holds a password; where one is needed it is asked for.\n`,
})

/** All scripts of a plan, or those that belong to one page of Getting Started; empty when nothing is set up. */
export const planScripts = (plan: PlanDocument, page?: SetupPage): ScriptFile[] => {
  const chosen = makers.filter((each) => page === undefined || page === 'review' || each.pages.includes(page))
  const files = chosen.flatMap(({ make }) => make(plan) ?? [])
  return page === undefined && files.length > 0 ? [runOrder(files), ...files] : files
}
