import { makeAutoObservable, observable, observableRef } from 'mobx'
import type { Candidate, EnableDraft, EnableMachine } from '../../../../preload/contract/enable-replication.ts'
import { AppError, type ErrorShape } from '../../../../preload/contract/errors.ts'
import type { ListRow } from '../../../../preload/contract/inventory.ts'
import type { ActionOutcome, ItemRefusal } from '../../../../preload/contract/replication.ts'
import { t } from '../../../../preload/contract/words.ts'
import type { Api } from '../../../app/api.ts'
import { Request } from '../../../state/request.ts'
import { MachineWindow } from '../../../wizard/machine-window.ts'
import type { WizardIssue, WizardPage } from '../../../wizard/wizard-page.ts'
import { WizardStore } from '../../../wizard/wizard-store.ts'
import type { ReplicationChoices } from '../item-action-store.ts'

export interface EnableApi {
  readonly replication: Pick<Api['replication'], 'candidates' | 'choices' | 'check' | 'enable'>
  readonly inventory: Pick<Api['inventory'], 'window'>
}

/** What a person changed of one machine; the rest is proposed. */
export type MachineChanges = Omit<EnableMachine, 'vmId' | 'excludedDiskIds'> & { excludedDiskIds?: number[] }

interface Ending {
  closed(): void
  finished(outcome: ActionOutcome): void
}

/** Rows that one call may ask for. */
const largest = 500

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The answers of Enable replication (W12) and what its pages offer. Nothing is changed before the end. */
export class EnableStore {
  readonly wizard: WizardStore
  /** Machines that could be added, eligible ones first. */
  readonly machines: MachineWindow<Candidate>
  choices: ReplicationChoices | null = null
  /** The place that Getting Started made: vault, storage account, VMM server. */
  place: { vault: ListRow | null; account: ListRow | null; server: ListRow | null } = { vault: null, account: null, server: null }
  /** Empty = all clouds that have a policy. */
  cloud = ''
  network: 'now' | 'later' = 'later'
  networkId: number | null = null
  subnet = ''
  /** Null = the policy of each machine's cloud. */
  policyId: number | null = null
  readonly selected = observable.map<number, Candidate>({}, { deep: false })
  readonly changes = observable.map<number, MachineChanges>({}, { deep: false })
  /** Machine whose properties are open. */
  open: number | null = null
  begun = false
  private readonly beginning = new Request()
  private readonly selectingAll = new Request()
  private outcome: ActionOutcome | null = null

  constructor(
    private readonly api: EnableApi,
    pages: readonly WizardPage[],
    private readonly ending: Ending,
  ) {
    this.machines = new MachineWindow((query) => api.replication.candidates({ ...query, where: this.within(query.where) }))
    this.wizard = new WizardStore(pages, {
      check: (page) => this.judge(page),
      finish: () => this.finish(),
      entered: (page) => {
        if (page === 'machines') void this.machines.reload()
      },
      reveal: (page, field) => this.reveal(page, field),
      closed: (how) => (how === 'finish' && this.outcome ? this.ending.finished(this.outcome) : this.ending.closed()),
    })
    makeAutoObservable<this, 'api' | 'ending' | 'outcome' | 'beginning' | 'selectingAll'>(
      this,
      {
        api: false,
        ending: false,
        outcome: false,
        beginning: false,
        selectingAll: false,
        wizard: false,
        machines: false,
        selected: false,
        changes: false,
        choices: observableRef,
        place: observableRef,
      },
      { autoBind: true },
    )
  }

  get loadError(): ErrorShape | null {
    return this.beginning.error
  }

  get selecting(): boolean {
    return this.selectingAll.busy
  }

  /** Machines of the chosen cloud; without a cloud none can be replicated. */
  get scope(): string {
    return this.cloud === '' ? '' : `cloud=${quoted(this.cloud)}`
  }

  get clouds(): readonly string[] {
    return [...new Set((this.choices?.policies ?? []).flatMap((policy) => policy.clouds))].sort((a, b) => a.localeCompare(b))
  }

  get chosen(): readonly Candidate[] {
    return [...this.selected.values()].sort((a, b) => a.name.localeCompare(b.name) || a.vmId - b.vmId)
  }

  get ready(): boolean {
    if (!this.begun) return false
    return this.wizard.currentId !== 'machines' || this.machines.loaded || this.machines.error !== null
  }

  get draft(): EnableDraft {
    return {
      machines: this.chosen.map((machine) => {
        const changed = this.changes.get(machine.vmId) ?? {}
        const now = this.network === 'now' && this.networkId !== null
        return {
          vmId: machine.vmId,
          ...(now ? { networkId: this.networkId } : {}),
          ...(now && this.subnet !== '' ? { subnet: this.subnet } : {}),
          ...changed,
        }
      }),
      ...(this.policyId === null ? {} : { policyId: this.policyId }),
    }
  }

