import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { bitsPerKbps } from '../capacity/throttle.ts'
import { file, heading, type ScriptMaker, strict } from './common.ts'
import { comment, integer, quote, quoteList } from './quote.ts'

const hostsOf = (plan: PlanDocument): string[] => [...new Set(plan.machines.flatMap((machine) => machine.host ?? []))].sort()
const runOn = 'a workstation that reaches the Hyper-V hosts by PowerShell remoting'

/** The Recovery Services agent on every host (S38, S39). */
export const hostsAgent: ScriptMaker = (plan) => {
  const hosts = hostsOf(plan)
  if (hosts.length === 0) return null
  return file('03-hosts-agent.ps1', runOn, [
    heading(
      plan,
      'Recovery Services agent on the Hyper-V hosts',
      runOn,
      'Put marsagentinstaller.exe into C:\\ASR of each host first. Every host of the cloud needs the agent; listed are those with selected machines.',
      'Cache drive: at least 5 GB free, 600 GB or more is advised.',
    ),
    strict,
    `$hosts = ${quoteList(hosts)}`,
    [
      'Invoke-Command -ComputerName $hosts -ScriptBlock {',
      "  $setup = Start-Process -FilePath 'C:\\ASR\\marsagentinstaller.exe' -ArgumentList '/q', '/nu' -Wait -PassThru",
      "  '{0}: exit code {1}' -f $env:COMPUTERNAME, $setup.ExitCode",
      '}',
    ].join('\n'),
  ])
}

const dayName = (day: string): string => `[System.DayOfWeek]::${day.charAt(0).toUpperCase()}${day.slice(1)}`

/** Throttle windows (S50, S51) and threads per machine (S52). */
export const hostsThrottle: ScriptMaker = (plan) => {
  const hosts = hostsOf(plan)
  const { capacity } = plan
  if (hosts.length === 0 || !capacity) return null
  return file('04-hosts-throttle.ps1', runOn, [
    heading(plan, 'Bandwidth and threads of the agent', runOn, '1 Kbps is 1,024 bit/s here, as the agent counts.'),
    strict,
    `$hosts = ${quoteList(hosts)}`,
    throttlePart(capacity.throttle),
    [
      'Invoke-Command -ComputerName $hosts -ScriptBlock {',
      "  $key = 'HKLM:\\SOFTWARE\\Microsoft\\Windows Azure Backup\\Replication'",
      '  if (-not (Test-Path -Path $key)) { New-Item -Path $key -Force | Out-Null }',
      `  New-ItemProperty -Path $key -Name 'UploadThreadsPerVM' -Value ${integer(capacity.uploadThreads)} -PropertyType DWord -Force | Out-Null`,
      `  New-ItemProperty -Path $key -Name 'DownloadThreadsPerVM' -Value ${integer(capacity.downloadThreads)} -PropertyType DWord -Force | Out-Null`,
      '}',
    ].join('\n'),
  ])
}

const throttlePart = (throttle: NonNullable<PlanDocument['capacity']>['throttle']): string =>
  throttle === null
    ? [comment('No throttling is planned.'), 'Invoke-Command -ComputerName $hosts -ScriptBlock { Set-OBMachineSetting -NoThrottle }'].join(
        '\n',
      )
    : [
        'Invoke-Command -ComputerName $hosts -ScriptBlock {',
        `  $days = @(${throttle.workDays.map(dayName).join(', ')})`,
        `  Set-OBMachineSetting -WorkDay $days -StartWorkHour ${quote(`${throttle.workStart}:00`)} -EndWorkHour ${quote(`${throttle.workEnd}:00`)} -WorkHourBandwidth (${integer(throttle.workKbps)}*${bitsPerKbps}) -NonWorkHourBandwidth (${integer(throttle.nonWorkKbps)}*${bitsPerKbps})`,
        '}',
      ].join('\n')
