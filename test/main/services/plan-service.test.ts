import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { escapeHtml, planHtml } from '../../../main/services/plan-html.ts'
import { createPlanService, planDocumentOf, planJson, scriptsOf } from '../../../main/services/plan-service.ts'
import { plan, planDocument } from '../../../preload/contract/plan.ts'
import { setupAnswers } from '../../../preload/contract/setup-answers.ts'
import { planNamed } from '../domain/scripts/plan-fixture.ts'
import { openTestLab } from './setup/lab-fixture.ts'

const finished = async () => {
  const lab = openTestLab()
  const answers = setupAnswers.parse((await lab.service.begin(undefined)).answers)
  answers.machines.items = ['WEB02', 'WEB01'].map((name) => ({ name }))
  answers.capacity.throttle.enabled = true
  await lab.service.finish({ answers })
  return lab
}

describe('plan document', () => {
  it('of a lab that is not set up is valid and says what to do', () => {
    const { store } = openTestLab()
    const document = planDocument.parse(planDocumentOf(store.db))
    expect(document).toMatchObject({ vault: null, source: null, target: null, machines: [], recoveryPlans: [] })
    expect(document.nextSteps).toEqual(['Finish Getting Started: nothing is set up yet.'])
    expect(scriptsOf(store.db)).toEqual([])
  })

  it('is the same text twice, in a fixed order', async () => {
    const { store } = await finished()
    expect(planJson(planDocumentOf(store.db))).toBe(planJson(planDocumentOf(store.db)))
    expect(planDocumentOf(store.db).machines.map((each) => each.name)).toEqual(['WEB01', 'WEB02'])
  })

  it('carries units back as they were entered', async () => {
    const { store } = await finished()
    expect(planDocumentOf(store.db).capacity).toMatchObject({
      linkMbps: 100,
      dailyChangePercent: 5,
      throttle: { workKbps: 512, nonWorkKbps: 2048, workStart: '09:00', workEnd: '18:00' },
      uploadThreads: 4,
    })
    expect(store.db.prepare('SELECT link_bits_per_second, work_bits_per_second FROM capacity_settings').get()).toEqual({
      link_bits_per_second: 100_000_000,
      work_bits_per_second: 512 * 1024,
    })
  })
})

describe('plan as a page', () => {
  it('escapes every text, and loads and runs nothing', () => {
    const html = planHtml(planNamed('<script>alert("1")</script>&\'<img src=x onerror=y>'))
    expect(html).not.toMatch(/<script|<img|<link|<iframe|\son\w+=["']/i)
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;')
    expect(html).not.toMatch(/<[^>]*\s(src|href)=/)
    expect(html).toContain("default-src 'none'")
    expect(html).toContain('@media print')
  })

  it.each([
    ['a & b', 'a &amp; b'],
    ['"\'<>', '&quot;&#39;&lt;&gt;'],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeHtml(text)).toBe(expected)
  })
})

describe('plan service', () => {
  it('exports JSON, HTML and scripts to the places behind the tokens', async () => {
    const lab = await finished()
    const service = createPlanService({ store: lab.store, resolveTarget: (token) => join(lab.folder, token) })
    const { bytes } = plan.members.export.output.parse(await service.export({ format: 'json', target: 'plan-json' }))
    const written = readFileSync(join(lab.folder, 'plan-json'))
    expect(bytes).toBe(written.length)
    expect(written.toString()).toBe(planJson(planDocumentOf(lab.store.db)))
    await service.export({ format: 'html', target: 'plan-html' })
    expect(readFileSync(join(lab.folder, 'plan-html'), 'utf8')).toContain('<!doctype html>')
    const { files } = await service.exportScripts({ folder: 'scripts-folder' })
    expect(files).toHaveLength(9)
    expect(readFileSync(join(lab.folder, 'scripts-folder', '06-enable-replication.ps1'), 'utf8')).toMatch(/^\uFEFF#/)
  })

  it('says what stands in the way', async () => {
    const lab = await finished()
    const service = createPlanService({ store: lab.store, resolveTarget: () => join(lab.folder, 'no', 'such', 'plan.json') })
    await expect(async () => service.export({ format: 'json', target: 'plan-json' })).rejects.toMatchObject({ code: 'folder-denied' })
    const empty = openTestLab()
    const other = createPlanService({ store: empty.store })
    await expect(async () => other.exportScripts({ folder: 'x' })).rejects.toMatchObject({ code: 'setup-unfinished' })
  })
})
