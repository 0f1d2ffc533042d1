import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../state/error-shape.ts'
import { Request } from '../../state/request.ts'

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
  private typedFaults: Readonly<Record<string, string>> = {}
  private readonly submitting = new Request()

  constructor(private readonly api: PasswordFormApi) {
    makeAutoObservable<this, 'api' | 'submitting' | 'typedFaults'>(
      this,
      { api: false, submitting: false, typedFaults: observableRef },
      { autoBind: true },
    )
  }

  /** Faults of the fields, by their name. */
  get faults(): Readonly<Record<string, string>> {
    const { error } = this.submitting
    const field = error && fieldOf(error)
    return error && field ? { [field]: [error.message, error.remedy].filter(Boolean).join(' ') } : this.typedFaults
  }

  /** A fault that belongs to no field. */
  get error(): ErrorShape | null {
    const { error } = this.submitting
    return error === null || fieldOf(error) !== null ? null : error
  }

  get busy(): boolean {
    return this.submitting.busy
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
    this.typedFaults = typed.later ? {} : passwordFaults(typed)
    this.submitting.say(null)
    if (Object.keys(this.typedFaults).length > 0) return false
    const done = await this.submitting.once(async () => {
      let handle: string | null = null
      try {
        if (!typed.later) ({ handle } = await this.api.secrets.stage({ value: typed.password }))
        await work(handle === null ? null : { handle })
      } finally {
        // Main forgets by itself when the console ends, so a failure here leaves nothing behind.
        if (handle !== null) await this.api.secrets.drop({ handle }).catch(() => null)
      }
    })
    return done !== null
  }
}

/** The field under which a refusal stands. */
const fieldOf = ({ field }: ErrorShape): string | null => (field === 'name' || field === 'userName' ? field : null)

const passwordFaults = ({ password, confirm }: { password: string; confirm: string }): Record<string, string> => {
  if (password === '') return { password: t('Enter Password.') }
  return password === confirm ? {} : { confirm: t('The passwords differ.') }
}
