/** What one check found. A check that has no tests of its own counts as one. */
export interface Outcome {
  passed: number
  failed: number
  /** what failed, one entry each, for the list at the end */
  failures: string[]
}

export const pass: Outcome = { passed: 1, failed: 0, failures: [] }

export const failure = (...failures: string[]): Outcome => ({ passed: 0, failed: 1, failures })

/** One passed check when there is nothing to say, one failed check otherwise. */
export const outcomeOf = (problems: string[]): Outcome => (problems.length === 0 ? pass : failure(...problems))

export const sum = (outcomes: Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, outcome) => total + outcome.passed, 0),
  failed: outcomes.reduce((total, outcome) => total + outcome.failed, 0),
  failures: outcomes.flatMap((outcome) => outcome.failures),
})

/** The last line of `npm test`. */
export const summaryLine = (total: Outcome): string => `${total.passed} passed, ${total.failed} failed`
