import { atMostEvery } from '../ui/at-most.ts'
import type { RootStore } from './root-store.ts'

/** What is on screen follows the lab at most this often, in ms. */
const everyMs = 250

/**
 * Does `work` whenever the lab changed, and when the engine answers again: once for all that came meanwhile, never two at a time. `played`:
 * also for what the clock brings while it plays. Returns what ends it.
 */
export const followLab = (
  root: Pick<RootStore, 'api' | 'engine'>,
  work: () => Promise<unknown>,
  { played = true } = {},
): (() => void) & { ask: () => void } => {
  const reloads = atMostEvery(everyMs, work)
  const stops = [
    root.api.inventory.onChanged((change) => {
      if (played || !change.played) reloads.ask()
    }),
    root.engine.onRestarted(reloads.ask),
    ...(played ? [root.api.replication.onChanged(reloads.ask)] : []),
    reloads.stop,
  ]
  return Object.assign(
    () => {
      for (const stop of stops) stop()
    },
    { ask: reloads.ask },
  )
}

/** Reads the details of a job anew while it tells how far it is. Returns what ends it. */
export const followProgress = (
  api: { readonly jobs: Pick<RootStore['api']['jobs'], 'onProgressed'> },
  details: { readonly id: number | null; show(id: number | null): Promise<void> },
): (() => void) => {
  const reads = atMostEvery(everyMs, () => details.show(details.id))
  const stop = api.jobs.onProgressed(({ jobId }) => {
    if (jobId === details.id) reads.ask()
  })
  return () => {
    stop()
    reads.stop()
  }
}
