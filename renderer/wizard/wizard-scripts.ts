import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import type { ScriptFile } from '../../preload/contract/setup.ts'
import { Request } from '../state/request.ts'

/** What View Script shows. */
export class WizardScripts {
  files: readonly ScriptFile[] | null = null
  /** What came of saving them. */
  saved: string | null = null
  private readonly reading = new Request()

  constructor() {
    makeAutoObservable<this, 'reading'>(this, { reading: false, files: observableRef }, { autoBind: true })
  }

  get error(): ErrorShape | null {
    return this.reading.error
  }

  async load(read: () => Promise<readonly ScriptFile[]>): Promise<void> {
    this.files = null
    this.saved = null
    this.failed(null)
    await this.reading.latest(read, (files) => {
      this.files = files
    })
  }

  savedAs(text: string): void {
    this.saved = text
    this.failed(null)
  }

  failed(error: unknown): void {
    this.reading.say(error)
  }
}
