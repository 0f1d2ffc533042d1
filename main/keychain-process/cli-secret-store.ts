import { AppError } from '../../preload/contract/errors.ts'
import type { SecretSource } from '../../preload/contract/setup-answers.ts'
import { t } from '../../preload/contract/words.ts'
import type { SecretStore } from '../services/secret-store.ts'
import type { Keychain } from './keychain.ts'

export interface CliSecrets {
  keychain: Keychain
  env: Readonly<Record<string, string | undefined>>
  /** All of standard input, once. */
  readStdin: () => Promise<string>
}

const absent = (message: string) => new AppError({ code: 'secret-missing', message, field: 'source.proxy.password' })

/** Secrets of the command line: from an environment variable or standard input, never from an argument or a file. */
export const createCliSecretStore = ({ keychain, env, readStdin }: CliSecrets): SecretStore => {
  const read = async (source: SecretSource): Promise<string> => {
    if ('env' in source) {
      const value = env[source.env]
      if (!value) throw absent(t('The environment variable {env} is not set or is empty.', { env: source.env }))
      return value
    }
    if ('stdin' in source) {
      const value = (await readStdin()).replace(/\r?\n$/, '')
      if (value === '') throw absent(t('Standard input holds no password.'))
      return value
    }
    throw absent(t('A password typed in the console cannot be used on the command line.'))
  }
  return {
    state: () => keychain.state(),
    save: async (reference, source) => keychain.set(reference, await read(source)),
    remove: (reference) => keychain.delete(reference),
    has: (reference) => keychain.has(reference),
  }
}
