import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { PickedFile } from '../../../preload/contract/common.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ImportResult } from '../../../preload/contract/imports.ts'
import type { LabInfo } from '../../../preload/contract/lab.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import type { ImportRunStore } from '../../app/import-run-store.ts'

export type ImportStep = 'files' | 'preview' | 'result'

interface Parts {
  api: Api
  run: ImportRunStore
  /** The open lab, asked anew each time. */
  lab: () => LabInfo | null
  createLab: (name: string) => Promise<LabInfo | null>
}

/** "harbour-vms.csv" names the lab "harbour-vms". */
export const labNameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '').slice(0, 80) || 'Lab 1'

/** W2: choose files, look at what they would change, import, see what came of it. */
export class ImportDialogStore {
  step: ImportStep = 'files'
  files: readonly PickedFile[]
  preview: ImportResult | null = null
  result: ImportResult | null = null
  error: unknown = null
  /** A file is being chosen or a lab made. */
  waiting = false
  /** The rows left out are being written. */
  saving = false

  constructor(
    files: readonly PickedFile[],
    private readonly parts: Parts,
  ) {
    this.files = files
    makeAutoObservable<this, 'parts'>(
      this,
      { parts: false, files: observableRef, preview: observableRef, result: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  get running(): boolean {
    return this.parts.run.running !== null
  }

  get busy(): boolean {
    return this.running || this.waiting
  }

  /** What the present page shows: the preview, or what the import did. */
  get outcome(): ImportResult | null {
    return this.step === 'result' ? this.result : this.preview
  }

  /** What was left out are lines of a collector file, not rows of a CSV. */
  get rejectsAreLines(): boolean {
    const { outcome } = this
    return outcome?.files.find((file) => file.name === outcome.rejected[0]?.file)?.format === 'collector'
  }

  get changesNothing(): boolean {
    const { preview } = this
    if (!preview) return false
    const counts = [preview, ...Object.values(preview.parts)]
    return counts.every((count) => count.created === 0 && count.updated === 0)
  }

  async pick(): Promise<void> {
    await this.wait(async () => this.add(await this.parts.api.shell.pickImportFiles()))
  }

  async drop(files: readonly File[]): Promise<void> {
    await this.wait(async () => this.add(await Promise.all(files.map((file) => this.parts.api.files.dropped(file)))))
  }

  remove(token: string): void {
    this.files = this.files.filter((file) => file.token !== token)
    this.error = null
  }

  /** Reads the files and shows what an import would do. Without a lab, makes one named after the first file. */
  async look(): Promise<void> {
    const first = this.files[0]
    if (!first || this.busy) return
    this.error = null
    if (!this.parts.lab()) {
      let made: LabInfo | null = null
      await this.wait(async () => {
        made = await this.parts.createLab(labNameOf(first.name))
      })
      if (!made) return
    }
    await this.during(async () => {
      const preview = await this.parts.run.preview(this.tokens)
      runInAction(() => {
        this.preview = preview
        this.step = 'preview'
      })
    })
  }

  async start(): Promise<void> {
    if (this.busy) return
    await this.during(async () => {
      const result = await this.parts.run.run(this.tokens)
      runInAction(() => {
        this.result = result
        this.step = 'result'
      })
    })
  }

  /** Stops what runs; nothing stays changed. */
  async stop(): Promise<void> {
    await this.parts.run.stop()
  }

  back(): void {
    this.step = 'files'
    this.preview = null
    this.error = null
  }

  /**
   * Writes the rows left out to a file of the user's choice; answers how many, or null when no place was chosen or they are
   * being written already. Rejects with what the file or the engine says.
   */
  async saveRejects(): Promise<number | null> {
    if (this.saving) return null
    this.saving = true
    try {
      return await this.writeRejects()
    } finally {
      runInAction(() => (this.saving = false))
    }
  }

  private async writeRejects(): Promise<number | null> {
    const name = labNameOf(this.files[0]?.name ?? 'import')
    const [ending, title] = this.rejectsAreLines ? ['jsonl', t('Save rejected lines')] : ['csv', t('Save rejects CSV')]
    const target = await this.parts.api.shell.pickSave({ suggestedName: `${name}-rejects.${ending}`, title })
    if (!target) return null
    const batchId = this.step === 'result' ? (this.result?.batchId ?? null) : null
    const { rows } = await this.parts.api.imports.saveRejects({ batchId, target: target.token })
    return rows
  }

  private get tokens(): string[] {
    return this.files.map((file) => file.token)
  }

  private add(files: readonly PickedFile[]): void {
    const known = new Set(this.files.map((file) => `${file.name} ${file.bytes} ${file.token}`))
    this.files = [...this.files, ...files.filter((file) => !known.has(`${file.name} ${file.bytes} ${file.token}`))].slice(0, 32)
    this.error = null
  }

  private async wait(work: () => Promise<void>): Promise<void> {
    this.waiting = true
    try {
      await work()
    } catch (error) {
      runInAction(() => (this.error = error))
    } finally {
      runInAction(() => (this.waiting = false))
    }
  }

  private async during(work: () => Promise<void>): Promise<void> {
    this.error = null
    try {
      await work()
    } catch (error) {
      runInAction(() => {
        // Stopping is what the user asked for, and no fault.
        this.error = error instanceof AppError && error.code === 'cancelled' ? null : error
      })
    }
  }
}
