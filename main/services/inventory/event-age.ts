import { bindFilter } from '../../domain/filter/bind.ts'
import { topLevelTerms } from '../../domain/filter/format.ts'
import { parseFilter } from '../../domain/filter/parser.ts'
import { eventList } from './lists-events.ts'

/** A filter of events in two: what time doesn't change, and between which instants of the lab, both included, they lie. */
export interface AgedFilter {
  rest: string
  /** By where the lab's clock stands; null = the filter has no age. */
  between: ((nowMs: number) => { fromMs: number; toMs: number }) | null
}

type Bounds = ReturnType<NonNullable<AgedFilter['between']>>

/** By the bound of an age, in ms; an equality is no bound. */
const bounds: Readonly<Record<string, (age: number) => Bounds>> = {
  '<=': (instant) => ({ fromMs: Math.ceil(instant), toMs: Infinity }),
  '<': (instant) => ({ fromMs: Math.floor(instant) + 1, toMs: Infinity }),
  '>=': (instant) => ({ fromMs: -Infinity, toMs: Math.floor(instant) }),
  '>': (instant) => ({ fromMs: -Infinity, toMs: Math.ceil(instant) - 1 }),
}

/** Takes ages out of the terms that must all hold; those inside of OR and NOT stay where they are. Throws AppError `filter-syntax`. */
export const agedFilter = (filter: string): AgedFilter => {
  const rest: string[] = []
  const ages: ((nowMs: number) => Bounds)[] = []
  for (const { text } of topLevelTerms(parseFilter(filter))) {
    const bound = bindFilter(parseFilter(text), eventList.fields)
    const test = bound.kind === 'field' && bound.field === 'age' ? bound.test : null
    const bounding = test?.test === 'number' ? bounds[test.comparison] : undefined
    if (test?.test === 'number' && bounding !== undefined) ages.push((nowMs) => bounding(nowMs - test.value))
    else rest.push(text)
  }
  const between = (nowMs: number): Bounds => {
    const all = ages.map((age) => age(nowMs))
    return { fromMs: Math.max(...all.map(({ fromMs }) => fromMs)), toMs: Math.min(...all.map(({ toMs }) => toMs)) }
  }
  return { rest: ages.length === 0 ? filter : rest.join(' AND '), between: ages.length === 0 ? null : between }
}
