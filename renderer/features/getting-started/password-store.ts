import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { errorShapeOf } from '../../state/error-shape.ts'
import type { SetupApi } from './setup-api.ts'

/**
 * Hands a typed password over to main and keeps only the handle: no field of this store, nor of the draft, ever holds the value.
 */
export class PasswordStore {
  handle: string | null = null
  /** Name of the keychain, or null while unknown or when there is none. */
  backend: string | null = null
  /** Why no keychain answers; null when one does. */
  problem: string | null = null
  error: ErrorShape | null = null
  private staging: Promise<void> = Promise.resolve()

  constructor(
    private readonly api: SetupApi,
    private readonly handed: (handle: string | null) => void,
  ) {
    makeAutoObservable<this, 'api' | 'handed' | 'staging'>(
      this,
      { api: false, handed: false, staging: false, error: observableRef },
      { autoBind: true },
    )
  }

  get held(): string | null {
    return this.handle === null ? null : t('Held until Finish, then saved in {backend}.', { backend: this.backend ?? t('the keychain') })
  }

  async load(): Promise<void> {
    try {
      const state = await this.api.secrets.state()
      runInAction(() => {
        this.backend = state.backend
        this.problem = state.backend === null ? (state.problem ?? t('No keychain service runs.')) : null
      })
    } catch (error) {
      runInAction(() => {
        this.problem = errorShapeOf(error).message
      })
    }
  }

  /** Passes the value on at once; hand-overs follow one another, and the last one counts. */
  stage(value: string): Promise<void> {
    this.error = null
    this.staging = this.staging.then(() => this.pass(value))
    return this.staging
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    return this.staging
  }

  /** Makes main forget what it holds: the wizard is left without Finish. */
  async drop(): Promise<void> {
    await this.staging
    const handle = this.handle
    if (handle === null) return
    runInAction(() => {
      this.handle = null
    })
    // Main forgets by itself when the console ends, so a failure here leaves nothing behind.
    await this.api.secrets.drop({ handle }).catch(() => null)
  }

  private async pass(value: string): Promise<void> {
    const old = this.handle
    try {
      const { handle } = await this.api.secrets.stage({ value })
      runInAction(() => {
        this.handle = handle
      })
      this.handed(handle)
      if (old !== null) await this.api.secrets.drop({ handle: old }).catch(() => null)
    } catch (error) {
      runInAction(() => {
        this.error = errorShapeOf(error)
      })
    }
  }
}
