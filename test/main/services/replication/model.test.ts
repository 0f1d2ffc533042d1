import { expect, test } from 'vitest'
import { readModel, setModel } from '../../../../main/services/replication/model-service.ts'
import { labModel } from '../../../../preload/contract/clock.ts'
import { enabled, hour, newTimeLab, openTimeLab, startMs } from './time-lab.ts'

const minute = 60_000

test('every number says whose word it is; what Microsoft documents is locked, what is ours can be changed', () => {
  const lab = newTimeLab()
  const model = labModel.parse(readModel(lab.simulation))
  const of = (id: string) => model.settings.find((each) => each.id === id)
  expect(of('warnRpoMs')).toMatchObject({ value: hour, initial: hour, source: 'ours', refs: 'P9', locked: null })
  expect(of('drillMaxMs')).toMatchObject({ source: 'documented', refs: 'S70', locked: expect.any(String) })
  expect(model.settings.filter(({ source, locked }) => source === 'ours' && locked !== null)).toEqual([])
  expect(model.settings.every(({ value, min, max }) => value >= min && value <= max)).toBe(true)
  expect(new Set(model.settings.map(({ id }) => id)).size).toBe(model.settings.length)
})

test('a change holds from its instant on, is one action of the history, and plays the same again', async () => {
  const lab = newTimeLab()
  await enabled(lab)
  await lab.clock.step(hour)
  const changed = setModel(lab.simulation, { warnRpoMs: 5 * minute, 'job.cleanup': 30_000, perThreadBps: 10_000_000 }, 'anna')
  expect(changed.settings.find(({ id }) => id === 'warnRpoMs')?.value).toBe(5 * minute)
  const { scenario } = lab.simulation.live ?? {}
  expect([scenario?.params.warnRpoMs, scenario?.jobs.cleanup, scenario?.hosts[0]?.perThreadBps]).toEqual([5 * minute, 30_000, 10_000_000])
  expect(lab.store.db.prepare("SELECT count(*) FROM job WHERE kind = 'model.set'").pluck().get()).toBe(1)
  await lab.clock.step(4 * hour)
  const hash = lab.simulation.logHash()
  lab.close()
  const again = openTimeLab(lab.file)
  expect(again.simulation.logHash()).toBe(hash)
  // Settings stay when time goes back; a machine that joins has them as well.
  again.clock.rewind(startMs + 30 * minute)
  again.simulation.follow()
  expect(again.simulation.live?.scenario.params.warnRpoMs).toBe(5 * minute)
  const back = setModel(again.simulation, { warnRpoMs: null, 'job.cleanup': null, perThreadBps: null }, 'anna')
  expect(back.settings.filter(({ id, value, initial }) => id !== 'seed' && !/Threads$/.test(id) && value !== initial)).toEqual([])
  expect(again.store.db.prepare('SELECT count(*) FROM model_setting').pluck().get()).toBe(0)
  again.close()
})

test('before anything is protected it is kept for the first machine', async () => {
  const lab = newTimeLab()
  setModel(lab.simulation, { irAmount: 1, resyncFrom: 600, autoResync: 0, seed: 99 }, 'anna')
  await enabled(lab)
  const { params, seed } = lab.simulation.live?.scenario ?? {}
  expect(params).toMatchObject({ irAmount: 'full', autoResync: false, resyncWindow: { fromMin: 600 } })
  expect(seed).toBe(99)
})

test.each([
  ['an unknown setting', { speed: 1 }, 'model-range'],
  ['what is documented', { hrlPermille: 400 }, 'model-range'],
  ['too little', { warnRpoMs: 0 }, 'model-range'],
  ['a fraction', { missedPermille: 1.5 }, 'model-range'],
  ['critical before warning', { critRpoMs: 30 * minute }, 'model-range'],
  ['a spread that is too wide', { 'job.createVm': hour, jitterPermille: 500 }, 'model-range'],
])('refuses %s and changes nothing', (_, values, code) => {
  const lab = newTimeLab()
  expect(() => setModel(lab.simulation, values, 'anna')).toThrow(expect.objectContaining({ code, field: Object.keys(values).at(-1) }))
  expect(lab.store.db.prepare('SELECT count(*) FROM model_setting').pluck().get()).toBe(0)
})

test('a seed that was played under stays', async () => {
  const lab = newTimeLab()
  await enabled(lab)
  await lab.clock.step(hour)
  expect(() => setModel(lab.simulation, { seed: 8 }, 'anna')).toThrow(expect.objectContaining({ code: 'seed-fixed' }))
})
