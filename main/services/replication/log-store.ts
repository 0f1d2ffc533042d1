import { inflateRawSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import type { Stretch } from './simulation-store.ts'

/** Lines of a time line, each with its line end, from `from` on: what is stored, chunk by chunk. */
export function* storedLines(db: Database, stretches: readonly Stretch[], from = 0): Generator<string> {
  const read = db.prepare(
    `SELECT first_line, lines, text FROM simulation_log WHERE branch_id = ? AND first_line < ?
     AND first_line >= coalesce((SELECT max(first_line) FROM simulation_log WHERE branch_id = ? AND first_line <= ?), 0) ORDER BY first_line`,
  )
  for (const { branch, lines: until } of stretches)
    for (const chunk of read.iterate(branch, until, branch, from) as IterableIterator<{
      first_line: number
      lines: number
      text: Buffer
    }>) {
      if (chunk.first_line + chunk.lines <= from) continue
      const text = inflateRawSync(chunk.text).toString('utf8')
      if (chunk.first_line >= from && chunk.first_line + chunk.lines <= until) yield text
      else {
        const lines = text.split('\n').slice(0, -1)
        const first = Math.max(0, from - chunk.first_line)
        const last = Math.min(lines.length, until - chunk.first_line)
        if (last > first) yield `${lines.slice(first, last).join('\n')}\n`
      }
    }
}

/** How many lines of the present branch are stored. */
export const storedLineCount = (db: Database, branch: number): number => {
  const own = db.prepare('SELECT max(first_line + lines) FROM simulation_log WHERE branch_id = ?').pluck().get(branch) as number | null
  return own ?? (db.prepare('SELECT from_lines FROM branch WHERE id = ?').pluck().get(branch) as number | undefined) ?? 0
}

/** Whole lines of pieces of text, each with its line end. */
export function* linesOf(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf('\n', from); end !== -1; end = piece.indexOf('\n', from)) {
      yield piece.slice(from, end + 1)
      from = end + 1
    }
  }
}
