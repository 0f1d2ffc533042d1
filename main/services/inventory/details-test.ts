import type { Database } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import { type TestChoice, testChoiceOf, testPointWords } from '../replication/test-choices.ts'
import { type Fact, fact, facts, type Tab, tab } from './detail-parts.ts'

const networkFact = (db: Database, { networkId }: TestChoice): Fact => {
  const name = networkId === null ? null : (db.prepare('SELECT name FROM azure_network WHERE id = ?').pluck().get(networkId) as string)
  return fact(t('Network of the test'), name ?? t('None: the machine is reached by no one'), 'text', {
    ...(networkId === null ? {} : { link: { kind: 'azureNetworks' as const, id: networkId } }),
  })
}

/** What a test failover was started with: network, recovery point and its kind. */
const choiceFacts = (db: Database, choice: TestChoice): Fact[] => [
  networkFact(db, choice),
  ...(choice.point === null
    ? []
    : [fact(t('Recovery point'), choice.point.stampMs, 'instantLab'), fact(t('Kind of recovery point'), testPointWords(choice.point))]),
]

/** A tab of a replicated item: what its newest test failover was started with. */
export const testTab = (db: Database, item: number): Tab[] => {
  const choice = testChoiceOf(db, item)
  if (choice === null || choice.atMs === 0) return []
  return [
    tab('test', t('Test failover'), [
      facts(null, [fact(t('Test failover started'), choice.atMs, 'instantLab'), ...choiceFacts(db, choice)]),
    ]),
  ]
}

/** The same of the job of one; none of any other job. */
export const testJobFacts = (db: Database, jobId: number): Fact[] => {
  const job = db
    .prepare(
      `SELECT r.protected_item_id AS item, r.branch_id AS branch, j.started_lab_ms AS atMs FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.job_id = ? AND r.model = 'testFailover' AND r.protected_item_id IS NOT NULL`,
    )
    .get(jobId) as { item: number; branch: number; atMs: number } | undefined
  if (job === undefined) return []
  const choice = testChoiceOf(db, job.item, job)
  return choice === null || choice.atMs === 0 ? [] : choiceFacts(db, choice)
}
