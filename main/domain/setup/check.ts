import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers, SetupPage } from '../../../preload/contract/setup-answers.ts'
import { capacityIssues } from './capacity-page.ts'
import type { SetupContext } from './context.ts'
import { goalIssues } from './goal-page.ts'
import { machinesIssues } from './machines-page.ts'
import { networkMappingIssues } from './network-mapping-page.ts'
import { prerequisitesIssues } from './prerequisites-page.ts'
import { replicationIssues } from './replication-page.ts'
import { reviewIssues } from './review-page.ts'
import { sourceIssues } from './source-page.ts'
import { targetIssues } from './target-page.ts'
import { vaultIssues } from './vault-page.ts'

/** In the order of the pages. */
const rules: Record<SetupPage, (answers: SetupAnswers, context: SetupContext) => SetupIssue[]> = {
  prerequisites: prerequisitesIssues,
  vault: vaultIssues,
  protectionGoal: goalIssues,
  source: sourceIssues,
  target: targetIssues,
  networkMapping: networkMappingIssues,
  replication: replicationIssues,
  capacity: capacityIssues,
  machines: machinesIssues,
  review: reviewIssues,
}

const pageOrder = Object.keys(rules) as SetupPage[]

/** All faults and cautions of one page, or of every page in order. */
export const checkSetup = (answers: SetupAnswers, context: SetupContext, page?: SetupPage): SetupIssue[] =>
  (page === undefined ? pageOrder : [page]).flatMap((each) => rules[each](answers, context))
