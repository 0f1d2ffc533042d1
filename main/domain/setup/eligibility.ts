import type { Finding } from '../../../preload/contract/common.ts'
import { t } from '../../../preload/contract/words.ts'
import type { MachineFacts } from './context.ts'
import { sameName } from './issue.ts'

/**
 * Blockers that this wizard settles itself, so they don't keep a machine out: OS and OS disk are chosen on the page (S59), the
 * Azure name can be changed after enabling (S10).
 */
export const settledHere: readonly string[] = ['OSDISK-KNOWN', 'VM-NAME-LEN', 'VM-NAME-CHARS']

export const blockersOf = (findings: readonly Finding[]): Finding[] =>
  findings.filter((each) => each.severity === 'blocker' && !settledHere.includes(each.rule))

const reason = (rule: string, message: string, remedy: string): Finding => ({
  rule,
  severity: 'blocker',
  value: null,
  limit: null,
  message,
  remedy,
  source: t('This console'),
})

/** Why a machine can't be selected, with rule and remedy; empty when it can. `cloud` is the source cloud chosen. */
export const reasonsAgainst = (machine: MachineFacts, cloud: string): Finding[] => {
  const reasons = blockersOf(machine.findings)
  if (machine.cloud === null)
    reasons.unshift(
      reason('CLOUD', t('{name} is in no cloud.', { name: machine.name }), t('Assign it to a cloud in VMM and import again.')),
    )
  else if (cloud !== '' && !sameName(machine.cloud, cloud))
    reasons.unshift(
      reason(
        'CLOUD',
        t('{name} is in {cloud}, not in {cloud2}.', { name: machine.name, cloud: machine.cloud, cloud2: cloud }),
        t('Choose {cloud} as source cloud.', { cloud: machine.cloud }),
      ),
    )
  if (machine.protectedItemId !== null)
    reasons.unshift(reason('PROTECTED', t('{name} is protected already.', { name: machine.name }), t('Change it under Replicated Items.')))
  return reasons
}

/** The disk that the machine starts from: as imported, or the only one it has. */
export const knownOsDisk = (machine: Pick<MachineFacts, 'disks'>): string | null => {
  const marked = machine.disks.filter((each) => each.isOs === true)
  if (marked.length === 1 && marked[0]) return marked[0].name
  return machine.disks.length === 1 ? (machine.disks[0]?.name ?? null) : null
}
