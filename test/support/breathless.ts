/** Work in turns, on a watch on which every turn is over at once: the breaths come at each place, on any machine. */
export const breathless = async <T>(work: () => Promise<T>): Promise<T> => {
  const { now } = performance
  let n = 0
  performance.now = () => n++ * 1000
  try {
    return await work()
  } finally {
    performance.now = now
  }
}
