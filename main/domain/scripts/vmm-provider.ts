import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { file, heading, type ScriptMaker, strict } from './common.ts'
import { comment, integer, quote, quoteList } from './quote.ts'

const bin = 'C:\\Program Files\\Microsoft System Center 2012 R2\\Virtual Machine Manager\\bin'

/** Provider set-up and registration from the command line (S36, S37). The proxy password is asked for, never written. */
export const vmmProvider: ScriptMaker = (plan) => {
  const { source } = plan
  if (!source) return null
  const runOn = `${source.vmmServer}, in an elevated prompt`
  return file('02-vmm-provider.ps1', runOn, [
    heading(
      plan,
      'Azure Site Recovery Provider on the VMM server',
      runOn,
      'Put AzureSiteRecoveryProvider.exe and the key file of the vault into C:\\ASR first.',
    ),
    strict,
    [
      "Set-Location 'C:\\ASR'",
      keyLine(source.keyFile),
      "if (-not $keyFile) { throw 'No key file of the vault is in C:\\ASR.' }",
      "if ($keyFile.LastWriteTime -lt (Get-Date).AddDays(-5)) { throw 'The key file is older than 5 days. Download a new one.' }",
    ].join('\n'),
    [
      comment('The set-up asks for a stopped VMM service.'),
      "Stop-Service -Name 'SCVMMService'",
      "Start-Process -FilePath '.\\AzureSiteRecoveryProvider.exe' -ArgumentList '/x:.', '/q' -Wait",
      "Start-Process -FilePath '.\\setupdr.exe' -ArgumentList '/i' -Wait",
    ].join('\n'),
    registerPart(plan, source),
    "Start-Service -Name 'SCVMMService'",
    cloudsPart(source),
  ])
}

/** The key file that was told, else the newest of the folder. A bare name means a file of the folder. */
const keyLine = (keyFile: string | null): string =>
  keyFile === null
    ? "$keyFile = Get-ChildItem -Path 'C:\\ASR' -Filter '*.VaultCredentials' | Sort-Object LastWriteTime -Descending | Select-Object -First 1"
    : `$keyFile = Get-Item -LiteralPath ${quote(/[\\/]/.test(keyFile) ? keyFile : `C:\\ASR\\${keyFile}`)}`

const registerPart = (plan: PlanDocument, source: NonNullable<PlanDocument['source']>): string => {
  const lines = [
    `$arguments = @('/r', '/Friendlyname', ${quote(source.friendlyName)}, '/Credentials', $keyFile.FullName)`,
    ...(plan.policies.some((policy) => policy.encrypt)
      ? [
          comment('The certificate that decrypts at failover. Keep it safe.'),
          `$arguments += @('/EncryptionEnabled', ${quote(`C:\\ASR\\${source.vmmServer.replace(/[^A-Za-z0-9.-]/g, '-')}.pfx`)})`,
        ]
      : []),
  ]
  const { proxy } = source
  if (proxy) {
    lines.push(`$arguments += @('/proxyAddress', ${quote(`http://${proxy.address}`)}, '/proxyport', ${quote(integer(proxy.port))})`)
    if (proxy.userName !== null)
      lines.push(
        `$proxyUser = ${quote(proxy.userName)}`,
        "$entered = Read-Host -Prompt ('Password of ' + $proxyUser + ' for the proxy') -AsSecureString",
        '$credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $proxyUser, $entered',
        "$arguments += @('/proxyUsername', $proxyUser, '/proxyPassword', $credential.GetNetworkCredential().Password)",
      )
  }
  lines.push(
    `Set-Location ${quote(bin)}`,
    '& .\\DRConfigurator.exe $arguments',
    "if ($LASTEXITCODE -ne 0) { throw ('DRConfigurator.exe ended with ' + $LASTEXITCODE) }",
    '$arguments = $null',
  )
  return lines.join('\n')
}

const cloudsPart = (source: NonNullable<PlanDocument['source']>): string => {
  const check = [
    'Import-Module virtualmachinemanager',
    `$server = Get-SCVMMServer -ComputerName ${quote(source.vmmServer)}`,
    `foreach ($name in ${quoteList(source.clouds)}) {`,
    '  $cloud = Get-SCCloud -VMMServer $server -Name $name',
    "  if (-not $cloud) { throw ('No cloud is named ' + $name) }",
    "  '{0}: {1} host groups' -f $cloud.Name, @($cloud.HostGroup).Count",
    '}',
  ].join('\n')
  return source.sync === 'all'
    ? `${comment('Sync cloud metadata: all clouds of the server are sent to the vault.')}\n${check}`
    : `${comment('Only these clouds are sent: tick "Send configuration data" in the properties of each in the VMM console.')}\n${check}`
}
