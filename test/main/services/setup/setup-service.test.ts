import { describe, expect, it } from 'vitest'
import type { LabStore } from '../../../../main/services/lab/lab-store.types.ts'
import { planDocumentOf } from '../../../../main/services/plan-service.ts'
import { createSetupService } from '../../../../main/services/setup/setup-service.ts'
import { planDocument } from '../../../../preload/contract/plan.ts'
import { setup } from '../../../../preload/contract/setup.ts'
import { type SetupAnswers, setupAnswers } from '../../../../preload/contract/setup-answers.ts'
import { AppError, allBytes, fakeSecrets, openTestLab, picture, wallMs } from './lab-fixture.ts'

type Lab = ReturnType<typeof openTestLab>

/** The proposals with these machines selected. */
const answersFor = async (
  lab: Lab,
  names: readonly string[],
  change: (answers: SetupAnswers) => void = () => {},
): Promise<SetupAnswers> => {
  const { answers } = setup.members.begin.output.parse(await lab.service.begin(undefined))
  answers.machines.items = names.map((name) => ({ name }))
  change(answers)
  return answers
}
const behindProxy = (answers: SetupAnswers): void => {
  answers.source.connection = 'proxy'
  answers.source.proxy = {
    address: 'proxy01',
    port: 8080,
    authenticate: true,
    userName: 'LAB\\svc-proxy',
    password: { handle: 'handle-1234-abcd' },
    passwordLater: false,
  }
}
const count = (lab: Lab, table: string): number => lab.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `WEB${String(i + 1).padStart(2, '0')}`)

describe('begin', () => {
  it('proposes answers whose only fault is that no machine is selected', async () => {
    const lab = openTestLab()
    const { answers, resumed } = setup.members.begin.output.parse(await lab.service.begin(undefined))
    expect(resumed).toBe(false)
    expect(answers.vault).toMatchObject({ name: 'DR-West', region: 'West Europe', resourceGroup: { mode: 'new', name: 'rg-dr' } })
    expect(answers.source.vmmServer).toBe('VMM01')
    expect(answers.target.createStorageAccounts).toEqual([{ name: 'harbourclinicdrstore', type: 'Standard_GRS', region: 'West Europe' }])
    expect(answers.target.createNetworks[0]?.subnets.map((each) => each.name)).toEqual(['default', 'Web-10'])
    expect(answers.replication).toMatchObject({ policyName: 'Gold-policy', clouds: ['Gold'] })
    const issues = await lab.service.check({ answers })
    expect(issues.filter((issue) => issue.severity === 'error').map((issue) => issue.code)).toEqual(['vm-none'])
  })
})

describe('drafts', () => {
  it('are resumed on the page where they were left, and dropped when asked', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'])
    await lab.service.saveDraft({ answers, page: 'target' })
    expect(await lab.service.begin(undefined)).toMatchObject({ resumed: true, page: 'target', savedWallMs: wallMs })
    const progress = await lab.service.progress(undefined)
    expect(progress).toMatchObject({ draft: true, page: 'target', finished: false })
    expect(progress.pages.filter((each) => each.done).map((each) => each.page)).toEqual([
      'prerequisites',
      'vault',
      'protectionGoal',
      'source',
    ])
    await lab.service.discardDraft(undefined)
    expect(await lab.service.begin(undefined)).toMatchObject({ resumed: false })
  })

  it('keep a handle, but never where the command line finds a password', async () => {
    const lab = openTestLab()
    for (const [password, kept] of [
      [{ handle: 'handle-1234-abcd' }, { handle: 'handle-1234-abcd' }],
      [{ env: 'OFFSITE_SECRET_NAME' }, null],
      [{ stdin: true }, null],
    ] as const) {
      const answers = await answersFor(lab, ['WEB01'], (each) => {
        behindProxy(each)
        each.source.proxy.password = password
      })
      await lab.service.saveDraft({ answers, page: 'source' })
      const { answers: back } = await lab.service.begin(undefined)
      expect(setupAnswers.parse(back).source.proxy.password).toEqual(kept)
    }
    expect(allBytes(lab.folder).includes('OFFSITE_SECRET_NAME')).toBe(false)
  })
})

