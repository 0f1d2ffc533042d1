import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Child {
  process: ChildProcess
  /** Resolves when the child has printed a line with this text; rejects when it ends before. */
  line(text: string): Promise<void>
  /** Everything it printed, and how it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }>
}

/** Runs a TypeScript file of this checkout in a process of its own. `prefix` puts a command before it (unshare, prlimit). */
export const runScript = (script: string, args: readonly string[] = [], prefix: readonly string[] = []): Child => {
  const command = [...prefix, process.execPath, '--import', 'tsx', resolve(script), ...args]
  const child = spawn(command[0] as string, command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    out,
    err,
  }))
  const line = (text: string): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (!`\n${out}`.includes(`\n${text}\n`)) return
        waiting.delete(look)
        done()
      }
      waiting.add(look)
      look()
      void ended.then(() => fail(new Error(`ended before "${text}": ${out}${err}`)))
    })
  return { process: child, line, ended }
}

/** Writes a script that imports from this checkout by `@/`, and returns its path; equal scripts share one file. */
export const scriptOf = (text: string): string => {
  const folder = join(tmpdir(), `offsite-scripts-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true })
  const source = text.replaceAll("'@/", `'${resolve('.')}/`)
  const file = join(folder, `${createHash('sha256').update(source).digest('hex').slice(0, 16)}.ts`)
  writeFileSync(file, source)
  return file
}
