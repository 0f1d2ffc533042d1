import * as z from 'zod'
import type { TestResult } from './reports.ts'

/** The parts of the reference that must be done: nothing may put them off. */
const never = [
  [1, 5],
  [10, 10],
  [16, 21],
  [28, 34],
  [41, 51],
  [54, 60],
] as const

export const lastSeed = 72

const done = z.strictObject({
  /** the id of the screen where a user meets it */
  screen: z.string().min(1),
  /** path#export of the function that does it */
  service: z.string().regex(/^[^#]+#[A-Za-z_$][\w$]*$/),
  /** "file > title of the test" */
  tests: z.array(z.string()).min(1),
})
const later = z.strictObject({ later: z.string().min(10) })

export interface CoverageFacts {
  /** the content of test/coverage/seed.json */
  seed: unknown
  /** how many may be later */
  laterMax: number
  /** the screens that the end-to-end tests of this run visited */
  visited: readonly string[]
  /** the tests of this run */
  results: readonly TestResult[]
  /** whether a module exports a function of this name */
  isFunction(path: string, name: string): boolean
}

export interface CoverageVerdict {
  problems: string[]
  later: number
}

const mustBeDone = (number: number): boolean => never.some(([from, to]) => number >= from && number <= to)

/** Resolves every entry against what this run did. A list entry that nothing backs is a problem. */
export const judgeCoverage = ({ seed, laterMax, visited, results, isFunction }: CoverageFacts): CoverageVerdict => {
  const problems: string[] = []
  const entries = z.record(z.string(), z.unknown()).safeParse(seed)
  if (!entries.success) return { problems: ['seed.json is not an object'], later: 0 }
  const wanted = Array.from({ length: lastSeed }, (_, index) => `S${index + 1}`)
  for (const key of Object.keys(entries.data)) if (!wanted.includes(key)) problems.push(`${key}: there is no such number`)
  const states = new Map<string, TestResult['state']>()
  for (const { file, title, fullTitle, state } of results) {
    for (const name of new Set([`${file} > ${title}`, `${file} > ${fullTitle}`])) {
      // a title that stands twice has passed when both have
      states.set(name, states.has(name) && states.get(name) !== state ? 'failed' : state)
    }
  }
  const screens = new Set(visited)
  let postponed = 0
  for (const [index, key] of wanted.entries()) {
    const entry = entries.data[key]
    if (entry === undefined) {
      problems.push(`${key}: missing`)
      continue
    }
    if (later.safeParse(entry).success) {
      postponed += 1
      if (mustBeDone(index + 1)) problems.push(`${key}: may not be later`)
      continue
    }
    const checked = done.safeParse(entry)
    if (!checked.success) {
      problems.push(
        `${key}: is neither {screen, service, tests} nor {later}: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`,
      )
      continue
    }
    const { screen, service, tests } = checked.data
    if (!screens.has(screen)) problems.push(`${key}: the screen ${screen} was not visited in this run`)
    const [path = '', name = ''] = service.split('#')
    if (!isFunction(path, name)) problems.push(`${key}: ${service} is not an exported function`)
    for (const test of tests) {
      const state = states.get(test)
      if (state !== 'passed') problems.push(`${key}: the test "${test}" ${state ? state : 'is not in the reports'}`)
    }
  }
  if (postponed > laterMax) problems.push(`${postponed} are later, more than the ${laterMax} that were: the number may not rise`)
  return { problems, later: postponed }
}
