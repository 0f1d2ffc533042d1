import { describe, expect, it } from 'vitest'
import type { SetupContext } from '../../../../main/domain/setup/context.ts'
import { prerequisiteLines } from '../../../../main/domain/setup/prerequisites.ts'
import { answersWith, contextWith } from './setup-fixture.ts'

const base = contextWith([])
const server = base.vmmServers[0]!
const line = (item: string, changes: Parameters<typeof answersWith>[0] = {}, context: Partial<SetupContext> = {}) =>
  prerequisiteLines(answersWith(changes), { ...base, ...context }).find((each) => each.item === item)

describe('prerequisites S1 to S15', () => {
  it.each([
    ['S1', {}, {}, 'known', 'met'],
    ['S1', {}, { vmmServers: [] }, 'known', 'not-met'],
    ['S2', {}, {}, 'ask', 'open'],
    ['S3', {}, {}, 'known', 'information'],
    ['S4', {}, {}, 'ask', 'open'],
    ['S8', {}, {}, 'ask', 'open'],
    ['S9', {}, {}, 'ask', 'open'],
    ['S5', {}, {}, 'known', 'met'],
    ['S5', {}, { vmmServers: [{ ...server, version: '3.1.6018.0' }] }, 'known', 'not-met'],
    ['S5', {}, { vmmServers: [{ ...server, version: null }] }, 'ask', 'open'],
    ['S5', {}, { vmmServers: [{ ...server, clouds: [] }] }, 'known', 'not-met'],
    ['S6', {}, {}, 'ask', 'open'],
    ['S6', {}, { estate: { ...base.estate, hostsModern: 1, hostsOld: 1 } }, 'known', 'not-met'],
    ['S7', {}, {}, 'known', 'met'],
    ['S7', { source: { connection: 'proxy', proxy: { address: 'https://p' } } }, {}, 'known', 'not-met'],
    ['S7', { source: { connection: 'proxy', proxy: { address: 'proxy01' } } }, {}, 'known', 'met'],
    ['S10', {}, { estate: { ...base.estate, eligibleVms: 0 } }, 'known', 'not-met'],
    ['S11', { target: { network: '' } }, {}, 'known', 'not-met'],
    ['S12', {}, {}, 'known', 'met'],
    ['S12', { target: { storageAccount: 'eaststore' } }, {}, 'known', 'not-met'],
    ['S13', { source: { sync: 'chosen', clouds: [] } }, {}, 'known', 'not-met'],
    ['S14', {}, {}, 'known', 'met'],
    ['S15', {}, {}, 'known', 'information'],
  ] as const)('%s %j %j: %s %s', (item, changes, context, kind, state) => {
    expect(line(item, changes, context as Partial<SetupContext>)).toMatchObject({ kind, state })
  })

  it.each([
    ['2016-05', /up to 1,023 GB.*no UEFI boot/],
    ['2020-01', /up to 4,095 GB.*no generation 2 with Linux/],
  ])('the limits of machines are those of the rules %s', (rulePack, limits) => {
    expect(line('S10', {}, { rulePack })?.detail).toMatch(limits)
  })

  it('a tick settles only what cannot be known', () => {
    const ticks = ['S2', 'S10'].map((item) => ({ item, by: 'Anna', date: '2016-05-10' }))
    expect(line('S2', { prerequisites: { ticks } })).toMatchObject({ state: 'met', evidence: 'Anna ticked it on 2016-05-10.' })
    expect(line('S10', { prerequisites: { ticks } }, { estate: { ...base.estate, eligibleVms: 0 } })).toMatchObject({ state: 'not-met' })
  })
})
