import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import type { HostCalls } from '../ipc/engine-protocol.ts'
import type { Rpc } from '../ipc/rpc.ts'
import type { SecretStore } from '../services/secret-store.ts'

/** Secrets as the engine has them: handles only. Main holds the words and talks to the keychain. */
export const createEngineSecrets = (host: () => Rpc<HostCalls>): SecretStore => ({
  state: () => host().call('secretState', null),
  save: async (reference, source) => {
    if (!('handle' in source))
      throw new AppError({
        code: 'secret-missing',
        message: t('Environment variables and standard input belong to the command line.'),
        field: 'source.proxy.password',
        remedy: t('Type the password in the wizard.'),
      })
    await host().call('secretSave', { reference, handle: source.handle })
  },
  remove: async (reference) => {
    await host().call('secretRemove', { reference })
  },
  has: (reference) => host().call('secretHas', { reference }),
})