describe('machines', () => {
  it('lists those of the source cloud, says why one cannot be selected, and filters', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, [])
    const page = setup.members.machines.output.parse(
      await lab.service.machines({ answers, where: '', offset: 0, limit: 5, eligibleOnly: false }),
    )
    expect(page).toMatchObject({ total: 62, eligible: 61 })
    const [sql] = (await lab.service.machines({ answers, where: 'SQL01', offset: 0, limit: 5, eligibleOnly: false })).rows
    expect(sql).toMatchObject({ eligible: false, findings: [{ rule: 'DISK-SIZE', remedy: 'Split or exclude the disk.' }] })
    const [noos] = (await lab.service.machines({ answers, where: 'name:NOOS', offset: 0, limit: 5, eligibleOnly: false })).rows
    expect(noos).toMatchObject({ eligible: true, osNeeded: true, proposedAzureName: 'NOOS' })
    expect(await lab.service.eligible({ answers, where: '' })).toHaveLength(61)
    expect(
      (await lab.service.machines({ answers, where: '', offset: 0, limit: 100, eligibleOnly: true })).rows.map((row) => row.name),
    ).not.toContain('SQL01')
  })

  it('points at the character of a wrong filter', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, [])
    await expect(async () => lab.service.eligible({ answers, where: 'memory>>1' })).rejects.toMatchObject({ code: 'filter-syntax' })
  })
})

describe('options', () => {
  it('offer what fits and say why the rest does not', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'])
    const options = setup.members.options.output.parse(await lab.service.options({ answers }))
    expect(options.storageAccounts).toEqual([
      { name: 'harbourclinicdrstore', type: 'Standard_GRS', region: 'West Europe', compatible: true, reason: null, planned: true },
    ])
    expect(options.vmNetworks).toEqual([
      {
        name: 'Prod-Web',
        vms: 63,
        subnets: ['Web-10'],
        target: 'DR-Net',
        lands: [{ sourceSubnet: 'Web-10', targetSubnet: 'Web-10', rule: 'same-name', warning: null }],
      },
    ])
    expect(options.sourceClouds).toEqual([
      { name: 'Gold', vms: 62, eligible: 61 },
      { name: 'Silver', vms: 1, eligible: 1 },
    ])
    expect(options.prerequisites.map((line) => line.item)).toEqual(Array.from({ length: 15 }, (_, n) => `S${n + 1}`))
    expect(options.prerequisites.find((line) => line.item === 'S5')).toMatchObject({ kind: 'known', state: 'met' })
    expect(options.prerequisites.find((line) => line.item === 'S2')).toMatchObject({ kind: 'ask', state: 'open' })
    expect(options.summary.length).toBeGreaterThan(15)
    answers.vault.region = 'East US'
    const away = await lab.service.options({ answers })
    expect(away.storageAccounts[0]).toMatchObject({
      compatible: false,
      reason: "harbourclinicdrstore is in West Europe. Choose one in the vault's region, East US.",
    })
  })

  it('show who ticked what, and when', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, [], (each) => {
      each.prerequisites.ticks = [{ item: 'S2', by: 'Anna', date: '2016-05-10' }]
    })
    const { prerequisites } = await lab.service.options({ answers })
    expect(prerequisites.find((line) => line.item === 'S2')).toMatchObject({ state: 'met', evidence: 'Anna ticked it on 2016-05-10.' })
  })
})