  async begin(): Promise<void> {
    const first = async (kind: 'vaults' | 'storageAccounts' | 'vmmServers'): Promise<ListRow | null> =>
      (await this.api.inventory.window({ query: { kind, scope: { kind: 'all' }, where: '', sort: [] }, offset: 0, limit: 1 })).rows[0] ??
      null
    await this.beginning.once(
      () =>
        Promise.all([
          this.api.replication.choices(),
          first('vaults'),
          first('storageAccounts'),
          first('vmmServers'),
          // Says at once when Getting Started is not finished.
          this.api.replication.candidates({ where: '', offset: 0, limit: 1 }),
        ]),
      ([choices, vault, account, server]) => {
        this.choices = choices
        this.place = { vault, account, server }
        this.networkId = choices.networks[0]?.id ?? null
        this.begun = true
        this.wizard.open('source', { savedWallMs: null, resumed: false })
      },
    )
  }

  setCloud(cloud: string): void {
    this.cloud = cloud
    // Machines of the cloud before are not wanted any more.
    this.selectingAll.drop()
    this.selected.clear()
    this.changes.clear()
    this.wizard.changed()
  }

  setNetwork(network: 'now' | 'later'): void {
    this.network = network
    this.wizard.changed()
  }

  setNetworkId(id: number | null): void {
    this.networkId = id
    this.subnet = ''
    this.wizard.changed()
  }

  setSubnet(subnet: string): void {
    this.subnet = subnet
    this.wizard.changed()
  }

  setPolicy(id: number | null): void {
    this.policyId = id
    this.wizard.changed()
  }

  toggle(machine: Candidate): void {
    if (!this.selected.delete(machine.vmId) && machine.eligible) this.selected.set(machine.vmId, machine)
    this.wizard.changed()
  }

  clear(): void {
    this.selectingAll.drop()
    this.selected.clear()
    this.wizard.changed()
  }

  async selectAll(): Promise<void> {
    const { selectingAll } = this
    await selectingAll.once(
      () => this.allEligible(),
      (found) => {
        for (const machine of found) this.selected.set(machine.vmId, machine)
        this.wizard.announce(t('{n} selected', { n: this.selected.size.toLocaleString('en-US') }))
        this.wizard.changed()
      },
    )
    if (selectingAll.error) this.wizard.report(new AppError(selectingAll.error))
  }

  change(vmId: number, part: MachineChanges): void {
    this.changes.set(vmId, { ...this.changes.get(vmId), ...part })
    this.wizard.changed()
  }

  show(vmId: number | null): void {
    this.open = vmId
  }

  dispose(): void {
    this.beginning.drop()
    this.selectingAll.drop()
    this.wizard.dispose()
  }

  /** Every eligible machine that passes the filter: they stand first. */
  private async allEligible(): Promise<readonly Candidate[]> {
    const found: Candidate[] = []
    const where = this.within(this.machines.where)
    for (let offset = 0; ; offset += largest) {
      const { rows, eligible } = await this.api.replication.candidates({ where, offset, limit: largest })
      found.push(...rows.filter((row) => row.eligible))
      if (rows.length < largest || offset + largest >= eligible) return found
    }
  }

  /** A filter inside of the chosen cloud. */
  private within(where: string): string {
    const parts = [this.scope, where.trim()].filter((part) => part !== '')
    return parts.length > 1 ? parts.map((part) => `(${part})`).join(' AND ') : (parts[0] ?? '')
  }

  /** Faults of a page, or of everything; what the engine refuses of a machine stands on the page of its properties. */
  private async judge(page?: string): Promise<readonly WizardIssue[]> {
    const issues: WizardIssue[] = []
    const add = (on: string, field: string, code: string, message: string, remedy: string | null = null): void => {
      if (page === undefined || page === on) issues.push({ page: on, field, code, severity: 'error', message, remedy })
    }
    if (this.network === 'now' && this.networkId === null)
      add('target', 'networkId', 'required', t('Choose a post-failover Azure network.'))
    if (this.selected.size === 0) add('machines', 'machines', 'vm-none', t('Select at least one machine.'))
    if ((page === undefined || page === 'properties' || page === 'summary') && this.selected.size > 0) {
      const { refused } = await this.api.replication.check(this.draft)
      for (const each of refused) add('properties', `machines.${each.id}`, each.code, `${each.name}: ${each.message}`, each.remedy)
    }
    return issues
  }

  private reveal(page: string, field: string): void {
    const vmId = /^machines\.(\d+)$/.exec(field)?.[1]
    if (page === 'properties' && vmId !== undefined) this.open = Number(vmId)
  }

  private async finish(): Promise<void> {
    const { enabled, refused, jobId } = await this.api.replication.enable(this.draft)
    this.outcome = { done: enabled.length, refused: refused as ItemRefusal[], jobId }
  }
}
