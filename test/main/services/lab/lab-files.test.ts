import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { copyLab, createLabFile, openLab, openLabForReading } from '../../../../main/services/lab/lab-files.ts'
import { openOwnedLab } from '../../../../main/services/lab/owned-lab.ts'
import { connect } from '../../../../native-db/database/open.ts'
import { runScript, scriptOf } from '../../../support/child.ts'
import { anna, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const named = (name: string) => ({ name, seed: 7, rulePack: '2016-05', timeZone: 'Europe/Copenhagen', clockMs: 5, wallMs: 6 })
const inFolder = (name: string): string => {
  const folder = join(labs.folder, name)
  mkdirSync(folder)
  return folder
}

describe('a new lab', () => {
  test('is one whole file that says what it is', () => {
    const folder = inFolder('new')
    const file = join(folder, 'Harbour.offsite')
    createLabFile(file, named('Harbour'))
    expect(readdirSync(folder)).toEqual(['Harbour.offsite'])
    const store = labs.open(file)
    expect(store.db.prepare('SELECT id, name, seed, clock_ms, time_zone, branch, rule_pack, created_wall_ms FROM lab').get()).toEqual({
      id: 1,
      name: 'Harbour',
      seed: 7,
      clock_ms: 5,
      time_zone: 'Europe/Copenhagen',
      branch: 0,
      rule_pack: '2016-05',
      created_wall_ms: 6,
    })
    expect(store.db.prepare('SELECT lab_id FROM lab').pluck().get()).toMatch(/^[0-9a-f-]{36}$/)
    expect(store.db.pragma('journal_mode', { simple: true })).toBe('wal')
    store.apply(anna, (tx) => {
      expect(tx.db.pragma('synchronous', { simple: true })).toBe(2)
      expect(tx.db.pragma('foreign_keys', { simple: true })).toBe(1)
    })
    store.close()
    expect(readdirSync(folder)).toEqual(['Harbour.offsite'])
  })

  test('never replaces a file, and a folder that is missing is named', () => {
    const file = labs.path('taken.offsite')
    writeFileSync(file, 'mine')
    expect(() => createLabFile(file, named('x'))).toThrow(expect.objectContaining({ code: 'file-exists' }))
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect(() => createLabFile(labs.path('nowhere/x.offsite'), named('x'))).toThrow(
      expect.objectContaining({ code: 'folder-denied', message: expect.stringMatching(/nowhere" is not there/) }),
    )
    expect(() => createLabFile(labs.path('x.offsite '), named('x'))).toThrow(expect.objectContaining({ code: 'file-kind' }))
  })
})

test('opening marks jobs that a crash cut off as interrupted, and no other', () => {
  const file = labs.create()
  const raw = connect(file)
  raw.exec(`INSERT INTO job (kind, name, status, owner, started_wall_ms, started_lab_ms, branch, ended_wall_ms) VALUES
    ('a', 'A', 'running', 'x', 1, 1, 0, NULL), ('b', 'B', 'completed', 'x', 1, 1, 0, 2)`)
  raw.close()
  const store = labs.open(file)
  expect(store.db.prepare('SELECT status, error_remedy FROM job ORDER BY id').all()).toEqual([
    { status: 'interrupted', error_remedy: 'Do it again.' },
    { status: 'completed', error_remedy: null },
  ])
})

describe('pages of a file', () => {
  /** A lab whose page of tables is no page any more. */
  const damagedLab = (): string => {
    const file = labs.create()
    const store = labs.open(file)
    store.apply(anna, (tx) => {
      for (let i = 0; i < 400; i++) tx.insert('cloud', { name: `Cloud ${i}` })
    })
    const page = store.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'cloud'").pluck().get() as number
    store.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, (page - 1) * 4096 + 12, page * 4096)
    writeFileSync(file, bytes)
    return file
  }
  const known = (unchanged: boolean) => {
    const closed: string[] = []
    return { closed, isUnchanged: () => unchanged, noteClosed: (file: string) => void closed.push(file) }
  }

  test('are read at the opening, and not of a file that nothing happened to', () => {
    expect(() => labs.open(damagedLab())).toThrow(expect.objectContaining({ code: 'lab-damaged' }))
    expect(() => labs.open(damagedLab(), { known: known(false) })).toThrow(expect.objectContaining({ code: 'lab-damaged' }))
    labs.open(damagedLab(), { known: known(true) }).close()
  })

  test('are read all the same where the file lies on a share, or another has it open here', () => {
    expect(() => labs.open(damagedLab(), { known: known(true), exclusive: true })).toThrow(expect.objectContaining({ code: 'lab-damaged' }))
  })

  test('are noted when the last connection to them is closed, and not of a copy for reading', () => {
    const list = known(false)
    const file = labs.create()
    const store = labs.open(file, { known: list })
    expect(list.closed).toEqual([])
    store.close()
    expect(list.closed).toEqual([file])
  })
})

describe('reading beside a live owner', () => {
  test('sees committed changes only, may not write, and leaves the owner alone', () => {
    const folder = inFolder('beside')
    const file = labs.create(join(folder, 'x.offsite'))
    const owner = labs.open(file)
    owner.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
    const batch = owner.beginBatch({ actor: 'anna', files: oneFile })
    batch.insert('cloud', { name: 'Silver' }, { file: 0, line: 2 })
    const reader = openLabForReading(file, labs.options())
    const names = () => reader.db.prepare('SELECT name FROM cloud').pluck().all()
    expect(names()).toEqual(['Gold'])
    expect(reader.readOnly).toBe(true)
    expect(() => reader.apply(anna, () => 1)).toThrow(expect.objectContaining({ code: 'lab-read-only' }))
    expect(() => reader.db.exec('DELETE FROM cloud')).toThrow(/readonly/)
    batch.commit(noRejects)
    expect(names()).toEqual(['Gold', 'Silver'])
    reader.close()
    owner.apply(anna, (tx) => tx.insert('cloud', { name: 'Bronze' }))
    owner.close()
    expect(readdirSync(folder)).toEqual(['x.offsite'])
  })

  test('alone, it leaves one unchanged file', () => {
    const folder = inFolder('alone')
    const file = labs.create(join(folder, 'x.offsite'))
    labs.open(file).close()
    const before = readFileSync(file)
    const reader = openLabForReading(file, labs.options())
    expect(checkLab(reader.db)).toEqual({ ok: true, problems: [] })
    reader.close()
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['x.offsite'])
  })
})

test('a copy of an open lab is one committed state in one file, and replaces nothing', async () => {
  const folder = inFolder('copies')
  const store = labs.open(labs.create(join(folder, 'x.offsite')))
  store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  batch.insert('cloud', { name: 'Silver' }, { file: 0, line: 2 })
  await copyLab(store.file, join(folder, 'by-path.offsite'))
  await copyLab(store, join(folder, 'by-store.offsite'))
  batch.rollback()
  for (const name of ['by-path.offsite', 'by-store.offsite']) {
    const copy = labs.open(join(folder, name))
    expect(copy.db.prepare('SELECT name FROM cloud').pluck().all()).toEqual(['Gold'])
    expect(checkLab(copy.db).ok).toBe(true)
    copy.close()
  }
  await expect(copyLab(store.file, join(folder, 'by-path.offsite'))).rejects.toMatchObject({ code: 'file-exists' })
  store.close()
  expect(readdirSync(folder).sort()).toEqual(['by-path.offsite', 'by-store.offsite', 'x.offsite'])
})

test('an owned lab is locked until it is closed, also through a link', () => {
  const folder = inFolder('owned')
  const file = labs.create(join(folder, 'x.offsite'))
  const link = join(folder, 'link.offsite')
  symlinkSync(file, link)
  const store = openOwnedLab(link, { ...labs.options(), owner: { user: 'anna', machine: 'PC-7', process: 1, sinceMs: 2 } })
  expect(() => openOwnedLab(file, labs.options())).toThrow(
    expect.objectContaining({ code: 'lab-locked', at: expect.objectContaining({ user: 'anna' }) }),
  )
  store.close()
  expect(readdirSync(folder).sort()).toEqual(['link.offsite', 'x.offsite'])
  writeFileSync(join(folder, 'bad.offsite'), 'text')
  expect(() => openOwnedLab(join(folder, 'bad.offsite'), labs.options())).toThrow(expect.objectContaining({ code: 'lab-not-sqlite' }))
  expect(readdirSync(folder).sort()).toEqual(['bad.offsite', 'link.offsite', 'x.offsite'])
})

/** Opens a lab as a user whom file modes bind (root ignores them) and says what came of it. */
const unprivileged = scriptOf(`
  import { readdirSync } from 'node:fs'
  import { dirname } from 'node:path'
  import { openLab } from '@/main/services/lab/lab-files.ts'
  import { sqliteBinding } from '@/native-db/database/binding.ts'
  import Database from '@/node_modules/better-sqlite3/lib/index.js'
  // Loaded while this process may still read the checkout, which can stand in a folder of root's own.
  new Database(':memory:', { nativeBinding: sqliteBinding() }).close()
  if (process.getuid?.() === 0) { process.setgid(65534); process.setuid(65534) }
  const [file, workFolder] = process.argv.slice(2)
  const store = openLab(file, { wall: () => 1, workFolder })
  const fails = (work) => { try { work(); return 'done' } catch (error) { return error.code } }
  console.log(JSON.stringify({
    root: process.getuid?.() === 0, file: store.file, readOnly: store.readOnly, reason: store.readOnlyReason,
    clouds: store.db.prepare('SELECT name FROM cloud').pluck().all(),
    apply: fails(() => store.apply({ kind: 'x', name: 'x', actor: 'x' }, () => 1)),
    batch: fails(() => store.beginBatch({ actor: 'x', files: [] })),
    sql: fails(() => store.db.exec('DELETE FROM cloud')),
  }))
  store.close()
  console.log(JSON.stringify({ beside: readdirSync(dirname(file)).sort(), work: readdirSync(workFolder) }))`)

describe('a read-only place, seen by a user whom it binds', () => {
  const prepared = (name: string, hot: boolean) => {
    chmodSync(labs.folder, 0o755)
    const folder = inFolder(name)
    const work = inFolder(`${name}-work`)
    chmodSync(work, 0o777)
    const live = labs.open()
    live.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
    const file = join(folder, 'x.offsite')
    if (!hot) live.close()
    copyFileSync(live.file, file)
    if (hot) copyFileSync(`${live.file}-wal`, `${file}-wal`)
    return { folder, work, file }
  }
  const expected = (reason: string) => ({
    root: false,
    readOnly: true,
    reason,
    clouds: ['Gold'],
    apply: 'lab-read-only',
    batch: 'lab-read-only',
    sql: 'SQLITE_READONLY',
  })

  test.each([
    ['a folder', false, 0o555, 0o444, 'Its folder does not allow writing.', ['x.offsite']],
    ['a file', false, 0o777, 0o444, 'The file is marked read-only.', ['x.offsite']],
    ['a folder with a log that a crash left', true, 0o555, 0o644, 'Its folder does not allow writing.', ['x.offsite', 'x.offsite-wal']],
  ])('%s: opened for reading from a copy that goes with it', async (name, hot, folderMode, fileMode, reason, beside) => {
    const { folder, work, file } = prepared(name.replaceAll(' ', '-'), hot)
    chmodSync(file, fileMode)
    chmodSync(folder, folderMode)
    const { out, err } = await runScript(unprivileged, [file, work]).ended
    chmodSync(folder, 0o755)
    expect(err).toBe('')
    const [seen, left] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(seen).toEqual({ ...expected(reason), file })
    expect(left).toEqual({ beside, work: [] })
  })
})

/**
 * Runs on a file system of 1 MB of its own, in a private mount namespace that goes with the process. Root makes one directly;
 * others do it as root of a user namespace, which some systems deny to root but not to them, and the other way round.
 */
const onSmallDisk = (disk: string): string[] => {
  const ways = [
    ['unshare', '--mount'],
    ['unshare', '--user', '--map-root-user', '--mount'],
    // Below chroot the root is no mount, whose propagation cannot be changed.
    ['unshare', '--mount', '--propagation', 'unchanged'],
  ]
  const mount = ['sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"', disk]
  const way = ways.find(([command = '', ...rest]) => spawnSync(command, [...rest, ...mount, 'true'], { stdio: 'ignore' }).status === 0)
  if (!way) throw new Error('This machine allows no private mount: run the tests as root, or allow user namespaces.')
  return [...way, ...mount]
}

test('on a full disk an action and an import say disk-full and change nothing', async () => {
  const disk = inFolder('disk')
  const script = scriptOf(`
    import { readdirSync } from 'node:fs'
    import { join } from 'node:path'
    import { checkLab } from '@/main/services/lab/check.ts'
    import { createLabFile, openLab } from '@/main/services/lab/lab-files.ts'
    const disk = process.argv[2]
    const file = join(disk, 'x.offsite')
    const lab = { name: 'x', seed: 1, rulePack: '2016-05', timeZone: 'UTC', clockMs: 1, wallMs: 1, labId: 'x' }
    createLabFile(file, lab)
    let store = openLab(file, { wall: () => 1, workFolder: join(disk, 'work') })
    const act = (count) => store.apply({ kind: 'x', name: 'x', actor: 'x' }, (tx) => { for (let i = 0; i < count; i++) tx.insert('cloud', { name: i + 'x'.repeat(3000) }) })
    const load = () => {
      const batch = store.beginBatch({ actor: 'x', files: [] })
      try {
        for (let i = 0; i < 5000; i++) batch.insert('cloud', { name: i + 'x'.repeat(3000) }, { file: 0, line: i })
        batch.commit({ counts: {}, rejectedRows: 0, rejects: [], info: false })
      } catch (error) { batch.rollback(); throw error }
    }
    const fails = (work) => { try { work(); return 'done' } catch (error) { return error.code } }
    const count = () => store.db.prepare('SELECT count(*) FROM cloud').pluck().get()
    const seen = { action: fails(() => act(2000)), after: count(), import: fails(load), afterImport: count() }
    act(1)
    store.close()
    store = openLab(file, { wall: () => 1, workFolder: join(disk, 'work') })
    console.log(JSON.stringify({ ...seen, again: count(), check: checkLab(store.db), copy: fails(() => { for (let i = 0; ; i++) createLabFile(join(disk, i + '.offsite'), lab) }) }))
    store.close()
    console.log(JSON.stringify(readdirSync(disk).filter((name) => name.startsWith('.') || name.startsWith('x'))))`)
  const { out, err, code } = await runScript(script, [disk], onSmallDisk(disk)).ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [seen, files] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(seen).toEqual({
    action: 'disk-full',
    after: 0,
    import: 'disk-full',
    afterImport: 0,
    again: 1,
    check: { ok: true, problems: [] },
    copy: 'disk-full',
  })
  expect(files).toEqual(['x.offsite'])
  expect(existsSync(join(disk, 'x.offsite'))).toBe(false)
}, 60_000)

test('a copy of a lab that is not there is refused', async () => {
  await expect(copyLab(labs.path('nowhere.offsite'), labs.path('y.offsite'))).rejects.toMatchObject({ code: 'lab-missing' })
  expect(() => openLab(labs.path('nowhere.offsite'), labs.options())).toThrow(expect.objectContaining({ code: 'lab-missing' }))
})

describe('on a network share (one connection only)', () => {
  test('the file is kept to this console, and readers see the lab before an open import', () => {
    const folder = inFolder('share')
    const file = labs.create(join(folder, 'x.offsite'))
    const store = labs.open(file, { exclusive: true })
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
    const names = () => store.db.prepare('SELECT name FROM cloud ORDER BY id').pluck().all()
    const other = connect(file, { timeout: 0 })
    expect(() => other.prepare('SELECT 1 FROM lab').get()).toThrow(/locked/)
    other.close()
    const batch = store.beginBatch({ actor: 'anna', files: oneFile })
    batch.insert('cloud', { name: 'Silver' }, { file: 0, line: 2 })
    expect(names()).toEqual(['Gold'])
    batch.commit(noRejects)
    expect(names()).toEqual(['Gold', 'Silver'])
    const cancelled = store.beginBatch({ actor: 'anna', files: oneFile })
    cancelled.insert('cloud', { name: 'Bronze' }, { file: 0, line: 2 })
    cancelled.rollback()
    expect(names()).toEqual(['Gold', 'Silver'])
    // No shared memory beside the file: it does not work between machines.
    expect(readdirSync(folder)).not.toContain('x.offsite-shm')
    store.close()
    expect(readdirSync(folder)).toEqual(['x.offsite'])
  })
})
