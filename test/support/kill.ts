import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { runScript } from './child.ts'

export interface KillPlan {
  /** TypeScript file to run; it prints "ready" when the part begins that must survive a kill, and "done" after it. */
  script: string
  /** Arguments of run `index`; -1 is the undisturbed run that is measured. */
  args(index: number): string[] | Promise<string[]>
  kills: number
  seed: number
  /** Looks at what a killed run left behind. */
  verify(index: number, afterMs: number): void | Promise<void>
}

/**
 * Runs a script once undisturbed, then `kills` times more, each ended by SIGKILL at an instant drawn from the time the
 * first run took between "ready" and "done". Returns how many runs the signal caught before they had ended.
 */
export const killAtRandomInstants = async (plan: KillPlan): Promise<number> => {
  const wholeMs = await measure(plan.script, await plan.args(-1))
  const random = xoroshiro128plus(plan.seed)
  random.next() // The first number of a small seed is always near 1: a kill after the end.
  let caught = 0
  for (let index = 0; index < plan.kills; index++) {
    const afterMs = (wholeMs * (random.next() >>> 0)) / 0x1_0000_0000
    const child = runScript(plan.script, await plan.args(index))
    await child.line('ready')
    const timer = setTimeout(() => child.process.kill('SIGKILL'), afterMs)
    const { signal, code, err } = await child.ended
    clearTimeout(timer)
    if (signal === 'SIGKILL') caught++
    else if (code !== 0) throw new Error(`run ${index} failed by itself: ${err}`)
    await plan.verify(index, afterMs)
  }
  return caught
}

const measure = async (script: string, args: string[]): Promise<number> => {
  const child = runScript(script, args)
  await child.line('ready')
  const start = performance.now()
  await child.line('done')
  const ms = performance.now() - start
  const { code, err } = await child.ended
  if (code !== 0) throw new Error(`the undisturbed run failed: ${err}`)
  return ms
}
