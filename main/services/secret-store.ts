import type { SecretSource } from '../../preload/contract/setup-answers.ts'

/**
 * The OS keychain as services see it: secrets go in and are removed, never read back here. Every call may reject with
 * AppError `keychain-missing` (no service answers) or `keychain-timeout` (it hung and was killed after 5 s).
 */
export interface SecretStore {
  state(): Promise<{ backend: string | null; problem: string | null }>
  /** Saves the secret that `source` points to under `reference`; `secret-missing` when the handle, variable or stdin is empty. */
  save(reference: string, source: SecretSource): Promise<void>
  remove(reference: string): Promise<void>
  /** Whether the keychain of this computer holds the entry. */
  has(reference: string): Promise<boolean>
}
