import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { run } from '../../../main/cli/run.ts'
import { fakeSecrets } from '../services/setup/lab-fixture.ts'

// biome-ignore lint/suspicious/noExplicitAny: the assertions and the schemas check what a command prints, not the types
export type Json = any

/** The command line inside this process, in a folder of its own, which goes with the test; or by `drop`, when it is to be kept. */
export const commandLine = ({ keep = false } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-cli-'))
  const drop = (): void => rmSync(folder, { recursive: true, force: true })
  if (!keep) onTestFinished(drop)
  const secrets = fakeSecrets()
  const offsite = async (...argv: string[]) => {
    let stdout = ''
    let stderr = ''
    const code = await run(argv, {
      out: (text) => {
        stdout += text
      },
      err: (text) => {
        stderr += text
      },
      cwd: folder,
      wall: () => Date.UTC(2026, 4, 12, 12),
      user: 'anna',
      timeZone: 'Europe/Copenhagen',
      version: '0.0.0-test',
      workFolder: join(folder, 'work'),
      secrets: () => secrets,
    })
    return { code, stdout, stderr }
  }
  /** Parsed standard output of a command with --json. */
  const json = async (expected: number, ...argv: string[]): Promise<Json> => {
    const { code, stdout, stderr } = await offsite(...argv, '--json')
    if (code !== expected) throw new Error(`offsite ${argv.join(' ')}: exit ${code}\n${stdout}\n${stderr}`)
    return JSON.parse(stdout)
  }
  return { folder, secrets, offsite, json, drop, at: (name: string) => join(folder, name) }
}
