import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { ImportResult, importProgress } from '../../preload/contract/imports.ts'
import type { Api } from './api.ts'

type Progress = z.output<typeof importProgress>

/** The import that is running, if any: the dialog and the status bar both show it, and both can stop it. */
export class ImportRunStore {
  running: 'preview' | 'import' | null = null
  progress: Progress | null = null

  constructor(private readonly api: Api) {
    makeAutoObservable<this, 'api'>(this, { api: false, progress: observableRef }, { autoBind: true })
    api.imports.onProgressed((progress) => {
      runInAction(() => {
        if (this.running) this.progress = progress
      })
    })
  }

  /** Share of the bytes read, 0 to 100; null before the first report. */
  get percent(): number | null {
    const now = this.progress
    if (!now || now.bytesTotal === 0) return null
    return Math.min(100, Math.floor((now.bytes / now.bytesTotal) * 100))
  }

  preview(files: string[]): Promise<ImportResult> {
    return this.during('preview', () => this.api.imports.preview({ files }))
  }

  run(files: string[]): Promise<ImportResult> {
    return this.during('import', () => this.api.imports.run({ files }))
  }

  async stop(): Promise<void> {
    if (this.running) await this.api.imports.cancel()
  }

  private async during(running: 'preview' | 'import', work: () => Promise<ImportResult>): Promise<ImportResult> {
    this.running = running
    this.progress = null
    try {
      return await work()
    } finally {
      runInAction(() => {
        this.running = null
        this.progress = null
      })
    }
  }
}
