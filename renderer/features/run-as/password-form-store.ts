import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export interface PasswordFormApi {
  readonly secrets: Pick<Api['secrets'], 'state' | 'stage' | 'drop'>
}

type Work = (password: { handle: string } | null) => Promise<unknown>

/**
 * Hands a typed password to main, lets `work` use its handle, and makes main forget it again. Values pass through as
 * arguments: no field here ever holds one.
 */
export class PasswordFormStore {
  /** Name of the keychain; null while unknown or when none answers. */
  backend: string | null = null
  /** Why no keychain answers (E-11); null when one does. */
  problem: string | null = null
  /** Faults of the fields, by their name. */
  faults: Readonly<Record<string, string>> = {}
  /** A fault that belongs to no field. */
  error: ErrorShape | null = null
  busy = false

  constructor(private readonly api: PasswordFormApi) {
    makeAutoObservable<this, 'api'>(this, { api: false, faults: observableRef, error: observableRef }, { autoBind: true })
  }

  async load(): Promise<void> {
    try {
      const { backend, problem } = await this.api.secrets.state()
      runInAction(() => {
        this.backend = backend
        this.problem = backend === null ? (problem ?? t('No keychain service runs.')) : null
      })
    } catch (error) {
      runInAction(() => {
        this.problem = errorShapeOf(error).message
      })
    }
  }

  /** True when the work is done. `later` goes without a password. */
  async submit(typed: { password: string; confirm: string; later?: boolean }, work: Work): Promise<boolean> {
    if (this.busy) return false
    this.faults = typed.later ? {} : passwordFaults(typed)
    this.error = null
    if (Object.keys(this.faults).length > 0) return false
    this.busy = true
    let handle: string | null = null
    try {
      if (!typed.later) ({ handle } = await this.api.secrets.stage({ value: typed.password }))
      await work(handle === null ? null : { handle })
      return true
    } catch (error) {
      runInAction(() => this.take(errorShapeOf(error)))
      return false
    } finally {
      // Main forgets by itself when the console ends, so a failure here leaves nothing behind.
      if (handle !== null) await this.api.secrets.drop({ handle }).catch(() => null)
      runInAction(() => {
        this.busy = false
      })
    }
  }

  private take(shape: ErrorShape): void {
    const { field } = shape
    if (field === 'name' || field === 'userName') this.faults = { [field]: [shape.message, shape.remedy].filter(Boolean).join(' ') }
    else this.error = shape
  }
}

const passwordFaults = ({ password, confirm }: { password: string; confirm: string }): Record<string, string> => {
  if (password === '') return { password: t('Enter Password.') }
  return password === confirm ? {} : { confirm: t('The passwords differ.') }
}
