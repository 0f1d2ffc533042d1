import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

type SetupProgress = Awaited<ReturnType<Api['setup']['progress']>>

/** How far Getting Started is in this lab. */
export class ProgressStore {
  progress: SetupProgress | null = null
  error: ErrorShape | null = null
  private run = 0

  constructor(private readonly api: Pick<Api, 'setup'>) {
    makeAutoObservable<this, 'api' | 'run'>(
      this,
      { api: false, run: false, progress: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  async load(): Promise<void> {
    const run = ++this.run
    try {
      const progress = await this.api.setup.progress()
      if (run !== this.run) return
      runInAction(() => {
        this.progress = progress
        this.error = null
      })
    } catch (error) {
      if (run !== this.run) return
      runInAction(() => {
        this.error = errorShapeOf(error)
      })
    }
  }

  async discard(): Promise<void> {
    try {
      await this.api.setup.discardDraft()
    } catch (error) {
      runInAction(() => {
        this.error = errorShapeOf(error)
      })
      return
    }
    await this.load()
  }
}
