import type { Severity } from '../../../preload/contract/common.ts'
import type { RulePackId } from '../../../preload/contract/readiness.ts'
import type { SizeEra } from '../sizes/sizes.ts'

/** One rule of a pack. Texts hold {placeholders}; the variants serve outcomes other than a plain failure. */
export interface Rule {
  id: string
  title: string
  severity: Severity
  /** Name of a predicate of `predicates.ts`. */
  predicate: string
  parameters: Readonly<Record<string, number | string>>
  /** As the source prints it. */
  limit: string | null
  /** What a missing fact gives: a finding of severity unknown, or nothing (the pack's `policy.unknown` says why). */
  whenUnknown: 'unknown' | 'silent'
  message: string
  remedy: string
  warningMessage?: string
  blockerMessage?: string
  blockerRemedy?: string
  migrationMessage?: string
  unknownMessage?: string
  unknownRemedy?: string
  /** Key of the pack's `sources`. */
  source: string
  note?: string
}

export interface Dispute {
  id: string
  question: string
  sides: readonly string[]
  takes: string
  why: string
}

export interface GuestSystem {
  /** Regular expression, any case. */
  match: string
  family: 'windows' | 'linux'
  supported: 'yes' | 'no' | 'migration' | 'unknown'
}

/** A dated set of rules. The JSON files in `packs/` have this shape; a new pack is one file and one line in `packs.ts`. */
export interface RulePack {
  id: RulePackId
  title: string
  sizeEra: SizeEra
  sources: Readonly<Record<string, string>>
  policy: Readonly<Record<string, string>>
  disputes: readonly Dispute[]
  operatingSystems: { source: string; list: readonly GuestSystem[]; bits32: string }
  /** Windows Server releases, oldest first. */
  hostReleases: readonly string[]
  rules: readonly Rule[]
  notChecked: readonly { id: string; why: string; asked: string | null }[]
  /** Rules of the fact base that this year does not have. */
  notYetRules: readonly string[]
}
