import type { Database } from 'better-sqlite3'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { ruleYear, type SetupContext } from '../../domain/setup/context.ts'
import { findNamed } from '../../domain/setup/issue.ts'
import { nextPlanName } from '../../domain/setup/names.ts'
import { type ResolvedMachine, resolveMachines } from '../../domain/setup/resolve.ts'
import { planSize } from '../../domain/setup/review-page.ts'
import { proxyHost } from '../../domain/setup/source-page.ts'
import { allAccounts, allNetworks } from '../../domain/setup/target.ts'
import { labOf, loadSetupContext, planHead, proxyAccountName } from './setup-context.ts'

/** The plan that Finish would make of these answers, for View Script; what is missing stays empty. */
export const draftPlan = (db: Database, answers: SetupAnswers): PlanDocument => {
  const context = loadSetupContext(db, answers)
  const lab = labOf(db)
  const { vault, target, capacity } = answers
  const networks = allNetworks(answers, context)
  const machines = resolveMachines(answers, context, networks)
  const chosen = new Set([
    target.network,
    ...answers.networkMapping.mappings.map((each) => each.target),
    ...machines.map((each) => each.network?.name ?? ''),
  ])
  const accounts = allAccounts(answers, context)
  return {
    schema: 'offsite-plan/1',
    lab: planHead(lab),
    rulePack: lab.rule_pack,
    vault:
      vault.name === ''
        ? null
        : { name: vault.name, subscription: vault.subscription, resourceGroup: vault.resourceGroup.name, region: vault.region },
    source: sourceOf(answers, context),
    target: {
      subscription: target.subscription,
      deploymentModel: target.deploymentModel,
      storageAccounts: accounts
        .filter((each) => [target.storageAccount, target.logStorageAccount].includes(each.name))
        .map(({ name, type, region }) => ({ name, type, region })),
      networks: networks
        .filter((each) => chosen.has(each.name))
        .map(({ name, region, addressRange, subnets }) => ({ name, region, addressRange, subnets: subnets.map((each) => ({ ...each })) })),
    },
    networkMappings: answers.networkMapping.mappings.map((each) => ({
      ...each,
      vms: findNamed(context.vmNetworks, each.source)?.vms ?? 0,
      lands: [],
    })),
    policies: policiesOf(answers),
    capacity: {
      plannerDone: capacity.plannerDone,
      linkMbps: capacity.linkMbps ?? 0,
      dailyChangePercent: capacity.dailyChangePercent ?? 0,
      initialReplicationHours: capacity.initialReplicationHours ?? 0,
      throttle: capacity.throttle.enabled
        ? { ...capacity.throttle, workKbps: capacity.throttle.workKbps ?? 512, nonWorkKbps: capacity.throttle.nonWorkKbps ?? 2048 }
        : null,
      uploadThreads: capacity.uploadThreads ?? 4,
      downloadThreads: capacity.downloadThreads ?? 4,
      figures: [],
    },
    machines: machines.map((machine) => machineOf(machine, answers)),
    notProtected: [],
    recoveryPlans: plansOf(answers, context, machines),
    prerequisites: [],
    nextSteps: [],
  }
}

const sourceOf = ({ source }: SetupAnswers, context: SetupContext): PlanDocument['source'] => {
  if (source.vmmServer === '') return null
  const clouds =
    source.sync === 'all' ? (findNamed(context.vmmServers, source.vmmServer)?.clouds.map((each) => each.name) ?? []) : source.clouds
  const { proxy } = source
  return {
    vmmServer: source.vmmServer,
    friendlyName: source.friendlyName,
    sync: source.sync,
    clouds,
    connection: source.connection,
    keyFile: source.keyFile.trim() === '' ? null : source.keyFile.trim(),
    proxy:
      source.connection === 'proxy'
        ? {
            address: proxyHost(proxy.address),
            port: proxy.port ?? 8080,
            userName: proxy.authenticate ? proxy.userName : null,
            runAsAccount: proxy.authenticate ? proxyAccountName : null,
          }
        : null,
  }
}

const policiesOf = ({ replication }: SetupAnswers): PlanDocument['policies'] =>
  replication.policyName === ''
    ? []
    : [
        {
          name: replication.policyName,
          copyFrequencySeconds: replication.copyFrequencySeconds,
          retentionHours: replication.retentionHours ?? 2,
          appConsistentHours: replication.appConsistentHours ?? 0,
          initialReplicationStart: replication.initialReplicationStart,
          encrypt: replication.encrypt,
          clouds: replication.clouds,
        },
      ]

const machineOf = (machine: ResolvedMachine, answers: SetupAnswers): PlanDocument['machines'][number] => ({
  name: machine.facts.name,
  host: machine.facts.host,
  cloud: machine.facts.cloud ?? '',
  azureName: machine.azureName,
  size: machine.size,
  osFamily: machine.osFamily,
  osDisk: machine.osDisk.name,
  policy: answers.replication.policyName,
  storageAccount: answers.target.storageAccount,
  logStorageAccount: answers.target.logStorageAccount || null,
  network: machine.network?.name ?? null,
  subnet: machine.adapters[0]?.subnet ?? null,
  ip: machine.adapters[0]?.ip ?? null,
  disks: machine.facts.disks.map((disk) => ({
    name: disk.name,
    sizeBytes: disk.sizeBytes ?? 0,
    excluded: machine.excluded.includes(disk),
  })),
  verdict: machine.facts.verdict,
  findings: [...machine.facts.findings],
})

const plansOf = (answers: SetupAnswers, context: SetupContext, machines: readonly ResolvedMachine[]): PlanDocument['recoveryPlans'] => {
  if (!answers.recoveryPlan.create) return []
  const most = planSize(ruleYear(context.rulePack))
  const plans: PlanDocument['recoveryPlans'] = []
  let { name } = answers.recoveryPlan
  for (let at = 0; at < machines.length; at += most) {
    const members = machines.slice(at, at + most).map((machine) => machine.facts.name)
    plans.push({ name, deploymentModel: answers.target.deploymentModel, groups: [{ name: 'Group 1', machines: members }] })
    name = nextPlanName(name)
  }
  return plans
}
