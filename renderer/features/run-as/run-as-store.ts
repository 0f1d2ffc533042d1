import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { ListRow } from '../../../preload/contract/inventory.ts'
import type { RunAsAccount, SecretState } from '../../../preload/contract/run-as-accounts.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'

export interface RunAsApi {
  readonly runAsAccounts: Pick<Api['runAsAccounts'], 'list' | 'markRestarted' | 'remove'>
}

export const secretWords: Record<SecretState, string> = {
  'in-keychain': t('In the keychain'),
  missing: t('Missing on this PC'),
  none: t('Not entered'),
  unknown: t('Unknown'),
}

/** The accounts with what the keychain of this computer says of them. */
export class RunAsStore {
  accounts: readonly RunAsAccount[] | null = null
  /** Why no keychain answers; null when one does. */
  keychainProblem: string | null = null
  private readonly reading = new Request()
  private readonly acting = new Request()

  constructor(private readonly api: RunAsApi) {
    makeAutoObservable<this, 'api' | 'reading' | 'acting'>(
      this,
      { api: false, reading: false, acting: false, accounts: observableRef },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.acting.error ?? this.reading.error
  }

  get busy(): boolean {
    return this.acting.busy
  }

  /** Accounts without a password on this computer. */
  get missing(): readonly RunAsAccount[] {
    return (this.accounts ?? []).filter(({ secret }) => secret === 'missing' || secret === 'none')
  }

  /** Accounts whose new password waits for a restart of the VMM service. */
  get restartDue(): readonly RunAsAccount[] {
    return (this.accounts ?? []).filter(({ restartDueWallMs }) => restartDueWallMs !== null)
  }

  of(id: number): RunAsAccount | null {
    return this.accounts?.find((account) => account.id === id) ?? null
  }

  /** A row of the list with the keychain's word instead of the lab's. */
  overlay(row: ListRow): ListRow {
    const account = this.of(row.id)
    return account ? { ...row, cells: { ...row.cells, secret: secretWords[account.secret] } } : row
  }

  async load(): Promise<void> {
    await this.reading.latest(
      () => this.api.runAsAccounts.list(),
      ({ accounts, keychain }) => {
        this.accounts = accounts
        this.keychainProblem = keychain.backend === null ? (keychain.problem ?? t('No keychain service runs.')) : null
      },
    )
  }

  async markRestarted(id: number): Promise<void> {
    await this.act(() => this.api.runAsAccounts.markRestarted({ id }))
  }

  /** True when it is gone. */
  async remove(id: number): Promise<boolean> {
    return this.act(() => this.api.runAsAccounts.remove({ id }))
  }

  private async act(work: () => Promise<unknown>): Promise<boolean> {
    const done = await this.acting.once(async () => {
      await work()
      await this.load()
    })
    return done !== null
  }
}
