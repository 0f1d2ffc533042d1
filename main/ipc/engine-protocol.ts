import type { LabInfo, SampleSize } from '../../preload/contract/lab.ts'

/** What main asks of the engine: name -> [argument, answer]. All paths are absolute, chosen by the user or made by main. */
export type EngineCalls = {
  /** Opens a lab and only then closes the one before, so that a refused file leaves everything as it was. */
  open: [{ file: string }, LabInfo]
  create: [{ file: string; name: string; seed: number; rulePack: string; timeZone: string; sample: SampleSize | null }, LabInfo]
  /** Throws `lab-busy` while an import or another change is under way. */
  idle: [null, null]
  /** Checkpoints and closes the open lab, if there is one. */
  close: [null, null]
  /** A copy of the open lab through SQLite's backup. */
  saveCopy: [{ to: string }, null]
  /** A copy of a lab that somebody else may have open. */
  copyFile: [{ from: string; to: string }, null]
  /** From now on the token means this path. */
  grant: [{ token: string; path: string }, null]
  /** The page's port travels with the message; it replaces the one before. */
  port: [null, null]
  /** The page is gone: closes its port. */
  dropPort: [null, null]
  /** Which of these keychain references the open lab uses. */
  referenced: [{ references: string[] }, string[]]
}

/** What the engine asks of main. */
export type HostCalls = {
  secretState: [null, { backend: string | null; problem: string | null }]
  secretSave: [{ reference: string; handle: string }, null]
  secretRemove: [{ reference: string }, null]
  secretHas: [{ reference: string }, boolean]
  /** The transaction that uses the secrets saved so far is committed. */
  secretsKept: [null, null]
  /** The lab's name, clock, revision or rule pack changed. */
  labChanged: [LabInfo, null]
  log: [{ level: 'info' | 'warn' | 'error'; text: string; data: Record<string, unknown> }, null]
}

/** The engine's one command line argument, in JSON; no secret and no path of a lab. */
export interface EngineStart {
  actor: string
  /** For copies of labs that lie in read-only places. */
  workFolder: string
  /** List of labs that were closed whole; kept by the engine. */
  knownLabs: string
  rejectsFolder: string
  /** A wall clock that stands still, for pictures that must not change; null = the real one. */
  fixedNowMs: number | null
}
