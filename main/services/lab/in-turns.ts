/** Work that may be left at each `yield`, so that something else has its turn; nothing half-done is seen meanwhile. */
export type Turns<T> = Generator<void, T, void>

/** All of it at once. */
export const atOnce = <T>(work: Turns<T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** As much as fits into `turnMs`, then `breath`, and so on. */
export const inTurns = async <T>(work: Turns<T>, breath: () => Promise<void>, turnMs = 12): Promise<T> => {
  for (let began = performance.now(); ; ) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - began < turnMs) continue
    await breath()
    began = performance.now()
  }
}
