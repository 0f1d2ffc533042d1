import type { ScriptFile } from '../../../preload/contract/setup.ts'
import { t } from '../../../preload/contract/words.ts'
import { file, strict } from './common.ts'
import { comments, quote, quoteList, safeFileName } from './quote.ts'

/** Takes the replication settings of machines off their hosts, after only the vault forgot them: one file a host. */
export const replicationCleanup = (machines: readonly { name: string; host: string | null }[]): ScriptFile[] => {
  const hosts = new Map<string, string[]>()
  for (const { name, host } of machines) hosts.set(host ?? '', [...(hosts.get(host ?? '') ?? []), name])
  return [...hosts].map(([host, names]) =>
    file(`cleanup-${safeFileName(host || 'host')}.ps1`, host === '' ? t('the Hyper-V host of the machine') : host, [
      comments(
        'Replication settings left on the host',
        `Run on: ${host === '' ? 'the Hyper-V host of the machine' : host}, in an elevated PowerShell.`,
        'The vault has forgotten these machines. Their replication, its logs and its settings end here; the machines stay as they are.',
      ),
      strict,
      host === '' ? '' : `if ($env:COMPUTERNAME -ne ${quote(host.split('.')[0] ?? host)}) { throw ${quote(`This is not ${host}.`)} }`,
      [
        `foreach ($name in ${quoteList(names)}) {`,
        '  $replication = Get-VMReplication -VMName $name -ErrorAction SilentlyContinue',
        "  if (-not $replication) { '{0}: nothing is left' -f $name; continue }",
        '  Remove-VMReplication -VMName $name',
        "  '{0}: replication settings removed' -f $name",
        '}',
      ].join('\n'),
    ]),
  )
}
