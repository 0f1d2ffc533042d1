import type { ComponentType } from 'react'
import type { ScriptFile } from '../../preload/contract/setup.ts'

/** One fault or caution about what was entered; `field` is the path inside the page's part ("proxy.port"). */
export interface WizardIssue {
  readonly page: string
  readonly field: string
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly remedy: string | null
}

/** A page is its name, its heading and what it draws; what is right or wrong is told by the wizard's host. */
export interface WizardPage {
  readonly id: string
  readonly title: string
  readonly Page: ComponentType
  /** Screen id for help and tests. */
  readonly screen: string
  visible?(): boolean
}

/** What a feature lends to the shell. The shell owns order, focus, busy, save and leave; the host owns the answers. */
export interface WizardHost {
  /** Faults of one page, or of everything. */
  check(page?: string): Promise<readonly WizardIssue[]>
  /** Absent = a short wizard that keeps no draft: leaving it drops what was entered. */
  saveDraft?(page: string): Promise<{ savedWallMs: number }>
  discardDraft?(): Promise<unknown>
  /** Exactly one call; rejects with an AppError and has then changed nothing. */
  finish(): Promise<unknown>
  /** Absent = its commands are shown nowhere. */
  script?(): Promise<readonly ScriptFile[]>
  /** Ends what a field still has under way (a password being handed over) before answers are judged. */
  settle?(): Promise<void>
  /** Makes a field visible that its page folds away, before the shell moves the focus there. */
  reveal?(page: string, field: string): void
  /** A page is shown: load what it needs. */
  entered?(page: string): void
  /** The wizard is gone: kept, discarded or finished. */
  closed(how: 'keep' | 'discard' | 'finish'): void
}
