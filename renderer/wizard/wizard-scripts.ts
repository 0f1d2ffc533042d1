import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import type { ScriptFile } from '../../preload/contract/setup.ts'
import { errorShapeOf } from './error-shape.ts'

/** What View Script shows. */
export class WizardScripts {
  files: readonly ScriptFile[] | null = null
  error: ErrorShape | null = null
  /** What came of saving them. */
  saved: string | null = null

  constructor() {
    makeAutoObservable(this, { files: observableRef, error: observableRef }, { autoBind: true })
  }

  async load(read: () => Promise<readonly ScriptFile[]>): Promise<void> {
    this.files = null
    this.error = null
    this.saved = null
    try {
      const files = await read()
      runInAction(() => {
        this.files = files
      })
    } catch (error) {
      this.failed(error)
    }
  }

  savedAs(text: string): void {
    this.saved = text
    this.error = null
  }

  failed(error: unknown): void {
    this.error = errorShapeOf(error)
  }
}
