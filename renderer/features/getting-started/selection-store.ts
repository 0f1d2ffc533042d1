import { makeAutoObservable } from 'mobx'
import type { SetupMachine } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'

export type MachineItem = SetupAnswers['machines']['items'][number]
export type MachineRef = Pick<SetupMachine, 'name' | 'host'>

const keyOf = (name: string, host: string | null | undefined): string => `${name}\n${host ?? ''}`

/** Which machines are selected and what was said of each; the answers hold it, this finds it. */
export class SelectionStore {
  constructor(
    private readonly items: () => readonly MachineItem[],
    private readonly write: (items: MachineItem[]) => void,
  ) {
    makeAutoObservable<this, 'write' | 'items'>(this, { write: false, items: false }, { autoBind: true })
  }

  get count(): number {
    return this.items().length
  }

  /** Position in the answers by name and host; an entry without a host stands for its name. */
  private get positions(): ReadonlyMap<string, number> {
    return new Map(this.items().map((item, index) => [keyOf(item.name, item.host), index]))
  }

  indexOf(machine: MachineRef): number {
    return this.positions.get(keyOf(machine.name, machine.host)) ?? this.positions.get(keyOf(machine.name, null)) ?? -1
  }

  has(machine: MachineRef): boolean {
    return this.indexOf(machine) >= 0
  }

  item(machine: MachineRef): MachineItem | undefined {
    return this.items()[this.indexOf(machine)]
  }

  set(machine: MachineRef, selected: boolean): void {
    if (selected === this.has(machine)) return
    if (!selected) {
      const at = this.indexOf(machine)
      this.write(this.items().filter((_, index) => index !== at))
      return
    }
    this.write([...this.items(), refOf(machine)])
  }

  /** Adds those that are not selected yet; what was said of the others stays. */
  addAll(machines: readonly MachineRef[]): void {
    const added = machines.filter((machine) => !this.has(machine)).map(refOf)
    if (added.length > 0) this.write([...this.items(), ...added])
  }

  clear(): void {
    this.write([])
  }

  /** Says something of a selected machine; an empty text takes it back, so that the proposal holds again. */
  describe(machine: MachineRef, change: Partial<Omit<MachineItem, 'name' | 'host'>>): void {
    const at = this.indexOf(machine)
    if (at < 0) return
    this.write(
      this.items().map((item, index) => {
        if (index !== at) return item
        const merged = Object.entries({ ...item, ...change }).filter(
          ([, v]) => v !== undefined && v !== '' && !(Array.isArray(v) && v.length === 0),
        )
        return Object.fromEntries(merged) as MachineItem
      }),
    )
  }
}

const refOf = ({ name, host }: MachineRef): MachineItem => (host === null ? { name } : { name, host })
