import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

// Specs run one after another (one worker), so that reading and writing these files needs no lock.
const folder = resolve('out', 'test')

const change = <T>(file: string, empty: T, edit: (value: T) => T): void => {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, file)
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : empty
  writeFileSync(path, `${JSON.stringify(edit(before), null, 2)}\n`)
}

/** What the run prints and checks afterwards, read from the running console. */
export interface Facts {
  sandbox?: boolean
  electron?: string
  keychainBackend?: string
}

export const noteFacts = (facts: Facts): void => change<Facts>('e2e-facts.json', {}, (before) => ({ ...before, ...facts }))

export const noteVisited = (screen: string): void =>
  change<string[]>('screens-visited.json', [], (before) => [...new Set([...before, screen])].sort())
