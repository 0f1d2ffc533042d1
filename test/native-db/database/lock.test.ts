import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { acquireLabLock, lockPath, thisProcess } from '../../../native-db/database/lock.ts'
import { connect } from '../../../native-db/database/open.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { runScript, scriptOf } from '../../support/child.ts'
import { labFolder } from '../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())

const refusal = (lab: string): AppError => {
  try {
    acquireLabLock(lab, thisProcess(1)).release()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return error as AppError
  }
  throw new Error('the lock was given')
}

/** Takes the lock of its first argument and holds it until it is killed or told "go" on standard input. */
const holder = scriptOf(`
  import { acquireLabLock } from '@/native-db/database/lock.ts'
  try {
    const lock = acquireLabLock(process.argv[2], { user: 'anna', machine: 'PC-7', process: process.pid, sinceMs: 1462870800000 })
    console.log('held')
    process.stdin.on('data', () => { lock.release(); console.log('released'); process.exit(0) })
  } catch (error) {
    console.log(error.code)
    console.log(JSON.stringify(error.at ?? null))
  }`)

describe('one owner at a time', () => {
  test('another process is refused with the name of the owner, and gets the lab after a release', async () => {
    const lab = labs.create()
    const owner = runScript(holder, [lab])
    await owner.line('held')
    const error = refusal(lab)
    expect(error.code).toBe('lab-locked')
    expect(error.at).toEqual({ user: 'anna', machine: 'PC-7', process: owner.process.pid, since: 1462870800000 })
    expect(error.message).toMatch(/anna has been working with it on PC-7 since 2016-05-10 09:00 UTC/)

    owner.process.stdin?.write('go')
    expect((await owner.ended).code).toBe(0)
    expect(existsSync(`${lab}-lock`)).toBe(false)
    const mine = acquireLabLock(lab)
    expect(mine.held).toBe(true)
    mine.release()
    expect(existsSync(`${lab}-lock`)).toBe(false)
  })

  test('the lock of a process killed with SIGKILL is taken over without help', async () => {
    const lab = labs.create()
    for (let round = 0; round < 3; round++) {
      const owner = runScript(holder, [lab])
      await owner.line('held')
      owner.process.kill('SIGKILL')
      expect((await owner.ended).signal).toBe('SIGKILL')
      expect(existsSync(`${lab}-lock`)).toBe(true)
    }
    const mine = acquireLabLock(lab)
    expect(mine.held).toBe(true)
    mine.release()
    expect(readdirSync(labs.folder).filter((name) => name.includes('-lock'))).toEqual([])
  })

  test('of several that start at once exactly one gets it, and the others can name it', async () => {
    const lab = labs.create()
    const children = Array.from({ length: 4 }, () => runScript(holder, [lab]))
    await Promise.any(children.map((child) => child.line('held')))
    const losers = children.map((child) => child.ended.then((end) => end.out))
    // Three end by themselves, the owner waits for a word.
    const refused: string[] = []
    await new Promise<void>((done) => {
      for (const loser of losers) {
        void loser.then((out) => {
          refused.push(out)
          if (refused.length === 3) done()
        })
      }
    })
    for (const out of refused) expect(out).toMatch(/^lab-locked\n/)
    expect(refusal(lab).code).toBe('lab-locked')
    for (const child of children) if (child.process.exitCode === null) child.process.stdin?.write('go')
    await Promise.all(losers)
    acquireLabLock(lab).release()
  })

  test('a second one in the same process is refused too', () => {
    const lab = labs.create()
    const mine = acquireLabLock(lab, { user: 'ben', machine: 'PC-1', process: process.pid, sinceMs: 5 })
    expect(refusal(lab).at).toMatchObject({ user: 'ben' })
    mine.release()
    mine.release()
    acquireLabLock(lab).release()
  })
})

test('links and roundabout paths agree on the lock', () => {
  const lab = labs.create()
  const link = join(labs.folder, 'link.offsite')
  const folderLink = join(labs.folder, 'folder-link')
  symlinkSync(lab, link)
  symlinkSync(labs.folder, folderLink)
  expect(lockPath(link)).toBe(lockPath(lab))
  expect(lockPath(join(folderLink, 'link.offsite'))).toBe(lockPath(lab))
  // A lab that is about to be made.
  expect(lockPath(join(folderLink, 'new.offsite'))).toBe(lockPath(join(labs.folder, 'new.offsite')))
  const mine = acquireLabLock(link)
  expect(refusal(join(folderLink, 'link.offsite')).code).toBe('lab-locked')
  mine.release()
})

test('a file of somebody else in its place is left alone', () => {
  const lab = labs.create()
  writeFileSync(`${lab}-lock`, 'my notes about the lock of the door\n'.repeat(40))
  expect(refusal(lab).message).toMatch(/is not a lock of this console/)
  const other = labs.create()
  const db = connect(`${other}-lock`)
  db.exec('CREATE TABLE t (a); PRAGMA application_id = 77')
  db.close()
  expect(refusal(other).message).toMatch(/is not a lock of this console/)
})

test('a folder that is not there is an error of its own', () => {
  expect(refusal(join(labs.folder, 'nowhere', 'x.offsite')).code).toBe('lab-missing')
})

test('in a place where nothing can be written no lock is needed', async () => {
  const folder = join(labs.folder, 'fixed')
  mkdirSync(folder)
  const lab = labs.create(join(folder, 'x.offsite'))
  const script = scriptOf(`
    import { chmodSync } from 'node:fs'
    import { acquireLabLock } from '@/native-db/database/lock.ts'
    process.setgid?.(65534); process.setuid?.(65534)
    const lock = acquireLabLock(process.argv[2])
    console.log(lock.held, process.getuid?.())`)
  const { chmodSync } = await import('node:fs')
  chmodSync(labs.folder, 0o755)
  chmodSync(folder, 0o555)
  const { out } = await runScript(script, [lab]).ended
  expect(out).toBe(`false ${process.getuid?.() === 0 ? 65534 : process.getuid?.()}\n`)
  expect(readdirSync(folder)).toEqual(['x.offsite'])
  chmodSync(folder, 0o755)
})
