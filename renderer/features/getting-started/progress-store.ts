import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'

type SetupProgress = Awaited<ReturnType<Api['setup']['progress']>>

/** How far Getting Started is in this lab. */
export class ProgressStore {
  progress: SetupProgress | null = null
  private readonly reading = new Request()
  private readonly discarding = new Request()

  constructor(private readonly api: Pick<Api, 'setup'>) {
    makeAutoObservable<this, 'api' | 'reading' | 'discarding'>(
      this,
      { api: false, reading: false, discarding: false, progress: observableRef },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.discarding.error ?? this.reading.error
  }

  async load(): Promise<void> {
    await this.reading.latest(
      () => this.api.setup.progress(),
      (progress) => {
        this.progress = progress
      },
    )
  }

  async discard(): Promise<void> {
    if (await this.discarding.once(() => this.api.setup.discardDraft())) await this.load()
  }
}
