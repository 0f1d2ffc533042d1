import type { Finding, Severity, Verdict } from '../../../preload/contract/common.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { VmFacts } from './facts.ts'
import type { Rule, RulePack } from './pack.types.ts'
import { type Outcome, predicates } from './predicates.ts'

const order: Record<Severity, number> = { blocker: 0, unknown: 1, warning: 2, info: 3 }

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Texts of packs are keys of the catalogue, like those of the code. */
const findingOf = (pack: RulePack, rule: Rule, facts: VmFacts, outcome: Outcome): Finding => {
  const isUnknown = outcome.fact === 'unknown'
  const { variant } = outcome
  const message =
    (isUnknown ? rule.unknownMessage : undefined) ??
    (variant === 'warning'
      ? rule.warningMessage
      : variant === 'blocker'
        ? rule.blockerMessage
        : variant === 'migration'
          ? rule.migrationMessage
          : undefined) ??
    rule.message
  const remedy = (isUnknown ? rule.unknownRemedy : variant === 'blocker' ? rule.blockerRemedy : undefined) ?? rule.remedy
  const limit = rule.limit === null ? null : t(rule.limit)
  const words: Record<string, string | number> = { name: facts.name, ...outcome.words }
  // A word that is not told leaves its place in the text as it is.
  if (limit !== null) words.limit ??= limit
  if (outcome.value !== null) words.value ??= outcome.value
  const list = rule.predicate === 'guestSystem' ? `. ${pack.operatingSystems.source}` : ''
  return {
    rule: rule.id,
    severity: isUnknown ? 'unknown' : (outcome.severity ?? rule.severity),
    value: outcome.value,
    limit,
    message: capital(t(message, words)),
    remedy: t(remedy, words),
    source: `${pack.sources[rule.source] ?? rule.source}${list}`,
  }
}

/** Everything the pack's rules say about one machine, gravest first. Throws `rules-unknown` for a predicate it lacks. */
export const evaluateVm = (pack: RulePack, facts: VmFacts): Finding[] => {
  const findings: Finding[] = []
  for (const rule of pack.rules) {
    const predicate = predicates[rule.predicate]
    if (!predicate)
      throw new AppError({
        code: 'rules-unknown',
        message: t('Rule {id} of pack {id2} asks for "{predicate}", which this console doesn\'t know.', {
          id: rule.id,
          id2: pack.id,
          predicate: rule.predicate,
        }),
        remedy: t('Update the console.'),
      })
    const outcome = predicate(facts, rule, pack)
    if (!outcome || (outcome.fact === 'unknown' && rule.whenUnknown === 'silent')) continue
    findings.push(findingOf(pack, rule, facts, outcome))
  }
  return findings.sort((a, b) => order[a.severity] - order[b.severity])
}

/** Any blocker: not ready. Else anything unknown: unknown. Else any warning: warnings. */
export const verdictOf = (findings: readonly Pick<Finding, 'severity'>[]): Verdict => {
  const has = (severity: Severity) => findings.some((finding) => finding.severity === severity)
  return has('blocker') ? 'not-ready' : has('unknown') ? 'unknown' : has('warning') ? 'warnings' : 'ready'
}
