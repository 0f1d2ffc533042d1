import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SetupAnswers, setupAnswers } from '../../../../preload/contract/setup-answers.ts'
import { freeRange } from '../../../../renderer/features/getting-started/free-range.ts'
import { TargetDraft } from '../../../../renderer/features/getting-started/target-draft.ts'

const make = () => {
  let answers: SetupAnswers = setupAnswers.parse({ vault: { name: 'DR-West', region: 'West Europe' } })
  const draft = new TargetDraft(
    () => answers,
    (next) => {
      answers = next
    },
  )
  return { draft, now: () => answers, set: (next: SetupAnswers) => (answers = next) }
}

describe('what Finish will make', () => {
  it('a new account is in the region of the vault and chosen', () => {
    const { draft, now } = make()
    draft.addAccount()
    expect(now().target.createStorageAccounts).toEqual([{ name: 'drweststorage', type: 'Standard_GRS', region: 'West Europe' }])
    expect(now().target.storageAccount).toBe('drweststorage')
    draft.addAccount()
    expect(now().target.storageAccount).toBe('drweststorage2')
  })

  it('a new name goes wherever the old one was named, also by way of an empty one', () => {
    const { draft, now, set } = make()
    draft.addNetwork()
    set({
      ...now(),
      networkMapping: { mappings: [{ source: 'Prod', target: 'DR-Net' }] },
      machines: { ...now().machines, azureNetwork: 'DR-Net' },
    })
    for (const name of ['', 'D', 'DR', 'DR2']) draft.changeNetwork(0, { name })
    expect(now().target.network).toBe('DR2')
    expect(now().networkMapping.mappings).toEqual([{ source: 'Prod', target: 'DR2' }])
    expect(now().machines.azureNetwork).toBe('DR2')
    draft.addAccount()
    for (const name of ['', 'x']) draft.changeAccount(0, { name })
    expect(now().target.storageAccount).toBe('x')
  })

  it('removed, it is chosen nowhere', () => {
    const { draft, now, set } = make()
    draft.addNetwork()
    set({ ...now(), networkMapping: { mappings: [{ source: 'Prod', target: 'DR-Net' }] } })
    draft.removeNetwork(0)
    expect(now().target.network).toBe('')
    expect(now().networkMapping.mappings).toEqual([])
  })

  it('a subnet is added with a free range, to planned networks only', () => {
    const { draft, now } = make()
    draft.addNetwork()
    expect(draft.addSubnet('DR-Net', 'Web-10')).toBe(true)
    expect(now().target.createNetworks[0]?.subnets).toEqual([
      { name: 'default', range: '10.20.0.0/24' },
      { name: 'Web-10', range: '10.20.1.0/24' },
    ])
    expect(draft.addSubnet('Elsewhere', 'Web-10')).toBe(false)
  })
})

describe('a free range', () => {
  it.each([
    { outer: '10.20.0.0/16', taken: [], free: '10.20.0.0/24' },
    { outer: '10.20.0.0/16', taken: ['10.20.0.0/24', '10.20.1.0/24'], free: '10.20.2.0/24' },
    { outer: '10.20.0.0/16', taken: ['10.20.0.0/23'], free: '10.20.2.0/24' },
    { outer: '10.20.0.0/24', taken: ['10.20.0.0/25'], free: '10.20.0.128/25' },
    { outer: '10.20.0.0/24', taken: ['10.20.0.0/24'], free: null },
    { outer: 'ten', taken: [], free: null },
  ])('$outer without $taken is $free', ({ outer, taken, free }) => {
    expect(freeRange(outer, taken)).toBe(free)
  })

  it('never meets one that is taken, however many are asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 18, max: 28 }), (count, prefix) => {
        const taken: string[] = []
        for (let n = 0; n < count; n++) {
          const next = freeRange(`172.16.0.0/${prefix}`, taken)
          if (next === null) break
          expect(taken).not.toContain(next)
          taken.push(next)
        }
        const spans = taken.map((text) => {
          const [address = '', bits = '32'] = text.split('/')
          const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
          return [start, start + 2 ** (32 - Number(bits))] as const
        })
        for (const [i, a] of spans.entries()) for (const b of spans.slice(i + 1)) expect(a[0] < b[1] && b[0] < a[1]).toBe(false)
      }),
    )
  })
})
