import { AsciiText, asciiOf } from './bytes.ts'
import { hasLedger, ledger } from './ledger.ts'
import { states } from './states.ts'
import type { World } from './world.ts'

const stateText = states.map((state) => asciiOf(`,${state}`))
const comma = asciiOf(',')
/** Instead of a number below 0. */
const none = asciiOf(',-')
const lineEnd = asciiOf('\n')

/** The hash takes about so much at a time. */
const partBytes = 1 << 15

/** sha256 over one line per item, so that each number of each machine is inside the log's hash. */
export const digestOf = (w: World): string => {
  const hash = w.out.sha256()
  const text = new AsciiText()
  for (let i = 0; i < w.n; i++) {
    writeLine(w, text, i)
    if (text.length >= partBytes) hash.update(text.take())
  }
  hash.update(text.take())
  return hash.digest()
}

/** Ordinal, state, bytes written, sent and pending, stamp of the newest point, cycles and those missed. */
const writeLine = (w: World, text: AsciiText, i: number): void => {
  const { it } = w
  const number = (value: number): void => {
    if (value < 0) text.write(none)
    else {
      text.write(comma)
      text.digits(value)
    }
  }
  const state = it.state[i]!
  text.digits(i)
  text.write(stateText[state]!)
  const sums = hasLedger(state) ? ledger(w, i) : null
  number(sums?.written ?? -1)
  number(sums?.sent ?? -1)
  number(sums?.pending ?? -1)
  number(it.newest[i]!)
  number(it.cycles[i]!)
  number(it.missed[i]!)
  text.write(lineEnd)
}
