import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface StartUp {
  /** From the start of the process to the painted page. */
  ms: number
  /** PSS of all processes, MB; null where the system does not tell. */
  mb: number | null
}

/** Grid cells with a name in them: the list is there and answers. */
export const listPainted = '[data-screen="SCR-04"][data-ready="true"] [role="gridcell"][data-field="name"][title]'

/**
 * Starts the runtime with one app, without any debugger, waits until the page shows `selector`, and ends it. Each start
 * has a user data folder of its own. Throws when the app ends without having shown it.
 */
export const startUp = async (app: string, args: readonly string[], selector: string, userData?: string): Promise<StartUp> => {
  const { electronPath } = JSON.parse(readFileSync(resolve('out', 'runtime.json'), 'utf8')) as { electronPath: string }
  const folder = userData ?? mkdtempSync(join(tmpdir(), 'offsite-bench-'))
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const started = Date.now()
  const child = spawn(electronPath, ['-r', resolve('test/bench/window/probe.cjs'), ...sandbox, app, ...args], {
    env: {
      ...process.env,
      OFFSITE_BENCH_WAIT: selector,
      OFFSITE_USER_DATA: join(folder, 'user-data'),
      OFFSITE_LABS_FOLDER: join(folder, 'labs'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (data: string) => {
      text += data
    })
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000)
  await new Promise((done) => child.once('close', done))
  clearTimeout(late)
  if (userData === undefined) rmSync(folder, { recursive: true, force: true })
  const told = /^BENCH (.*)$/m.exec(text)?.[1]
  if (told === undefined) throw new Error(`${app} did not show ${selector}:\n${text}`)
  const { at, pss, fault } = JSON.parse(told) as { at: number; pss: number | null; fault?: string }
  if (fault !== undefined) throw new Error(`The memory of ${app} cannot be read: ${fault}`)
  return { ms: at - started, mb: pss }
}
