/** What is kept of a run beside its columns. */
export interface RunDetail {
  readyMs: number | null
  waitedMs: number
  waitingFor: string | null
  failed: string[]
  groups: { startedMs: number | null; endedMs: number | null; rtoMs: number | null }[]
  machines: {
    name: string
    group: number
    startedMs: number | null
    /** It stands before its start, or has failed; absent in runs of earlier versions, as is `bootMs`. */
    readyMs?: number | null
    bootMs?: number | null
    endedMs: number | null
    failed: boolean
    /** Why it did not go through; absent in runs of earlier versions. */
    stopped?: 'cancelled' | 'plan' | null
  }[]
  actions: {
    group: number
    part: 'pre' | 'post'
    kind: 'script' | 'runbook' | 'manual'
    name: string
    startedMs: number
    endedMs: number | null
    failed: boolean
  }[]
}

/** The run did not go through because a person cancelled jobs of it, and for nothing else. */
export const wasCancelled = ({ failed, machines }: Pick<RunDetail, 'failed' | 'machines'>): boolean =>
  failed.length > 0 && failed.every((name) => machines.some((machine) => machine.name === name && machine.stopped === 'cancelled'))
