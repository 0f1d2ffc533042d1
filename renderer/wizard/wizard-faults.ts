import { makeAutoObservable, observable, runInAction } from 'mobx'
import type { WizardIssue } from './wizard-page.ts'

/** What is known to be wrong, page by page, and how much of it may already be shown. */
export class WizardFaults {
  private readonly issues = observable.map<string, readonly WizardIssue[]>({}, { deep: false })
  /** "page:field" of every field that was left; its issues show from then on. */
  private readonly touched = observable.set<string>()
  /** Pages where Next or Finish failed: all their issues show. */
  private readonly exposed = observable.set<string>()
  /** Counts the questions; only the answer to the last one is kept. */
  private run = 0

  constructor(private readonly ask: (page?: string) => Promise<readonly WizardIssue[]>) {
    makeAutoObservable<this, 'ask' | 'run'>(this, { ask: false, run: false }, { autoBind: true })
  }

  /** Asks for the faults of one page, or of all, and keeps them unless a later question was asked meanwhile. */
  async judge(page?: string): Promise<readonly WizardIssue[]> {
    const run = ++this.run
    const found = await this.ask(page)
    if (run === this.run)
      runInAction(() => {
        if (page === undefined) this.keepAll(found)
        else this.keep(page, found)
      })
    return found
  }

  touch(page: string, field: string): void {
    this.touched.add(`${page}:${field}`)
  }

  expose(page: string): void {
    this.exposed.add(page)
  }

  of(page: string): readonly WizardIssue[] {
    return this.issues.get(page) ?? []
  }

  hasError(page: string): boolean {
    return this.of(page).some((i) => i.severity === 'error')
  }

  exposedErrors(page: string): readonly WizardIssue[] {
    return this.exposed.has(page) ? this.of(page).filter((i) => i.severity === 'error') : []
  }

  /** @param parts also the issues of single entries: "clouds.2" belongs to the list "clouds" */
  shown(page: string, field: string, parts = false): WizardIssue | undefined {
    if (!this.exposed.has(page) && !this.touched.has(`${page}:${field}`)) return undefined
    const own = this.of(page).filter((i) => i.field === field || (parts && i.field.startsWith(`${field}.`)))
    return own.find((i) => i.severity === 'error') ?? own[0]
  }

  private keep(page: string, found: readonly WizardIssue[]): void {
    this.issues.set(
      page,
      found.filter((i) => i.page === page),
    )
  }

  private keepAll(found: readonly WizardIssue[]): void {
    for (const page of new Set([...this.issues.keys(), ...found.map((i) => i.page)])) this.keep(page, found)
  }
}
