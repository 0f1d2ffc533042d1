import { collectorSchema, collectorVersion } from './header.ts'
import { scriptFunctions, scriptHead, scriptMain } from './script-common.ts'
import { scriptHyperV } from './script-hyper-v.ts'
import { scriptVmm } from './script-vmm.ts'

export const collectorScriptName = 'offsite-collector.ps1'

/**
 * The collector: a script for Windows PowerShell 5.1 that only reads and writes one file. ASCII only, so that no version reads
 * it wrongly; lines end as Windows ends them. The same text for everyone.
 */
export const collectorScript = (): string => {
  const main = scriptMain.replace('@schema@', collectorSchema).replace('@version@', String(collectorVersion))
  return [scriptHead, scriptFunctions, scriptVmm, scriptHyperV, main].join('').replaceAll('\n', '\r\n')
}
