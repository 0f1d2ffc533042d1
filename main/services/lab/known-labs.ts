import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import * as z from 'zod'
import { readJson, writeJson } from './json-file.ts'

/** Lab files that this console closed whole, so that an unchanged one is not read page by page at each opening. */
export interface KnownLabs {
  /** Nothing wrote the file since `noteClosed`. */
  isUnchanged(file: string): boolean
  /** Call when the last connection is closed. A file with a log beside it is forgotten: its owner may have crashed. */
  noteClosed(file: string): void
}

const mark = z.object({ file: z.string(), size: z.string(), modified: z.string(), changes: z.number() })
type Mark = z.output<typeof mark>

/** As many as the start page lists. */
const kept = 20

/** What tells one state of a file from another: size, time of the last write, and SQLite's change counter (file format, 1.3.8). Null without a file. */
const markOf = (file: string): Mark | null => {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) return null
  const counter = Buffer.alloc(4)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, counter, 0, 4, 24)
  } finally {
    closeSync(handle)
  }
  return { file, size: String(stat.size), modified: String(stat.mtimeNs), changes: counter.readUInt32BE(0) }
}

/** Remembers in `list`, a file of this computer; a list that is lost or broken only means that labs are read whole again. */
export const knownLabs = (list: string): KnownLabs => {
  const read = (): Mark[] => readJson(list, z.array(mark)) ?? []
  return {
    isUnchanged: (file) => {
      if (existsSync(`${file}-wal`)) return false
      const now = markOf(file)
      const then = read().find((one) => one.file === file)
      return now !== null && then?.size === now.size && then.modified === now.modified && then.changes === now.changes
    },
    noteClosed: (file) => {
      const now = existsSync(`${file}-wal`) ? null : markOf(file)
      const others = read().filter((one) => one.file !== file)
      try {
        writeJson(list, [...(now === null ? [] : [now]), ...others].slice(0, kept))
      } catch {
        // A full disk: the lab is read whole next time.
      }
    },
  }
}
