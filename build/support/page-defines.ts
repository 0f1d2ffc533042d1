import { areas } from '../../preload/contract/contract.ts'
import { setupAnswers } from '../../preload/contract/setup-answers.ts'

/** The contract without its schemas: the page makes its client of names alone, because main and engine check what they tell. */
const members = areas.map(({ name, host, members }) => {
  const named = (kind: 'call' | 'event'): string[] =>
    Object.entries(members)
      .filter(([, member]) => member.kind === kind)
      .map(([member]) => member)
  return { name, host, calls: named('call'), events: named('event') }
})

/** What the build puts into the page so that it needs no schema while it runs. */
export const pageDefines = {
  __CONTRACT__: JSON.stringify(members),
  __EMPTY_ANSWERS__: JSON.stringify(setupAnswers.parse({})),
}
