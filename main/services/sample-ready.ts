import { setupAnswers } from '../../preload/contract/setup-answers.ts'
import { t } from '../../preload/contract/words.ts'
import type { EstateSize } from '../domain/sample/estate.ts'
import { proposeAnswers } from '../domain/setup/proposals.ts'
import type { LabStore } from './lab/lab-store.types.ts'
import { writeReplication } from './setup/finish-replication.ts'
import { writeSource } from './setup/finish-source.ts'
import { writeTarget } from './setup/finish-target.ts'
import { labOf, loadSetupContext } from './setup/setup-context.ts'

/** Uplink of the sample sites in Mbit/s: enough for their daily change, slow enough to see initial replication take its time. */
const links: Readonly<Record<EstateSize, number>> = { S: 500, M: 2_000, L: 10_000, XL: 40_000, MAX: 100_000 }

/** The network of a ready sample's test failovers: nothing is mapped to it. */
export const isolatedNetwork = 'DR-Test'

/**
 * Finishes Getting Started for a sample with what the wizard proposes, for all clouds and networks, and protects nothing yet:
 * replication can be enabled at once. No password is needed. Throws AppError `lab-busy`, `lab-read-only`, `disk-full`.
 */
export const readySample = (store: LabStore, { size, actor }: { size: EstateSize; actor: string }): { jobId: number } => {
  const context = loadSetupContext(store.db, setupAnswers.parse({}))
  const answers = setupAnswers.parse(proposeAnswers(labOf(store.db).name, context))
  answers.replication.clouds = (context.vmmServers[0]?.clouds ?? []).map((each) => each.name)
  answers.networkMapping.mappings = context.vmNetworks.map((each) => ({ source: each.name, target: answers.target.network }))
  // Apart from production and with its very addresses, so that test failovers keep theirs and meet nobody (S65).
  const production = answers.target.createNetworks[0]
  if (production !== undefined) answers.target.createNetworks.push({ ...production, name: isolatedNetwork })
  answers.capacity.linkMbps = links[size]
  answers.capacity.dailyChangePercent = 3
  const action = {
    kind: 'setup.finish',
    name: t('Set up protection'),
    actor,
    target: { kind: 'vault', name: answers.vault.name },
    byUser: true,
  }
  const { jobId } = store.apply(action, (tx) => {
    const target = writeTarget(tx, answers)
    writeSource(tx, answers, null)
    writeReplication(tx, answers, target.vault)
  })
  return { jobId }
}
