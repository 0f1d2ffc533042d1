/** A set-up step that could not be done: what happened, and what the user does about it. */
export class StepError extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options)
    this.remedy = remedy
  }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Everything about the work goes to stderr: stdout belongs to the command that the work is for. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** One clear line about something that works, but not as it should. */
export const warn = (line: string): void => say(`Warning: ${line}`)

/** Tells what is being done now; it is shown with the elapsed time. */
export type Progress = (what: string) => void

/**
 * Runs one step: prints its name, its progress (at once, then every ten seconds while it goes on) and the elapsed time.
 * A failure says which step it was before it is passed on.
 */
export const step = async <T>(name: string, work: (progress: Progress) => Promise<T> | T): Promise<T> => {
  const since = performance.now()
  say(`[${name}] started`)
  let now = ''
  const beat = setInterval(() => say(`[${name}] ${now || 'working'}, ${seconds(since)}`), 10_000)
  beat.unref()
  try {
    const result = await work((what) => {
      now = what
      say(`[${name}] ${what}, ${seconds(since)}`)
    })
    say(`[${name}] done, ${seconds(since)}`)
    return result
  } catch (error) {
    say(`[${name}] failed after ${seconds(since)}`)
    throw error
  } finally {
    clearInterval(beat)
  }
}

/** Tells why a command stopped, in the form that every step uses. */
export const explain = (error: unknown): string => {
  if (error instanceof StepError) return `${error.message}\nWhat to do: ${error.remedy}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
