import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { freeRange } from './free-range.ts'

type Target = SetupAnswers['target']
export type NewAccount = Target['createStorageAccounts'][number]
export type NewNetwork = Target['createNetworks'][number]

/** Storage accounts and networks that Finish will make. They are named elsewhere in the answers, so a new name goes there too. */
export class TargetDraft {
  /** The last name that was not empty: while a name is typed anew it passes through "", and must not lose those who name it. */
  private readonly former = new Map<string, string>()

  constructor(
    private readonly read: () => SetupAnswers,
    private readonly write: (answers: SetupAnswers) => void,
  ) {}

  addAccount(): void {
    const { target, vault } = this.read()
    const name = unused(`${letters(vault.name) || 'dr'}storage`, target.createStorageAccounts)
    this.set({
      createStorageAccounts: [...target.createStorageAccounts, { name, type: 'Standard_GRS', region: vault.region }],
      storageAccount: name,
    })
  }

  changeAccount(index: number, change: Partial<NewAccount>): void {
    const { target } = this.read()
    const old = target.createStorageAccounts[index]
    if (!old) return
    const from = this.rename(`account ${index}`, old.name, change.name)
    const renamed = (name: string): string => (from !== null && name !== '' && name === from ? (change.name ?? name) : name)
    this.set({
      createStorageAccounts: target.createStorageAccounts.map((a, i) => (i === index ? { ...a, ...change } : a)),
      storageAccount: renamed(target.storageAccount),
      logStorageAccount: renamed(target.logStorageAccount),
    })
  }

  removeAccount(index: number): void {
    const { target } = this.read()
    const name = target.createStorageAccounts[index]?.name
    const without = (chosen: string): string => (chosen === name ? '' : chosen)
    this.set({
      createStorageAccounts: target.createStorageAccounts.filter((_, i) => i !== index),
      storageAccount: without(target.storageAccount),
      logStorageAccount: without(target.logStorageAccount),
    })
  }

  addNetwork(): void {
    const { target, vault } = this.read()
    const name = unused('DR-Net', target.createNetworks)
    this.set({
      createNetworks: [
        ...target.createNetworks,
        { name, region: vault.region, addressRange: '10.20.0.0/16', subnets: [{ name: 'default', range: '10.20.0.0/24' }] },
      ],
      network: name,
    })
  }

  changeNetwork(index: number, change: Partial<NewNetwork>): void {
    const answers = this.read()
    const old = answers.target.createNetworks[index]
    if (!old) return
    const createNetworks = answers.target.createNetworks.map((n, i) => (i === index ? { ...n, ...change } : n))
    const from = this.rename(`network ${index}`, old.name, change.name)
    if (from === null) this.set({ createNetworks })
    else this.write(renameNetwork({ ...answers, target: { ...answers.target, createNetworks } }, from, change.name ?? ''))
  }

  removeNetwork(index: number): void {
    const answers = this.read()
    const name = answers.target.createNetworks[index]?.name ?? ''
    const createNetworks = answers.target.createNetworks.filter((_, i) => i !== index)
    this.write(renameNetwork({ ...answers, target: { ...answers.target, createNetworks } }, name, ''))
  }

  /** Adds a subnet of that name with a free range. False when the network exists already in Azure or has no room. */
  addSubnet(network: string, name: string): boolean {
    const { target } = this.read()
    const index = target.createNetworks.findIndex((n) => n.name === network)
    const planned = target.createNetworks[index]
    if (!planned) return false
    const ranges = planned.subnets.map((s) => s.range)
    const range = freeRange(planned.addressRange, ranges)
    if (range === null) return false
    this.changeNetwork(index, { subnets: [...planned.subnets, { name, range }] })
    return true
  }

  /** The name that others use and that becomes `to`; null when nothing is to be renamed now. */
  private rename(id: string, old: string, to: string | undefined): string | null {
    if (to === undefined) return null
    const from = old === '' ? (this.former.get(id) ?? '') : old
    if (to !== '') this.former.delete(id)
    else this.former.set(id, from)
    return to === '' || from === '' ? null : from
  }

  private set(change: Partial<Target>): void {
    const answers = this.read()
    this.write({ ...answers, target: { ...answers.target, ...change } })
  }
}

/** A new name of '' takes the network out of every place that named it. */
const renameNetwork = (answers: SetupAnswers, from: string, to: string): SetupAnswers => {
  if (from === '') return answers
  const { target, networkMapping, machines } = answers
  return {
    ...answers,
    target: { ...target, network: target.network === from ? to : target.network },
    networkMapping: {
      mappings: networkMapping.mappings.map((m) => (m.target === from ? { ...m, target: to } : m)).filter((m) => m.target !== ''),
    },
    machines: machines.azureNetwork === from ? { ...machines, azureNetwork: to, subnet: to === '' ? '' : machines.subnet } : machines,
  }
}

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 14)

const unused = (wish: string, taken: readonly { name: string }[]): string => {
  let name = wish
  for (let n = 2; taken.some((t) => t.name === name); n++) name = `${wish}${n}`
  return name
}
