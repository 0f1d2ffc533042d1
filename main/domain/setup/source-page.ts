import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { parseIpv4 } from '../mapping/ipv4.ts'
import type { SetupContext } from './context.ts'
import { findNamed, Issues, sameName } from './issue.ts'
import { isDomainUser } from './user-name.ts'

/** Source (S22-S34): the VMM server, what it publishes, and how its Provider reaches the service. */
export const sourceIssues = ({ source, vault }: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('source')
  const server = findNamed(context.vmmServers, source.vmmServer)
  if (issues.choose('vmmServer', source.vmmServer, t('VMM server')) && !server)
    issues.notFound('vmmServer', t('VMM server'), source.vmmServer, t('Import the inventory of that server first.'))
  if (server && server.clouds.length === 0)
    issues.error(
      'vmmServer',
      'no-clouds',
      t('{name} has no cloud.', { name: server.name }),
      t('Create a cloud with host groups in VMM and import again.'),
    )
  if (issues.enter('friendlyName', source.friendlyName, t('friendly name'))) issues.length('friendlyName', source.friendlyName, 100)
  if (source.sync === 'chosen') {
    if (source.clouds.length === 0) issues.error('clouds', 'required', t('Choose clouds.'))
    source.clouds.forEach((cloud, index) => {
      if (server && !findNamed(server.clouds, cloud))
        issues.notFound(`clouds.${index}`, t('cloud'), cloud, t('Choose a cloud of {name}.', { name: server.name }))
    })
  }
  keyIssues(source, vault.name, context, issues)
  if (source.connection === 'proxy') proxyIssues(source.proxy, context, issues)
  return issues.list
}

const dayMs = 86_400_000
const keyValidDays = 5

/** Vault Settings (S24, S28): a key is for one vault and for 5 days. The portal names its file {vault}_{…}.VaultCredentials. */
const keyIssues = ({ keyFile, keyGeneratedOn }: SetupAnswers['source'], vault: string, context: SetupContext, issues: Issues): void => {
  const name = keyFile.trim().split(/[\\/]/).at(-1) ?? ''
  if (name !== '') {
    const [, of] = /^(?:(.+?)_.*)?[^_]*\.VaultCredentials$/i.exec(name) ?? [null]
    if (!/\.VaultCredentials$/i.test(name)) issues.error('keyFile', 'key-file', t('The file name must end in .VaultCredentials.'))
    else if (of && vault !== '' && !sameName(of, vault))
      issues.error(
        'keyFile',
        'key-vault',
        t('This key belongs to vault {of}. You are registering in {vault}.', { of, vault }),
        t('Download its key.'),
      )
  }
  if (keyGeneratedOn.trim() === '') return
  const madeMs = /^\d{4}-\d{2}-\d{2}$/.test(keyGeneratedOn) ? Date.parse(`${keyGeneratedOn}T00:00:00Z`) : Number.NaN
  const days = Math.floor((context.labMs - madeMs) / dayMs)
  if (Number.isNaN(madeMs)) issues.error('keyGeneratedOn', 'date-format', t('Write a date like 2016-05-10.'))
  else if (days > keyValidDays)
    issues.error(
      'keyGeneratedOn',
      'key-expired',
      t('The registration key has expired. It is {days} days old and lasts {keyValidDays}.', { days, keyValidDays }),
      t('Download a new one.'),
    )
}

/** "http://proxy01" is the host proxy01; anything else than a host stays as it is. */
export const proxyHost = (address: string): string =>
  address
    .trim()
    .replace(/^http:\/\//i, '')
    .replace(/\/$/, '')

const isHost = (text: string): boolean => {
  if (/^[\d.]+$/.test(text)) return parseIpv4(text) !== null
  return text.length <= 253 && /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*\.?$/.test(text)
}

const proxyIssues = (proxy: SetupAnswers['source']['proxy'], context: SetupContext, issues: Issues): void => {
  if (issues.enter('proxy.address', proxy.address, t('address'))) {
    if (/^https:/i.test(proxy.address.trim()))
      issues.error('proxy.address', 'proxy-https', t("An HTTPS proxy isn't supported. Enter an HTTP proxy or connect directly."))
    else if (!isHost(proxyHost(proxy.address))) issues.error('proxy.address', 'proxy-address', t('Enter a host name or IP address.'))
  }
  const port = proxy.port
  if (port === null || !Number.isInteger(port) || port < 1 || port > 65_535)
    issues.error('proxy.port', 'port-range', t('Enter a port from 1 to 65535.'))
  if (!proxy.authenticate) return
  if (issues.enter('proxy.userName', proxy.userName, t('user name')) && !isDomainUser(proxy.userName))
    issues.error('proxy.userName', 'user-format', t('Write DOMAIN\\user.'))
  const kept = context.proxyAccount
  const saved = kept?.hasSecret === true && kept.userName === proxy.userName
  if (proxy.password !== null || saved) return
  if (proxy.passwordLater)
    issues.warn(
      'proxy.password',
      'secret-missing',
      t('DRAProxyAccount gets no password yet.'),
      t('Run Getting Started again when a keychain answers.'),
    )
  else issues.error('proxy.password', 'required', t('Enter password.'))
}
