/** A call whose answers wait until the test gives them, in any order. */
export const held = <T>() => {
  const made: { answer(value: T): void; refuse(error: unknown): void }[] = []
  const call = (): Promise<T> =>
    new Promise((resolve, reject) => {
      made.push({ answer: resolve, refuse: reject })
    })
  return { made, call }
}

/** Lets everything that waits for a given answer go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
