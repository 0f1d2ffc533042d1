import { readdirSync, readFileSync } from 'node:fs'
import { type ElectronApplication, test } from '@playwright/test'

const everyMs = 5000
/** Unanswered in a row before the process counts as hanging: half a minute, which no step of the console takes. */
const unansweredLimit = 6

/** What each thread of a process has done since, from the kernel: a name, a state and CPU seconds a line. Linux only. */
const threadsOf = (pid: number): string => {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((id) => {
        const stat = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8')
        const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
        const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        // utime and stime stand eleventh and twelfth after the state, in hundredths of a second.
        return { name, state, seconds: (Number(rest[10]) + Number(rest[11])) / 100 }
      })
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 5)
      .map(({ name, state, seconds }) => `${name} ${state} ${seconds} s`)
      .join('\n')
  } catch {
    return '(unknown)'
  }
}

/**
 * Ends a console whose main process no longer answers: the spec fails at once, rather than at its limit, and the next one finds
 * a free screen. What it hung in is told by an annotation of the test named `hang`.
 */
export const guardMain = (app: ElectronApplication): void => {
  const child = app.process()
  let asking = false
  let unanswered = 0
  const timer = setInterval(() => {
    // Counted, not timed: a spec that blocks itself cannot read an answer either.
    if (asking) unanswered++
    else {
      asking = true
      unanswered = 0
      app
        .evaluate(() => null)
        .catch(() => null)
        .finally(() => {
          asking = false
        })
    }
    if (unanswered < unansweredLimit) return
    clearInterval(timer)
    const description = `The main process has not answered for ${(everyMs * unanswered) / 1000} s.\n${threadsOf(child.pid ?? 0)}`
    console.error(description)
    test.info().annotations.push({ type: 'hang', description })
    child.kill('SIGKILL')
  }, everyMs)
  timer.unref()
  child.once('exit', () => clearInterval(timer))
}
