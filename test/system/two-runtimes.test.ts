import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readRuntime } from '../../build/setup/electron-runtime.ts'
import { cliPath, offsiteJson, workFolder } from './cli.ts'

/** The same command in Electron's own V8 and Node, without a window. */
const inElectron = <T>(...args: string[]): T => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const run = spawnSync(readRuntime().electronPath, [cliPath, ...args, '--json'], { encoding: 'utf8', maxBuffer: 1 << 30, env })
  if (run.status !== 0) throw new Error(`offsite ${args.join(' ')} in Electron: exit ${run.status}\n${run.stdout}\n${run.stderr}`)
  return JSON.parse(run.stdout) as T
}
interface Played {
  events: number
  sha256OfEventLog: string
  bytes: object
}

const folder = workFolder()
const cases = resolve('test/fixtures/replication/cases')
const protectedLab = join(folder, 'protected.offsite')
const lab = (name: string): string => {
  const file = join(folder, `${name}.offsite`)
  copyFileSync(protectedLab, file)
  return file
}

beforeAll(() => {
  offsiteJson(0, 'sample', '--size', 'S', '--seed', '1', '--ready', '--lab', protectedLab)
  offsiteJson(0, 'replicate', 'enable', '--where', 'readiness:ready', '--lab', protectedLab)
})

test('Electron is not this Node', () => {
  const version = spawnSync(readRuntime().electronPath, ['-p', 'process.versions.v8'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  }).stdout.trim()
  expect(version).toMatch(/^\d+\.\d+/)
  expect(version).not.toBe(process.versions.v8)
})

test('a case of the model gives the same answer and the same log in Node and in Electron', () => {
  // The cases with most events, and those whose zone, daily writes and logs do most arithmetic.
  const chosen = readdirSync(cases).filter((name) => /^(10|19|21|25|50)/.test(name))
  expect(chosen).toHaveLength(5)
  for (const name of chosen) {
    const args = ['simulate', '--case', join(cases, name)]
    const answer = inElectron<{ sha256: string }>(...args)
    expect(answer, name).toEqual(offsiteJson(0, ...args))
    const { oracle } = JSON.parse(readFileSync(join(cases, '..', 'expected', name), 'utf8'))
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(Object.keys(oracle)))
  }
})

test('a lab plays 30 days to the same log in Node and in Electron, in one go or in parts; another seed gives another', () => {
  const play = (file: string, days: number, seed = '7') => ['simulate', '--lab', file, '--for', `${days}d`, '--seed', seed]
  const inNode = offsiteJson<Played>(0, ...play(lab('node'), 30))
  expect(inElectron<Played>(...play(lab('electron'), 30))).toEqual(inNode)
  const parts = lab('parts')
  offsiteJson(0, ...play(parts, 15))
  expect(inElectron<Played>(...play(parts, 15)).sha256OfEventLog).toBe(inNode.sha256OfEventLog)
  expect(offsiteJson<Played>(0, ...play(lab('other'), 30, '8')).sha256OfEventLog).not.toBe(inNode.sha256OfEventLog)
})
