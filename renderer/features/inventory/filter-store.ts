import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { AppError } from '../../../preload/contract/errors.ts'
import type { filterField, ListKind } from '../../../preload/contract/inventory.ts'
import type { Api } from '../../app/api.ts'
import { type Completion, completionsAt, termsOf } from './filter-text.ts'

type FilterField = z.output<typeof filterField>

/** The filter box: what is typed, what is applied, what could come next, and where it is wrong. */
export class FilterStore {
  text: string
  applied: string
  fields: readonly FilterField[] = []
  fault: AppError | null = null
  completion: Completion | null = null
  choice = 0
  /** Counts up when the box shall take the focus. */
  focusAsked = 0

  constructor(
    private readonly api: Api,
    private readonly kind: ListKind,
    where: string,
    private readonly onApply: (where: string) => Promise<void>,
  ) {
    this.text = where
    this.applied = where
    makeAutoObservable<this, 'api' | 'kind' | 'onApply'>(
      this,
      { api: false, kind: false, onApply: false, fields: observableRef, fault: observableRef, completion: observableRef },
      { autoBind: true },
    )
  }

  /** The parts of the applied filter, each with its own chip; one chip when it cannot be split. */
  get chips(): { label: string; without: string }[] {
    return termsOf(this.applied)
  }

  async load(): Promise<void> {
    const fields = await this.api.inventory.filterFields({ kind: this.kind }).catch(() => [])
    runInAction(() => (this.fields = fields))
  }

  type(text: string, caret: number): void {
    this.text = text
    this.fault = null
    this.completion = completionsAt(text, caret, this.fields)
    this.choice = 0
  }

  suggest(caret: number): void {
    this.completion = completionsAt(this.text, caret, this.fields)
    this.choice = 0
  }

  choose(by: number): void {
    const count = this.completion?.options.length ?? 0
    if (count > 0) this.choice = (this.choice + by + count) % count
  }

  /** Puts a proposal into the box; answers where the caret goes. */
  take(index = this.choice): number | null {
    const option = this.completion?.options[index]
    if (!this.completion || !option) return null
    const { from, to } = this.completion
    this.text = this.text.slice(0, from) + option.insert + this.text.slice(to)
    const caret = from + option.insert.length
    this.completion = option.insert.endsWith(':') ? completionsAt(this.text, caret, this.fields) : null
    this.choice = 0
    return caret
  }

  closeSuggestions(): void {
    this.completion = null
  }

  apply(where = this.text): Promise<void> {
    this.text = where
    this.completion = null
    return this.onApply(where.trim())
  }

  clear(): Promise<void> {
    this.fault = null
    this.text = ''
    this.completion = null
    return this.applied === '' ? Promise.resolve() : this.apply('')
  }

  /** The engine answered to what was sent. */
  accept(where: string): void {
    this.applied = where
    this.fault = null
  }

  refuse(fault: AppError): void {
    this.fault = fault
  }

  askFocus(): void {
    this.focusAsked += 1
  }
}
