import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { killAtRandomInstants } from '../../../support/kill.ts'
import { day, enabled, newTimeLab, openTimeLab, playScript, scriptSteps, shownRows, startMs, timeFolder } from './time-lab.ts'

/** Each costs seconds; CLOCK_KILLS=20 kills more often. */
const kills = Number(process.env.CLOCK_KILLS ?? 2)

test('kill -9 while the clock runs loses no acknowledged action, and the lab goes on to the same log', async () => {
  const first = newTimeLab()
  await enabled(first)
  first.close()
  const whole = openTimeLab(first.file)
  const folder = timeFolder()
  const file = (index: number): string => join(folder, `run-${index}.offsite`)
  for (let index = -1; index < kills; index += 1) copyFileSync(first.file, file(index))
  const end = startMs + (scriptSteps + 1) * day
  await playScript(whole, 0)
  await whole.clock.run({ atMs: end })
  const expected = { hash: whole.simulation.logHash(), shown: shownRows(whole) }
  whole.store.close()

  const caught = await killAtRandomInstants({
    script: 'test/main/services/replication/kill-clock-subject.ts',
    kills,
    seed: 20260512,
    args: (index) => [file(index), `${file(index)}.acknowledged`],
    verify: async (index, afterMs) => {
      const lab = openTimeLab(file(index))
      const told = existsSync(`${file(index)}.acknowledged`)
        ? readFileSync(`${file(index)}.acknowledged`, 'utf8')
            .trimEnd()
            .split('\n').length
        : 0
      const kept = lab.store.db
        .prepare("SELECT count(*) FROM job WHERE kind IN ('replication.pause', 'replication.resume')")
        .pluck()
        .get() as number
      expect(kept, `killed after ${afterMs} ms`).toBeGreaterThanOrEqual(told)
      expect(lab.simulation.nowMs).toBeGreaterThanOrEqual(startMs + told * day)
      await playScript(lab, kept)
      await lab.clock.run({ atMs: end })
      expect(lab.simulation.logHash()).toBe(expected.hash)
      expect(shownRows(lab)).toEqual(expected.shown)
      expect(checkLab(lab.store.db).problems).toEqual([])
      lab.close()
    },
  })
  expect(caught).toBeGreaterThan(0)
}, 120_000)
