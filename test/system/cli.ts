import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

/** The built command line, as `npm run offsite` starts it. */
export const cliPath = resolve('out/main/cli.js')

export interface CliRun {
  code: number | null
  stdout: string
  stderr: string
}

export const offsite = (...args: string[]): CliRun => {
  const run = spawnSync(process.execPath, [cliPath, ...args], { encoding: 'utf8', maxBuffer: 1 << 30 })
  return { code: run.status, stdout: run.stdout, stderr: run.stderr }
}

/** Runs with --json and parses; fails loudly when the exit code is not the expected one. */
export const offsiteJson = <T = unknown>(expectedCode: number, ...args: string[]): T => {
  const run = offsite(...args, '--json')
  if (run.code !== expectedCode) throw new Error(`offsite ${args.join(' ')}: exit ${run.code}\n${run.stdout}\n${run.stderr}`)
  return JSON.parse(run.stdout) as T
}

/** Starts a command and kills it hard after `afterMs`; tells whether it had ended by itself before. */
export const killAfter = (afterMs: number, ...args: string[]): Promise<{ killed: boolean; code: number | null }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [cliPath, ...args], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      done({ killed: signal === 'SIGKILL', code })
    })
  })

/** A folder that is removed when the test file ends. */
export const workFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-system-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
