/** `npm run types`: the type check of all sides. */
import { say } from '../support/step.ts'
import { sum, summaryLine } from './outcome.ts'
import { checkTypes } from './static.ts'

const total = sum(await checkTypes())
for (const text of total.failures) say(text)
say(`types: ${summaryLine(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0
