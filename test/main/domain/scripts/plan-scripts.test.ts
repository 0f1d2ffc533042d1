import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Parser } from 'web-tree-sitter'
import { planScripts } from '../../../../main/domain/scripts/plan-scripts.ts'
import { comment, quote } from '../../../../main/domain/scripts/quote.ts'
import { planNamed } from './plan-fixture.ts'
import { faultsIn, powershellParser } from './powershell-parser.ts'

let parser: Parser
beforeAll(async () => {
  parser = await powershellParser()
})

const nasty = [
  'Web 01',
  "O'Brien",
  '$(Remove-Item C:\\ -Recurse)',
  '`"$env:PATH`"',
  "a'; Stop-Computer; '",
  'two\nlines',
  '#> <# x',
  '\u2019quoted\u2018',
  '[x]{y}',
  '@here',
  '日本',
  '-flag',
  '',
]

/** What PowerShell reads from a single-quoted literal: any two single quotes in a row are the first one. */
const readLiteral = (literal: string): string =>
  literal.slice(1, -1).replace(/(['\u2018\u2019\u201a\u201b])['\u2018\u2019\u201a\u201b]/g, '$1')

describe('quoting', () => {
  it('gives back every text, and never ends early', () => {
    const hostile = fc.string({
      unit: fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', '"', '$', '`', '\n', '\r', '(', ')', ';', '#', 'a', ' '),
    })
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = quote(text)
        expect(readLiteral(literal)).toBe(text)
        const inner = literal.slice(1, -1).replace(/(['\u2018\u2019\u201a\u201b])\1/g, '')
        expect(inner).not.toMatch(/['\u2018\u2019\u201a\u201b]/)
      }),
    )
  })

  it('is one string to the grammar', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const script = `$a = ${quote(text)}\nWrite-Output 'after'`
        expect(faultsIn(parser, script)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('keeps a comment in its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\n', '\r', '\u2028', '\u0085', '\0', 'a', '#', '>') }), (text) => {
        expect(comment(text)).not.toMatch(/[\n\r\u2028\u0085\0]/)
      }),
    )
  })
})

describe('scripts of a plan', () => {
  it('come in run order, each saying where it runs', () => {
    const files = planScripts(planNamed('VMM01'))
    expect(files.map((file) => file.name)).toEqual([
      '00-run-order.txt',
      '01-vault-and-target.ps1',
      '02-vmm-provider.ps1',
      '03-hosts-agent.ps1',
      '04-hosts-throttle.ps1',
      '05-policy-and-mapping.ps1',
      '06-enable-replication.ps1',
      '07-compute-and-network.ps1',
      '08-recovery-plan.ps1',
    ])
    for (const file of files) expect(file.runOn).not.toBe('')
  })

  it.each(nasty)('parse with names like %j', (name) => {
    for (const file of planScripts(planNamed(name)))
      if (file.language === 'powershell') expect(faultsIn(parser, file.text), file.name).toEqual([])
  })

  it('the parser does see a fault', () => {
    expect(faultsIn(parser, "$a = 'x\nif (")).not.toEqual([])
  })

  it.each(nasty)('keep the groups of a plan, with names like %j', (name) => {
    const plan = planNamed(name)
    const [first] = plan.recoveryPlans
    const groups = [
      { name: 'Group 1', machines: [name] },
      { name: 'Group 2', machines: ['WEB01', 'WEB02'] },
    ]
    const text = planScripts({ ...plan, recoveryPlans: [{ ...first, name, deploymentModel: 'classic', groups }] }).at(-1)?.text ?? ''
    expect(faultsIn(parser, text)).toEqual([])
    expect(text.match(/groupType = '\w+'/g)).toHaveLength(4)
    expect(text).toContain("failoverDeploymentModel = 'Classic'")
  })

  it('write the throttle as the source does (S51) and the threads of S52', () => {
    const text = planScripts(planNamed('HV01')).find((file) => file.name.startsWith('04'))?.text ?? ''
    expect(text).toContain(
      "Set-OBMachineSetting -WorkDay $days -StartWorkHour '09:00:00' -EndWorkHour '18:00:00' -WorkHourBandwidth (512*1024) -NonWorkHourBandwidth (2048*1024)",
    )
    expect(text).toContain('[System.DayOfWeek]::Monday')
    expect(text).toContain("-Name 'UploadThreadsPerVM' -Value 4")
    expect(text).toContain("-Name 'DownloadThreadsPerVM' -Value 8")
    const plan = planNamed('HV01')
    const off = planScripts({ ...plan, capacity: plan.capacity && { ...plan.capacity, throttle: null } })
    expect(off.find((file) => file.name.startsWith('04'))?.text).toContain('Set-OBMachineSetting -NoThrottle')
  })

  it('ask for the proxy password instead of holding it', () => {
    const text = planScripts(planNamed('VMM01')).find((file) => file.name.startsWith('02'))?.text ?? ''
    expect(text).toContain('-AsSecureString')
    expect(text).toContain('DRConfigurator.exe')
    expect(text).toContain("'/Credentials', $keyFile.FullName")
  })

  it('leave nothing for an empty plan, and only the page asked for', () => {
    const plan = planNamed('x')
    const empty = {
      ...plan,
      vault: null,
      source: null,
      target: null,
      capacity: null,
      policies: [],
      machines: [],
      recoveryPlans: [],
      networkMappings: [],
    }
    expect(planScripts(empty)).toEqual([])
    expect(planScripts(plan, 'capacity').map((file) => file.name)).toEqual(['04-hosts-throttle.ps1'])
    expect(planScripts(plan, 'review')).toHaveLength(8)
    expect(planScripts(plan, 'prerequisites')).toEqual([])
  })
})
