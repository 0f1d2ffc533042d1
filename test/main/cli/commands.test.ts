import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { outputs } from '../../../main/cli/schemas.ts'
import { createLabFile } from '../../../main/services/lab/lab-files.ts'
import { openOwnedLab } from '../../../main/services/lab/owned-lab.ts'
import { setupAnswers } from '../../../preload/contract/setup-answers.ts'
import { allBytes } from '../services/setup/lab-fixture.ts'
import { commandLine, type Json } from './cli-fixture.ts'

describe('usage', () => {
  it.each([
    ['an unknown command', ['fly']],
    ['no lab', ['check']],
    ['an unknown option', ['check', '--lab', 'x', '--fast']],
    ['an unknown size', ['sample', '--size', 'XXL', '--lab', 'x']],
    ['a seed that is no number', ['sample', '--size', 'S', '--seed', 'one', '--lab', 'x']],
    ['an unknown kind', ['inventory', '--lab', 'x', '--kind', 'cars']],
    ['no files', ['import', '--lab', 'x']],
    ['a stray word', ['plan', 'now', '--lab', 'x']],
    ['no answers', ['setup', '--lab', 'x']],
    ['no schema', ['schema']],
    ['no file for the collector', ['collector']],
    ['a shape that nobody writes', ['sample', '--size', 'S', '--lab', 'x', '--as', 'excel', 'y']],
    ['no file for the shape', ['sample', '--size', 'S', '--lab', 'x', '--as', 'collector']],
  ])('%s: exit 2, told on standard error', async (_, argv) => {
    const { offsite } = commandLine()
    const { code, stdout, stderr } = await offsite(...argv)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/Usage: offsite|Commands/)
  })

  it.each([
    [['check', '--lab', 'x', '--fast'], 'There is no option --fast here.'],
    [['check', '-f', '--lab', 'x'], 'There is no option -f here.'],
    [['check', '--lab'], '--lab needs a value. One that begins with a minus is written --lab=VALUE.'],
    [['simulate', '--lab', 'x', '--for', '-3d'], '--for needs a value. One that begins with a minus is written --for=VALUE.'],
    [['check', '--lab', 'x', '--json=yes'], '--json takes no value.'],
  ])('says of options what is wrong in words of its own: %j', async (argv, message) => {
    expect((await commandLine().offsite(...argv)).stderr.split('\n')[0]).toBe(message)
  })

  it('help and version', async () => {
    const { offsite } = commandLine()
    expect(await offsite('--version')).toMatchObject({ code: 0, stdout: '0.0.0-test\n' })
    expect((await offsite()).stdout).toContain('readiness')
    expect((await offsite('help', 'setup')).stdout).toContain('--answers FILE')
    expect((await offsite('setup', '--help')).code).toBe(0)
  })
})

