import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { root } from './paths.ts'

export interface RunResult {
  code: number
  stdout: string
  stderr: string
}

const running = new Set<ChildProcess>()

/** What this process started ends with it: a signal for it is passed on before it goes. */
const passOn = (signal: NodeJS.Signals): void => {
  for (const child of running) child.kill(signal)
  process.exit(signal === 'SIGINT' ? 130 : 143)
}

const finish = (file: string, args: string[], options: SpawnOptions): Promise<RunResult> =>
  new Promise((done, fail) => {
    if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, passOn)
    const child = spawn(file, args, { cwd: root, ...options })
    running.add(child)
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const ended = (): void => {
      running.delete(child)
      if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, passOn)
    }
    child.on('error', (error) => {
      ended()
      fail(error)
    })
    child.on('close', (code, signal) => {
      ended()
      done({ code: code ?? (signal ? 128 : 1), stdout, stderr })
    })
  })

/** Runs a program and keeps what it prints. Throws only when the program cannot be started. */
export const capture = (file: string, args: string[], options: SpawnOptions = {}): Promise<RunResult> =>
  finish(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })

/** Colours are for people at a terminal, not for log files. */
const plainText = process.stderr.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }

/** Runs a program that prints for the user; all of it goes to stderr. Resolves to the exit code. */
export const show = async (file: string, args: string[], options: SpawnOptions = {}): Promise<number> =>
  (await finish(file, args, { ...options, env: { ...(options.env ?? process.env), ...plainText }, stdio: ['ignore', 2, 2] })).code

/** npm as a program and its first arguments: on Windows npm is a script that only a shell runs. */
export const npm = (args: string[]): [string, string[]] => {
  const script = process.env.npm_execpath
  return script?.endsWith('.js') ? [process.execPath, [script, ...args]] : ['npm', args]
}
