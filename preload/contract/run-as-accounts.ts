import * as z from 'zod'
import { area, call } from './area.ts'
import { fileToken, instantMs, rowId } from './common.ts'
import { keychainState } from './shell.ts'

/** `none`: no password was entered yet; `missing`: this computer's keychain hasn't the entry; `unknown`: no keychain answers. */
export const secretState = z.enum(['in-keychain', 'missing', 'none', 'unknown'])
export type SecretState = z.infer<typeof secretState>

export const runAsAccount = z.object({
  id: rowId,
  name: z.string(),
  description: z.string().nullable(),
  userName: z.string(),
  enabled: z.boolean(),
  secret: secretState,
  /** VMM servers whose Provider signs in to its proxy with this account. */
  usedBy: z.array(z.string()),
  /** After a new password: since when the VMM service of the servers in `usedBy` waits for a restart; null = nothing is due. */
  restartDueWallMs: instantMs.nullable(),
})
export type RunAsAccount = z.infer<typeof runAsAccount>

/** A handle of `secrets.stage`; the password itself never comes here. */
const staged = z.object({ handle: fileToken }).strict()
const done = z.object({ jobId: rowId })
const one = z.object({ id: rowId })

export const runAsAccounts = area('engine', 'runAsAccounts', {
  /** Every account with what this computer's keychain says of it. Never rejects because there is no keychain. */
  list: call(z.undefined(), z.object({ keychain: keychainState, accounts: z.array(runAsAccount) })),
  /** Keychain first, lab second; `password` null = entered later. Rejects with `name-taken`, `name-length`, `user-format`, `keychain-missing` … */
  create: call(
    z.object({ name: z.string().max(400), description: z.string().max(400), userName: z.string().max(400), password: staged.nullable() }),
    done.extend({ id: rowId }),
  ),
  /** A new password, or the first one on this computer; only a change makes a restart due at the servers named in `restart`. */
  setPassword: call(one.extend({ password: staged }), done.extend({ restart: z.array(z.string()) })),
  setEnabled: call(one.extend({ enabled: z.boolean() }), done),
  /** Rejects with `in-use` and says where. */
  remove: call(one, done),
  /** The person restarted the VMM service. */
  markRestarted: call(one, done),
})
