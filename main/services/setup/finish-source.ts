import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { proxyHost } from '../../domain/setup/source-page.ts'
import type { Tx } from '../lab/lab-store.types.ts'
import { idByName, upsertNamed } from './finish-rows.ts'
import { proxyAccountName } from './setup-context.ts'

/**
 * Registers the VMM server (S32-S34) and, behind a proxy that asks for a sign-in, its Run As account (S30). `keychainRef` is
 * the name of the entry that holds the password, or null when none was saved now.
 */
export const writeSource = (tx: Tx, answers: SetupAnswers, keychainRef: string | null): number => {
  const { source } = answers
  const proxy = source.connection === 'proxy' ? source.proxy : null
  let account: number | null = null
  if (proxy?.authenticate) {
    tx.step(t('Create Run As account {proxyAccountName}', { proxyAccountName }))
    account = upsertNamed(tx, 'run_as_account', proxyAccountName, {
      user_name: proxy.userName,
      description: t('Proxy credentials of the Azure Site Recovery Provider'),
      enabled: 1,
      ...(keychainRef === null && sameUser(tx, proxy.userName) ? {} : { keychain_ref: keychainRef }),
      ...(keychainRef !== null && hasPassword(tx) ? { restart_pending_wall_ms: tx.wallMs } : {}),
    })
  }
  tx.step(t('Register server'))
  const known = idByName(tx, 'vmm_server', source.vmmServer)
  const registered = known === null ? null : tx.db.prepare('SELECT registered_lab_ms FROM vmm_server WHERE id = ?').pluck().get(known)
  const server = upsertNamed(tx, 'vmm_server', source.vmmServer.trim(), {
    friendly_name: source.friendlyName,
    registered_lab_ms: typeof registered === 'number' ? registered : tx.labMs,
    sync_clouds: source.sync,
    connection: source.connection,
    proxy_address: proxy === null ? null : proxyHost(proxy.address),
    proxy_port: proxy === null ? null : (proxy.port ?? null),
    proxy_run_as_account_id: account,
    microsoft_update: source.microsoftUpdate === 'on' ? 1 : 0,
    registration_key_file: source.keyFile.trim() === '' ? null : source.keyFile.trim(),
    registration_key_generated_on: source.keyGeneratedOn === '' ? null : source.keyGeneratedOn,
    certificate_folder: source.certificateFolder.trim() === '' ? null : source.certificateFolder.trim(),
  })
  publishClouds(tx, answers, server)
  return server
}

/** A password belongs to its user: another user name starts without one. */
const sameUser = (tx: Tx, userName: string): boolean =>
  tx.db.prepare('SELECT user_name FROM run_as_account WHERE name = ?').pluck().get(proxyAccountName) === userName

/** A password that takes the place of another is used by the VMM service after its next start only (S30). */
const hasPassword = (tx: Tx): boolean =>
  typeof tx.db.prepare('SELECT keychain_ref FROM run_as_account WHERE name = ?').pluck().get(proxyAccountName) === 'string'

/** Clouds that were sent before stay sent: taking one back is an action of its own. */
const publishClouds = (tx: Tx, { source }: SetupAnswers, server: number): void => {
  tx.step(t('Sync cloud metadata'))
  const clouds = tx.db
    .prepare<[number], { id: number; name: string; server: number | null; sent: number }>(
      'SELECT id, name, vmm_server_id AS server, sent_to_vault AS sent FROM cloud WHERE vmm_server_id = ? OR vmm_server_id IS NULL ORDER BY id',
    )
    .all(server)
  const chosen = new Set(source.clouds.map((name) => name.toLowerCase()))
  for (const cloud of clouds)
    if (source.sync === 'all' || chosen.has(cloud.name.toLowerCase()))
      tx.update('cloud', cloud.id, { vmm_server_id: server, sent_to_vault: 1 })
}
