import type { Database } from 'better-sqlite3'
import type { HandlersFor } from '../../preload/contract/area.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { RunAsAccount, runAsAccounts, SecretState } from '../../preload/contract/run-as-accounts.ts'
import type { SecretSource } from '../../preload/contract/setup-answers.ts'
import { t } from '../../preload/contract/words.ts'
import { isDomainUser } from '../domain/setup/user-name.ts'
import type { LabStore, Row, Tx } from './lab/lab-store.types.ts'
import type { SecretStore } from './secret-store.ts'

export interface RunAsParts {
  store: LabStore
  secrets: SecretStore
  actor: string
}

interface AccountRow {
  id: number
  name: string
  description: string | null
  user_name: string
  keychain_ref: string | null
  enabled: number
  restart_pending_wall_ms: number | null
}

/** Longest name of an account, in characters. */
const nameMax = 64

/**
 * Run As accounts of the open lab. A password goes to a new keychain entry first and to the lab second: when the transaction
 * fails, that entry is removed and the one in use is untouched. Only the entry's name is ever in the lab.
 */
export const createRunAsService = ({ store, secrets, actor }: RunAsParts): HandlersFor<typeof runAsAccounts> => {
  /** Passwords on their way to the keychain: two at once never share an entry. */
  const underWay = new Set<string>()

  const find = (on: Database, id: number): AccountRow => {
    const row = on.prepare('SELECT * FROM run_as_account WHERE id = ?').get(id) as AccountRow | undefined
    if (row === undefined)
      throw new AppError({ code: 'not-found', field: 'id', message: t('This account is gone.'), remedy: t('Refresh the list.') })
    return row
  }
  const usedBy = (on: Database, id: number): string[] =>
    on.prepare('SELECT name FROM vmm_server WHERE proxy_run_as_account_id = ? ORDER BY name').pluck().all(id) as string[]

  const change = (kind: string, name: string, account: { id?: number; name: string }, body: (tx: Tx) => void): number =>
    store.apply({ kind, name, actor, target: { kind: 'runAsAccount', ...account } }, body).jobId

  /** Saves under a free name, lets `commit` write it to the lab, and takes the entry back when that fails. */
  const withSecret = async <T>(name: string, password: SecretSource, commit: (reference: string) => T): Promise<T> => {
    if (store.readOnly)
      throw new AppError({
        code: 'lab-read-only',
        message: t('The lab is open for reading only.'),
        remedy: t('Save a copy and work there.'),
      })
    const reference = freeReference(name)
    underWay.add(reference)
    try {
      await secrets.save(reference, password).catch((error: unknown) => {
        throw error instanceof AppError ? new AppError({ ...error.toShape(), field: 'password' }, { cause: error }) : error
      })
      try {
        return commit(reference)
      } catch (error) {
        await forget(reference)
        throw error
      }
    } finally {
      underWay.delete(reference)
    }
  }

  /** An entry in use is never written over: until the transaction stands, the lab still points to it. */
  const freeReference = (name: string): string => {
    const lab = store.db.prepare('SELECT substr(lab_id, 1, 8) FROM lab').pluck().get() as string
    const used = new Set(store.db.prepare('SELECT keychain_ref FROM run_as_account WHERE keychain_ref IS NOT NULL').pluck().all())
    const base = `Run As ${name}/${lab}`
    let reference = base
    for (let next = 2; used.has(reference) || underWay.has(reference); next++) reference = `${base}-${next}`
    return reference
  }

  /** An entry left behind is harmless; what happened before matters more than that it couldn't be removed. */
  const forget = async (reference: string | null): Promise<void> => {
    if (reference !== null) await secrets.remove(reference).catch(() => undefined)
  }

  const checkNew = (on: Database, name: string, userName: string): void => {
    if (name === '') throw new AppError({ code: 'name-length', field: 'name', message: t('Enter Name.') })
    if (name.length > nameMax)
      throw new AppError({
        code: 'name-length',
        field: 'name',
        message: t('Use 1 to {nameMax} characters; this has {name}.', { nameMax, name: name.length }),
      })
    const taken = on.prepare('SELECT name FROM run_as_account WHERE name = ? COLLATE NOCASE').pluck().get(name) as string | undefined
    if (taken !== undefined)
      throw new AppError({
        code: 'name-taken',
        field: 'name',
        message: t('Run As account {taken} exists already.', { taken }),
        remedy: t('Choose another name.'),
      })
    if (userName === '') throw new AppError({ code: 'user-format', field: 'userName', message: t('Enter User name.') })
    if (!isDomainUser(userName)) throw new AppError({ code: 'user-format', field: 'userName', message: t('Write DOMAIN\\user.') })
  }

  return {
    list: async () => {
      const keychain = await secrets.state()
      const rows = store.db.prepare('SELECT * FROM run_as_account ORDER BY name COLLATE NOCASE, id').all() as AccountRow[]
      let answers = keychain.backend !== null
      const accounts: RunAsAccount[] = []
      for (const row of rows) {
        let secret: SecretState = row.keychain_ref === null ? 'none' : 'unknown'
        if (row.keychain_ref !== null && answers) {
          try {
            secret = (await secrets.has(row.keychain_ref)) ? 'in-keychain' : 'missing'
          } catch {
            // It hung once: the others are not made to wait for it as well.
            answers = false
          }
        }
        accounts.push({
          id: row.id,
          name: row.name,
          description: row.description,
          userName: row.user_name,
          enabled: row.enabled === 1,
          secret,
          usedBy: usedBy(store.db, row.id),
          restartDueWallMs: row.restart_pending_wall_ms,
        })
      }
      return { keychain, accounts }
    },

    create: async ({ name: typed, description, userName: typedUser, password }) => {
      const name = typed.trim()
      const userName = typedUser.trim()
      checkNew(store.db, name, userName)
      const write = (reference: string | null): { id: number; jobId: number } => {
        let id = 0
        const jobId = change('runas.create', t('Create Run As account {name}', { name }), { name }, (tx) => {
          const row: Row = { name, user_name: userName, description: description.trim() || null, keychain_ref: reference, enabled: 1 }
          checkNew(tx.db, name, userName)
          id = tx.insert('run_as_account', row)
        })
        return { id, jobId }
      }
      return password === null ? write(null) : withSecret(name, password, write)
    },

    setPassword: async ({ id, password }) => {
      const before = find(store.db, id)
      // A password that was not on this computer is entered, not changed: the VMM service goes on with the one it has.
      const changed = before.keychain_ref !== null && (await secrets.has(before.keychain_ref))
      const done = await withSecret(before.name, password, (reference) => {
        let restart: string[] = []
        const jobId = change(
          'runas.password',
          t(changed ? 'Replace password of {name}' : 'Enter password of {name}', { name: before.name }),
          { id, name: before.name },
          (tx) => {
            const now = find(tx.db, id)
            if (now.keychain_ref !== before.keychain_ref)
              throw new AppError({
                code: 'changed-since',
                message: t('The password of this account was replaced meanwhile.'),
                remedy: t('Refresh the list, then try again.'),
              })
            restart = changed ? usedBy(tx.db, id) : []
            tx.update('run_as_account', id, {
              keychain_ref: reference,
              ...(restart.length > 0 ? { restart_pending_wall_ms: tx.wallMs } : {}),
            })
          },
        )
        return { jobId, restart }
      })
      await forget(before.keychain_ref)
      return done
    },

    setEnabled: ({ id, enabled }) => {
      const { name } = find(store.db, id)
      const title = t(enabled ? 'Enable Run As account {name}' : 'Disable Run As account {name}', { name })
      return {
        jobId: change('runas.enable', title, { id, name }, (tx) => void tx.update('run_as_account', id, { enabled: enabled ? 1 : 0 })),
      }
    },

    remove: async ({ id }) => {
      const { name, keychain_ref } = find(store.db, id)
      const jobId = change('runas.delete', t('Delete Run As account {name}', { name }), { id, name }, (tx) => {
        const servers = usedBy(tx.db, id)
        if (servers.length > 0)
          throw new AppError({
            code: 'in-use',
            field: 'id',
            message: t('{name} is used by {servers} to sign in to the proxy.', { name, servers: servers.join(', ') }),
            remedy: t('Run Getting Started with another connection for that server, then delete the account.'),
          })
        tx.remove('run_as_account', id)
      })
      await forget(keychain_ref)
      return { jobId }
    },

    markRestarted: ({ id }) => {
      const { name } = find(store.db, id)
      const title = t('Mark the VMM service as restarted for {name}', { name })
      return {
        jobId: change(
          'runas.restarted',
          title,
          { id, name },
          (tx) => void tx.update('run_as_account', id, { restart_pending_wall_ms: null }),
        ),
      }
    },
  }
}