describe('a sample lab, from end to end', () => {
  it('every command prints what its schema says', async () => {
    const { json, offsite, at, folder } = commandLine()
    const made = outputs.sample.parse(
      await json(0, 'sample', '--size', 'S', '--seed', '1', '--lab', 'lab.offsite', '--as', 'vmm-csv', 'export.csv'),
    )
    expect(made.counts).toEqual({ clouds: 2, hosts: 3, vms: 40, disks: 100, adapters: 50 })
    expect(made.files).toEqual([at('export.csv'), at('export-disks.csv')])

    const imported = outputs.import.parse(await json(0, 'import', 'export.csv', 'export-disks.csv', '--lab', 'fresh.offsite'))
    expect(imported).toMatchObject({ created: 40, rejected: [], rejectsFile: null })
    expect(outputs.import.parse(await json(0, 'import', 'export.csv', 'export-disks.csv', '--lab', 'fresh.offsite'))).toMatchObject({
      created: 0,
      updated: 0,
    })

    const { rows } = outputs.inventory.parse(await json(0, 'inventory', '--lab', 'lab.offsite'))
    expect(rows).toHaveLength(40)
    for (const kind of ['hosts', 'clouds', 'hostGroups', 'vmNetworks', 'jobs'])
      outputs.inventory.parse(await json(0, 'inventory', '--lab', 'lab.offsite', '--kind', kind))
    expect((await json(0, 'inventory', '--lab', 'lab.offsite', '--where', 'readiness:ready')).rows.length).toBeLessThan(40)

    const report = outputs.readiness.parse(await json(0, 'readiness', '--lab', 'lab.offsite'))
    expect(report.rulePack).toBe('2016-05')
    expect(report.items).toHaveLength(40)

    const answers = setupAnswers.parse(await json(0, 'setup', '--lab', 'lab.offsite', '--propose'))
    writeFileSync(at('answers.json'), JSON.stringify(answers))
    const done = outputs.setup.parse(await json(0, 'setup', '--lab', 'lab.offsite', '--answers', 'answers.json'))
    expect(done).toMatchObject({ ok: true, protectedItems: answers.machines.items.length, plans: ['Plan 1'] })

    const plan = await offsite('plan', '--lab', 'lab.offsite', '--json', '--html', 'plan.html')
    const document = outputs.plan.parse(JSON.parse(plan.stdout))
    expect(plan.stdout).toBe(`${JSON.stringify(document, null, 2)}\n`)
    expect(readFileSync(at('plan.html'), 'utf8')).toContain('Recovery plan of Harbour Clinic')

    const scripts = outputs.scripts.parse(await json(0, 'scripts', '--lab', 'lab.offsite', '--out', 'scripts'))
    expect(scripts.files).toHaveLength(9)
    for (const file of scripts.files) expect(existsSync(`${folder}/scripts/${file}`)).toBe(true)
    expect(outputs.check.parse(await json(0, 'check', '--lab', 'lab.offsite'))).toEqual({ ok: true, problems: [] })
    for (const [command, ...more] of [['inventory'], ['readiness'], ['plan'], ['check'], ['inventory', '--kind', 'jobs']])
      expect((await offsite(command ?? '', '--lab', 'lab.offsite', ...more)).stdout).not.toMatch(/undefined|\[object/)
  })

  it('a sample written as a collector file comes back', async () => {
    const { json, at } = commandLine()
    const made = outputs.sample.parse(
      await json(0, 'sample', '--size', 'S', '--seed', '1', '--lab', 'lab.offsite', '--as', 'collector', 'clinic.jsonl'),
    )
    expect(made.files).toEqual([at('clinic.jsonl')])
    expect(outputs.import.parse(await json(0, 'import', 'clinic.jsonl', '--lab', 'fresh.offsite'))).toMatchObject({
      created: 40,
      rejected: [],
      files: [{ name: 'clinic.jsonl', format: 'collector', encoding: 'UTF-8', separator: '', rows: 58 }],
    })
    expect(await json(0, 'readiness', '--lab', 'fresh.offsite')).toEqual(await json(0, 'readiness', '--lab', 'lab.offsite'))
    expect(await json(0, 'check', '--lab', 'fresh.offsite')).toEqual({ ok: true, problems: [] })
  })

  it('the collector script is written once, and never over a file', async () => {
    const { json, offsite, at } = commandLine()
    const done = outputs['collector-script'].parse(await json(0, 'collector', '--out', 'c.ps1'))
    const text = readFileSync(at('c.ps1'), 'utf8')
    expect(done).toEqual({ file: at('c.ps1'), bytes: text.length })
    expect(text).toContain('Get-SCVirtualMachine')
    writeFileSync(at('c.ps1'), 'mine')
    expect(await json(1, 'collector', '--out', 'c.ps1')).toMatchObject({ error: { code: 'file-exists' } })
    expect(readFileSync(at('c.ps1'), 'utf8')).toBe('mine')
    expect(await json(1, 'collector', '--out', 'none/c.ps1')).toMatchObject({ error: { code: 'folder-denied' } })
    expect((await offsite('collector', '--out', 'd.ps1')).stdout).toContain(at('d.ps1'))
    expect(JSON.parse((await offsite('schema', 'collector')).stdout).oneOf).toHaveLength(12)
  })

  it('the fixture of the clinic is free of faults', async () => {
    const { json } = commandLine()
    await json(0, 'sample', '--size', 'S', '--lab', 'lab.offsite')
    const done = await json(0, 'setup', '--lab', 'lab.offsite', '--answers', resolve('test/fixtures/answers/harbour-clinic.json'))
    expect(done.ok).toBe(true)
    expect(done.issues.filter((issue: { severity: string }) => issue.severity === 'error')).toEqual([])
  })
})

describe('refusals', () => {
  const refused = async (argv: string[], prepare: (line: ReturnType<typeof commandLine>) => void | Promise<void> = () => {}) => {
    const line = commandLine()
    await prepare(line)
    return outputs.error.parse(await line.json(1, ...argv)).error
  }

  it('name what is wrong, with a code', async () => {
    expect(await refused(['check', '--lab', 'none.offsite'])).toMatchObject({ code: 'lab-missing' })
    expect(await refused(['inventory', '--lab', 'x.offsite'], ({ at }) => writeFileSync(at('x.offsite'), 'hello'))).toMatchObject({
      code: 'lab-not-sqlite',
    })
    expect(await refused(['import', 'none.csv', '--lab', 'x.offsite'])).toMatchObject({ code: 'file-missing' })
    const sample = async ({ json }: ReturnType<typeof commandLine>) => void (await json(0, 'sample', '--size', 'S', '--lab', 'x.offsite'))
    expect(await refused(['sample', '--size', 'S', '--lab', 'x.offsite'], sample)).toMatchObject({ code: 'file-exists' })
    expect(await refused(['inventory', '--lab', 'x.offsite', '--where', 'memory>>3'], sample)).toMatchObject({ code: 'filter-syntax' })
    expect(await refused(['readiness', '--lab', 'x.offsite', '--rules', '1999'], sample)).toMatchObject({ code: 'rules-unknown' })
    expect(await refused(['scripts', '--lab', 'x.offsite', '--out', 's'], sample)).toMatchObject({ code: 'setup-unfinished' })
    expect(await refused(['setup', '--lab', 'x.offsite', '--answers', 'none.json'], sample)).toMatchObject({ code: 'file-missing' })
  })

  it('leave no lab behind when the import that made it was refused', async () => {
    const { json, at } = commandLine()
    writeFileSync(at('zip.csv'), 'PK\u0003\u0004 not a table')
    await json(1, 'import', 'zip.csv', '--lab', 'new.offsite')
    expect(existsSync(at('new.offsite'))).toBe(false)
  })

  it('name the owner of a lab that is open elsewhere, while reading goes on', async () => {
    const { json, offsite, at } = commandLine()
    await json(0, 'sample', '--size', 'S', '--lab', 'lab.offsite')
    writeFileSync(at('answers.json'), '{}')
    const store = openOwnedLab(at('lab.offsite'), {
      wall: () => 0,
      workFolder: at('work'),
      owner: { user: 'berta', machine: 'BERTA-PC', process: 42, sinceMs: 0 },
    })
    try {
      const { error } = outputs.error.parse(await json(1, 'setup', '--lab', 'lab.offsite', '--answers', 'answers.json'))
      expect(error).toMatchObject({ code: 'lab-locked', at: { user: 'berta', machine: 'BERTA-PC' } })
      expect((await offsite('setup', '--lab', 'lab.offsite', '--answers', 'answers.json')).stderr).toContain('berta')
      for (const command of ['check', 'inventory', 'readiness', 'plan']) await json(0, command, '--lab', 'lab.offsite')
    } finally {
      store.close()
    }
  })

  it('an import keeps its rejects where it is told to', async () => {
    const { json, at } = commandLine()
    await json(0, 'sample', '--size', 'S', '--lab', 'lab.offsite', '--as', 'vmm-csv', 'export.csv')
    const lines = readFileSync(at('export-disks.csv'), 'utf8').split('\r\n')
    const heads = (lines[0] ?? '').split(',')
    const cpu = heads.findIndex((head) => /vCPUs/i.test(head))
    const row = lines.findIndex((line, n) => n > 0 && !line.split(',')[cpu]?.match(/^""?$/) && line !== '')
    const cells = (lines[row] ?? '').split(',')
    cells[cpu] = '"many"'
    lines[row] = cells.join(',')
    mkdirSync(at('elsewhere'))
    writeFileSync(at('bad.csv'), lines.join('\r\n'))
    const beside = await json(0, 'import', 'bad.csv', '--lab', 'one.offsite')
    expect(beside.rejectedRows).toBeGreaterThan(0)
    expect(existsSync(beside.rejectsFile)).toBe(true)
    const told = await json(0, 'import', 'bad.csv', '--lab', 'two.offsite', '--rejects', 'elsewhere/rejects.csv')
    expect(told.rejectsFile).toBe(at('elsewhere/rejects.csv'))
    expect(readFileSync(told.rejectsFile, 'utf8')).toContain('many')
  })
})

describe('setup', () => {
  const ready = async (change: (answers: Json) => void) => {
    const line = commandLine()
    await line.json(0, 'sample', '--size', 'S', '--lab', 'lab.offsite')
    const answers = await line.json(0, 'setup', '--lab', 'lab.offsite', '--propose')
    change(answers)
    writeFileSync(line.at('answers.json'), JSON.stringify(answers))
    return { ...line, go: (code: number) => line.json(code, 'setup', '--lab', 'lab.offsite', '--answers', 'answers.json') }
  }
  const proxy = (password: unknown) => (answers: Json) => {
    answers.source.connection = 'proxy'
    answers.source.proxy = { address: 'proxy01', port: 8080, authenticate: true, userName: 'LAB\\svc', password }
  }

  it('tells all faults at once and changes nothing', async () => {
    const { go, json } = await ready((answers) => {
      answers.target.createStorageAccounts[0].region = 'East US'
      answers.replication.appConsistentHours = 2
      answers.capacity.throttle = { enabled: true, workKbps: 100 }
      answers.source.connection = 'proxy'
      answers.source.proxy = { address: 'https://proxy', port: 70_000 }
      answers.vault.name = '1 vault'
    })
    const result = outputs.setup.parse(await go(1))
    expect(result).toMatchObject({ ok: false, jobId: null })
    const codes = result.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.code)
    for (const code of ['region-mismatch', 'app-retention', 'throttle-range', 'proxy-https', 'port-range', 'vault-name'])
      expect(codes).toContain(code)
    expect((await json(0, 'plan', '--lab', 'lab.offsite')).vault).toBeNull()
  })

  it('refuses a password written out, before it looks at anything else', async () => {
    const { go, folder, secrets, offsite } = await ready(proxy('Sommer-2026!'))
    const { error } = outputs.error.parse(await go(1))
    expect(error).toMatchObject({ code: 'secret-literal', field: 'source.proxy.password' })
    const { stdout, stderr } = await offsite('setup', '--lab', 'lab.offsite', '--answers', 'answers.json')
    expect(stdout + stderr).not.toContain('Sommer-2026!')
    expect(secrets.log).toEqual([])
    const lab = allBytes(folder).toString('latin1').split('Sommer-2026!').length - 1
    expect(lab, 'only in the answers file itself').toBe(1)
  })

  it.each([[{ env: 'PROXY_PASSWORD' }], [{ stdin: true }]])('takes a password from %j', async (password) => {
    const { go, secrets, json } = await ready(proxy(password))
    expect(await go(0)).toMatchObject({ ok: true })
    expect([...secrets.entries.values()]).toEqual([password])
    const plan = await json(0, 'plan', '--lab', 'lab.offsite')
    expect(plan.source.proxy).toEqual({ address: 'proxy01', port: 8080, userName: 'LAB\\svc', runAsAccount: 'DRAProxyAccount' })
    const word = async () => (await json(0, 'inventory', '--lab', 'lab.offsite', '--kind', 'runAsAccounts')).rows[0].secret
    expect(await word()).toBe('in-keychain')
    // Taken out of the keychain behind the lab's back: its word counts, not the lab's.
    secrets.entries.clear()
    expect(await word()).toBe('missing')
  })

  it('finds misspelt fields, wrong types and broken JSON', async () => {
    const { go, at, json } = await ready((answers) => {
      answers.vault.nmae = 'x'
    })
    expect((await go(1)).issues).toMatchObject([{ page: 'vault', field: 'nmae', code: 'field-unknown' }])
    writeFileSync(at('answers.json'), '{"vault":{"name":7},"capacity":{"plannerDone":"no"}}')
    expect((await go(1)).issues.map((issue: { page: string; field: string }) => `${issue.page}.${issue.field}`)).toEqual([
      'vault.name',
      'capacity.plannerDone',
    ])
    writeFileSync(at('answers.json'), '{"password": "geheim')
    const { error } = await json(1, 'setup', '--lab', 'lab.offsite', '--answers', 'answers.json')
    expect(error).toMatchObject({ code: 'bad-request' })
    expect(JSON.stringify(error)).not.toContain('geheim')
  })
})

describe('as a program', () => {
  const program = (...argv: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', resolve('main/cli/entry.ts'), ...argv], { encoding: 'utf8' })
  let lab = ''
  beforeAll(() => {
    lab = resolve('/nonexistent/lab.offsite')
  })

  it('ends with the exit code, and writes where it should', () => {
    const schema = program('schema', 'answers')
    expect(schema.status).toBe(0)
    expect(JSON.parse(schema.stdout).title).toBe('offsite answers')
    const refused = program('check', '--lab', lab, '--json')
    expect(refused.status).toBe(1)
    expect(JSON.parse(refused.stdout).error.code).toBe('lab-missing')
    expect(program('check').status).toBe(2)
  })
})

it('labs made by hand are read too', async () => {
  const { json, at } = commandLine()
  createLabFile(at('empty.offsite'), { name: 'Empty', seed: 1, rulePack: '2016-05', timeZone: 'UTC', clockMs: 0, wallMs: 0 })
  expect(await json(0, 'inventory', '--lab', 'empty.offsite')).toEqual({ rows: [] })
  expect((await json(0, 'setup', '--lab', 'empty.offsite', '--propose')).machines.items).toEqual([])
})