describe('finish', () => {
  it('writes everything in one job', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, names(55), (each) => {
      behindProxy(each)
      each.prerequisites.ticks = [{ item: 'S2', by: 'Anna', date: '2016-05-10' }]
      each.machines.items[0] = { name: 'WEB01', ip: '10.20.1.9', excludeDisks: ['WEB01_D'], size: 'Standard_D4' }
    })
    await lab.service.saveDraft({ answers, page: 'review' })
    const jobs = count(lab, 'job')
    const result = setup.members.finish.output.parse(await lab.service.finish({ answers }))
    expect(result).toMatchObject({ protectedItems: 55, plans: ['Plan 1', 'Plan 2'] })
    expect(count(lab, 'job')).toBe(jobs + 1)
    const job = lab.store.db.prepare('SELECT kind, name, status, owner, steps FROM job WHERE id = ?').get(result.jobId) as Record<
      string,
      string
    >
    expect(job).toMatchObject({ kind: 'setup.finish', name: 'Set up protection', status: 'completed', owner: 'anna' })
    const steps = (JSON.parse(job.steps ?? '[]') as { name: string }[]).map((step) => step.name)
    expect(steps).toEqual(
      expect.arrayContaining(['Create vault', 'Register server', 'Creating the replication policy', 'Identifying the replication target']),
    )
    expect(lab.store.db.prepare('SELECT count(*) FROM change_log WHERE job_id = ?').pluck().get(result.jobId)).toBeGreaterThan(100)
    const plan = planDocument.parse(planDocumentOf(lab.store.db))
    expect(plan.machines).toHaveLength(55)
    expect(plan.machines[0]).toMatchObject({ name: 'WEB01', size: 'Standard_D4', network: 'DR-Net', subnet: 'Web-10', ip: '10.20.1.9' })
    expect(plan.machines[0]?.disks).toEqual([
      { name: 'WEB01_C', sizeBytes: 100 * 2 ** 30, excluded: false },
      { name: 'WEB01_D', sizeBytes: 100 * 2 ** 30, excluded: true },
    ])
    expect(plan.recoveryPlans.map((each) => each.groups[0]?.machines.length)).toEqual([50, 5])
    expect(plan.source).toMatchObject({
      vmmServer: 'VMM01',
      clouds: ['Gold', 'Silver'],
      proxy: { address: 'proxy01', port: 8080, runAsAccount: 'DRAProxyAccount' },
    })
    expect(plan.prerequisites.find((each) => each.item === 'S2')?.state).toBe('met')
    expect(plan.notProtected.map((each) => each.name)).toEqual(['NOOS', 'SILVER1', 'SQL01', 'WEB56', 'WEB57', 'WEB58', 'WEB59', 'WEB60'])
    expect(await lab.service.progress(undefined)).toMatchObject({ draft: false, finished: true })
    expect(lab.store.db.prepare('SELECT keychain_ref FROM run_as_account').pluck().get()).toBe('DRAProxyAccount@VMM01/11111111')
    expect([...lab.secrets.entries.keys()]).toEqual(['DRAProxyAccount@VMM01/11111111'])
    expect(lab.store.db.pragma('foreign_key_check')).toEqual([])
  })

  it('refuses with the first fault named and does nothing', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'], behindProxy)
    answers.replication.appConsistentHours = 2
    const before = picture(lab.store)
    await expect(lab.service.finish({ answers })).rejects.toMatchObject({
      code: 'setup-invalid',
      field: 'appConsistentHours',
      at: { page: 'replication', faults: 1 },
    })
    expect(picture(lab.store)).toBe(before)
    expect(lab.secrets.log).toEqual([])
  })

  it('changes nothing and removes the new secret when the transaction fails', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, names(3), behindProxy)
    await lab.service.saveDraft({ answers, page: 'review' })
    const before = picture(lab.store)
    const failing: LabStore = {
      file: lab.file,
      readOnly: false,
      readOnlyReason: null,
      db: lab.store.db,
      revision: lab.store.revision,
      apply: (action, body) =>
        lab.store.apply(action, (tx) => {
          body(tx)
          throw new AppError({ code: 'disk-full', message: 'The disk is full.' })
        }),
      applyInTurns: () => {
        throw new Error('not here')
      },
      beginBatch: (info) => lab.store.beginBatch(info),
      shown: () => {
        throw new Error('not here')
      },
      quiet: (body) => lab.store.quiet(body),
      onCommitted: (listener) => lab.store.onCommitted(listener),
      close: () => lab.store.close(),
    }
    const service = createSetupService({ store: failing, secrets: lab.secrets, wall: () => wallMs, actor: 'anna' })
    await expect(service.finish({ answers })).rejects.toMatchObject({ code: 'disk-full' })
    expect(picture(lab.store)).toBe(before)
    expect(lab.secrets.log).toEqual(['save DRAProxyAccount@VMM01/11111111', 'remove DRAProxyAccount@VMM01/11111111'])
    expect(lab.secrets.entries.size).toBe(0)
    expect(await lab.service.begin(undefined)).toMatchObject({ resumed: true })
  })

  it('explains a missing keychain and stores nothing', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'], behindProxy)
    lab.secrets.fail = new AppError({ code: 'keychain-missing', message: 'No keychain service runs.' })
    const before = picture(lab.store)
    await expect(lab.service.finish({ answers })).rejects.toMatchObject({
      code: 'keychain-missing',
      field: 'proxy.password',
      at: { page: 'source' },
    })
    expect(picture(lab.store)).toBe(before)
  })

  it('makes the account without its password when that comes later', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'], behindProxy)
    answers.source.proxy = { ...answers.source.proxy, password: null, passwordLater: true }
    await lab.service.finish({ answers })
    expect(lab.secrets.log).toEqual([])
    expect(lab.store.db.prepare('SELECT user_name, keychain_ref FROM run_as_account').get()).toEqual({
      user_name: 'LAB\\svc-proxy',
      keychain_ref: null,
    })
    behindProxy(answers)
    await lab.service.finish({ answers })
    expect(lab.store.db.prepare('SELECT keychain_ref FROM run_as_account').pluck().get()).toBe('DRAProxyAccount@VMM01/11111111')
    answers.source.proxy = { ...answers.source.proxy, userName: 'LAB\\other', password: null, passwordLater: true }
    await lab.service.finish({ answers })
    expect(lab.store.db.prepare('SELECT keychain_ref FROM run_as_account').pluck().get()).toBeNull()
  })

  it('needs no keychain without a proxy that asks for a sign-in', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'])
    await lab.service.finish({ answers })
    expect(lab.secrets.log).toEqual([])
    expect(count(lab, 'run_as_account')).toBe(0)
  })
})

