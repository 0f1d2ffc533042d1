import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'

export interface PlanApi {
  readonly plan: Api['plan']
  readonly shell: Pick<Api['shell'], 'pickSave' | 'pickFolder' | 'reveal' | 'copy'>
}

/** The plan of the lab and what is saved of it. */
export class PlanStore {
  plan: PlanDocument | null = null
  /** What was saved, and the token of the file or folder, for showing it. */
  saved: { readonly text: string; readonly token: string } | null = null
  scripts: readonly ScriptFile[] | null = null
  scriptsOpen = false
  private readonly reading = new Request()
  private readonly readingScripts = new Request()
  private readonly saving = new Request()
  private readonly revealing = new Request()

  constructor(private readonly api: PlanApi) {
    makeAutoObservable<this, 'api' | 'reading' | 'readingScripts' | 'saving' | 'revealing'>(
      this,
      {
        api: false,
        reading: false,
        readingScripts: false,
        saving: false,
        revealing: false,
        plan: observableRef,
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

  get error(): ErrorShape | null {
    return this.reading.error
  }

  /** Of what was done with the plan, which itself stays on screen. */
  get saveError(): ErrorShape | null {
    return this.saving.error ?? this.revealing.error ?? this.readingScripts.error
  }

  get busy(): boolean {
    return this.saving.busy
  }

  async load(): Promise<void> {
    await this.reading.latest(
      () => this.api.plan.get(),
      (plan) => {
        this.plan = plan
      },
    )
  }

  async save(format: 'html' | 'json'): Promise<void> {
    await this.keep(async () => {
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
    await this.readingScripts.latest(
      () => this.api.plan.scripts(),
      (files) => {
        this.scripts = files
      },
    )
    if (this.readingScripts.error) this.closeScripts()
  }

  closeScripts(): void {
    this.scriptsOpen = false
    this.readingScripts.drop()
  }

  async saveScripts(): Promise<void> {
    await this.keep(async () => {
      const folder = await this.api.shell.pickFolder({ title: t('Save the scripts in a folder') })
      if (!folder) return null
      const { files } = await this.api.plan.exportScripts({ folder: folder.token })
      return { text: t('{scripts} saved in {name}.', { scripts: plural(files.length, 'script'), name: folder.name }), token: folder.token }
    })
  }

  async reveal(): Promise<void> {
    const token = this.saved?.token
    if (token) await this.revealing.once(() => this.api.shell.reveal({ token }))
  }

  copy(text: string): void {
    void this.api.shell.copy({ text })
  }

  dismiss(): void {
    this.saved = null
    for (const each of [this.saving, this.revealing, this.readingScripts]) each.say(null)
  }

  private async keep(work: () => Promise<{ text: string; token: string } | null>): Promise<void> {
    await this.saving.once(work, (saved) => {
      if (saved) this.saved = saved
    })
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
