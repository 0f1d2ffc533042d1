/** Runs a piece of work when asked: at once when it was quiet, else once for all that was asked meanwhile. Never two at a time. */
export interface AtMost {
  ask(): void
  stop(): void
}

/** At least `everyMs` milliseconds pass between two beginnings of `work`. */
export const atMostEvery = (everyMs: number, work: () => Promise<unknown>): AtMost => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let asked = false
  let running = false
  let stopped = false
  const begin = (): void => {
    asked = false
    running = true
    timer = setTimeout(() => {
      timer = null
      if (asked && !running) begin()
    }, everyMs)
    const ended = (): void => {
      running = false
      if (asked && timer === null && !stopped) begin()
    }
    work().then(ended, ended)
  }
  return {
    ask: () => {
      if (stopped) return
      asked = true
      if (!running && timer === null) begin()
    },
    stop: () => {
      stopped = true
      asked = false
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
