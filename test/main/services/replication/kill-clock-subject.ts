/**
 * The process that the kill test ends: plays the lab of its first argument from action to action, and notes each action in the file of its
 * second argument once it has been acknowledged. "ready" and "done" mark the span in which the signal may come.
 */
import { appendFileSync } from 'node:fs'
import { day, openTimeLab, playScript, scriptSteps, startMs } from './time-lab.ts'

const [file, acknowledged] = process.argv.slice(2) as [string, string]
const lab = openTimeLab(file)
console.log('ready')
await playScript(lab, 0, (n) => appendFileSync(acknowledged, `${n}\n`))
await lab.clock.run({ atMs: startMs + (scriptSteps + 1) * day })
console.log('done')
lab.close()
