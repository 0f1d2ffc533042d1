import type { LogEvent } from '../../domain/replication/simulation.ts'

/** A line that can't stand between the end of a job that was cancelled and the line of the cancel itself. */
const leaves = (failed: LogEvent, next: LogEvent): boolean =>
  next.t !== failed.t || next.vm !== failed.vm || (next.e === 'job' && next.s === 'start')

/**
 * Lines of the log as people read them, one by one. The log says `failed` of every job that did not go through; where a person cut it short, the
 * line of that action follows in the same ms, and nothing of other machines stands in between: such a job is `cancelled`.
 */
export function* readEvents(lines: Iterable<string>): Generator<LogEvent> {
  const source = lines[Symbol.iterator]()
  const ahead: LogEvent[] = []
  const read = (): LogEvent | undefined => {
    const { done, value } = source.next()
    return done ? undefined : (JSON.parse(value) as LogEvent)
  }
  const wasCancelled = (failed: LogEvent): boolean => {
    for (let n = 0; ; n += 1) {
      const next = ahead[n] ?? read()
      if (next === undefined) return false
      if (n === ahead.length) ahead.push(next)
      if (leaves(failed, next)) return false
      if (next.e === 'action') return next.do === 'cancel'
    }
  }
  for (;;) {
    const event = ahead.shift() ?? read()
    if (event === undefined) return
    yield event.e === 'job' && event.s === 'failed' && wasCancelled(event) ? { ...event, s: 'cancelled' } : event
  }
}