describe('finish again', () => {
  it('extends: names are reused, nothing stands twice', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, names(48), behindProxy)
    await lab.service.finish({ answers })
    const tables = [
      'subscription',
      'resource_group',
      'vault',
      'storage_account',
      'azure_network',
      'azure_subnet',
      'policy',
      'policy_cloud',
      'network_mapping',
      'run_as_account',
      'vmm_server',
      'protected_item',
      'protected_item_adapter',
      'recovery_plan',
      'recovery_plan_item',
      'prerequisite_tick',
    ]
    const before = tables.map((table) => count(lab, table))
    await lab.service.finish({ answers })
    expect(tables.map((table) => count(lab, table))).toEqual(before)
    expect([...lab.secrets.entries.keys()]).toEqual(['DRAProxyAccount@VMM01/11111111-2'])
    expect(lab.store.db.prepare('SELECT keychain_ref FROM run_as_account').pluck().get()).toBe('DRAProxyAccount@VMM01/11111111-2')

    const more = await answersFor(lab, ['WEB49', 'WEB50', 'WEB51'])
    expect(more.target).toMatchObject({
      storageAccount: 'harbourclinicdrstore',
      createStorageAccounts: [],
      network: 'DR-Net',
      createNetworks: [],
    })
    expect(await lab.service.finish({ answers: more })).toMatchObject({ protectedItems: 3, plans: ['Plan 1', 'Plan 2'] })
    expect(planDocumentOf(lab.store.db).recoveryPlans.map((each) => each.groups[0]?.machines.length)).toEqual([50, 1])
    const [listed] = (await lab.service.machines({ answers: more, where: 'WEB01', offset: 0, limit: 1, eligibleOnly: false })).rows
    expect(listed).toMatchObject({ eligible: false, findings: [{ rule: 'PROTECTED' }] })
  })

  it('brings a protected machine up to date', async () => {
    const lab = openTestLab()
    await lab.service.finish({ answers: await answersFor(lab, ['WEB01']) })
    const answers = await answersFor(lab, ['WEB01'], (each) => {
      each.machines.items = [{ name: 'WEB01', azureName: 'web-one', ip: '10.20.1.20' }]
    })
    await lab.service.finish({ answers })
    expect(planDocumentOf(lab.store.db).machines).toMatchObject([{ name: 'WEB01', azureName: 'web-one', ip: '10.20.1.20' }])
  })
})

describe('secrets', () => {
  it('of every kind stay out of the lab: only the reference is written', async () => {
    const lab = openTestLab()
    const secrets = fakeSecrets()
    const service = createSetupService({ store: lab.store, secrets, wall: () => wallMs, actor: 'anna' })
    const answers = await answersFor(lab, ['WEB01'], behindProxy)
    await service.finish({ answers })
    expect(allBytes(lab.folder).includes('handle-1234-abcd')).toBe(false)
    expect(allBytes(lab.folder).includes('DRAProxyAccount@VMM01')).toBe(true)
  })
})

describe('view script and estimate', () => {
  it('of a draft name what was typed', async () => {
    const lab = openTestLab()
    const answers = await answersFor(lab, ['WEB01'])
    const files = await lab.service.script({ answers })
    expect(files.map((file) => file.name)).toContain('06-enable-replication.ps1')
    expect(files.find((file) => file.name.startsWith('06'))?.text).toContain("Name = 'WEB01'")
    const estimate = setup.members.capacity.output.parse(await lab.service.capacity({ answers }))
    expect(estimate).toMatchObject({ machines: 1, usedBytes: 100 * 2 ** 30 })
    answers.machines.items = []
    expect(await lab.service.capacity({ answers })).toMatchObject({ machines: 61 })
  })
})
