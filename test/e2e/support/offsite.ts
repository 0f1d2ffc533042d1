import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

export interface Command {
  status: number | null
  /** What it printed as JSON, or null. */
  // biome-ignore lint/suspicious/noExplicitAny: specs read what the command's own schema test has checked
  json: any
  err: string
}

/** One run of the built command line with --json. */
export const offsite = (...args: string[]): Command => {
  const run = spawnSync(process.execPath, [resolve('out/main/cli.js'), ...args, '--json'], { encoding: 'utf8', maxBuffer: 256 * 2 ** 20 })
  return { status: run.status, json: run.stdout.trim().startsWith('{') ? JSON.parse(run.stdout) : null, err: run.stderr }
}

/** The rows of one kind, read from the lab file beside whoever has it open. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export const rowsOf = (lab: string, kind: string, ...more: string[]): any[] => {
  const run = offsite('inventory', '--lab', lab, '--kind', kind, ...more)
  if (run.status !== 0) throw new Error(`inventory --kind ${kind}: ${run.err}`)
  return run.json.rows
}
