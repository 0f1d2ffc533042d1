import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export interface PlanApi {
  readonly plan: Api['plan']
  readonly shell: Pick<Api['shell'], 'pickSave' | 'pickFolder' | 'reveal' | 'copy'>
}

/** The plan of the lab and what is saved of it. */
export class PlanStore {
  plan: PlanDocument | null = null
  error: ErrorShape | null = null
  /** Of the last save; the plan itself stays on screen. */
  saveError: ErrorShape | null = null
  /** What was saved, and the token of the file or folder, for showing it. */
  saved: { readonly text: string; readonly token: string } | null = null
  scripts: readonly ScriptFile[] | null = null
  scriptsOpen = false
  busy: 'html' | 'json' | 'scripts' | null = null
  private run = 0

  constructor(private readonly api: PlanApi) {
    makeAutoObservable<this, 'api' | 'run'>(
      this,
      {
        api: false,
        run: false,
        plan: observableRef,
        error: observableRef,
        saveError: observableRef,
        saved: observableRef,
        scripts: observableRef,
      },
      { autoBind: true },
    )
  }

  /** A vault or a protected machine: before either there is nothing to read. */
  get empty(): boolean {
    return this.plan !== null && this.plan.vault === null && this.plan.machines.length === 0
  }

  async load(): Promise<void> {
    const run = ++this.run
    try {
      const plan = await this.api.plan.get()
      if (run !== this.run) return
      runInAction(() => {
        this.plan = plan
        this.error = null
      })
    } catch (error) {
      if (run !== this.run) return
      runInAction(() => {
        this.error = errorShapeOf(error)
      })
    }
  }

  async save(format: 'html' | 'json'): Promise<void> {
    await this.saving(format, async () => {
      const name = `${fileName(this.plan?.lab.name ?? 'plan')}.${format}`
      const target = await this.api.shell.pickSave({
        suggestedName: name,
        title: t('Save the plan as {toUpperCase}', { toUpperCase: format.toUpperCase() }),
      })
      if (!target) return null
      await this.api.plan.export({ format, target: target.token })
      return { text: t('{name} is saved.', { name: target.name }), token: target.token }
    })
  }

  async openScripts(): Promise<void> {
    this.scriptsOpen = true
    this.scripts = null
    try {
      const files = await this.api.plan.scripts()
      runInAction(() => {
        this.scripts = files
      })
    } catch (error) {
      runInAction(() => {
        this.scriptsOpen = false
        this.saveError = errorShapeOf(error)
      })
    }
  }

  closeScripts(): void {
    this.scriptsOpen = false
  }

  async saveScripts(): Promise<void> {
    await this.saving('scripts', async () => {
      const folder = await this.api.shell.pickFolder({ title: t('Save the scripts in a folder') })
      if (!folder) return null
      const { files } = await this.api.plan.exportScripts({ folder: folder.token })
      return { text: t('{scripts} saved in {name}.', { scripts: plural(files.length, 'script'), name: folder.name }), token: folder.token }
    })
  }

  async reveal(): Promise<void> {
    const token = this.saved?.token
    if (!token) return
    try {
      await this.api.shell.reveal({ token })
    } catch (error) {
      runInAction(() => {
        this.saveError = errorShapeOf(error)
      })
    }
  }

  copy(text: string): void {
    void this.api.shell.copy({ text })
  }

  dismiss(): void {
    this.saved = null
    this.saveError = null
  }

  private async saving(what: 'html' | 'json' | 'scripts', work: () => Promise<{ text: string; token: string } | null>): Promise<void> {
    if (this.busy) return
    this.busy = what
    this.saveError = null
    try {
      const saved = await work()
      runInAction(() => {
        if (saved) this.saved = saved
      })
    } catch (error) {
      runInAction(() => {
        this.saveError = errorShapeOf(error)
      })
    } finally {
      runInAction(() => {
        this.busy = null
      })
    }
  }
}

/** "Harbour Clinic" -> "harbour-clinic-plan". */
const fileName = (lab: string): string => {
  const base = lab
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return base === '' ? 'plan' : `${base}-plan`
}
