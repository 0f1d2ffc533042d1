import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSize, sizeCatalogue, smallestSize } from '../../../../main/domain/sizes/sizes.ts'

const gib = 2 ** 30

test('the catalogue holds every size of the fact base once', () => {
  expect(sizeCatalogue).toHaveLength(106)
  expect(new Set(sizeCatalogue.map((size) => size.name)).size).toBe(106)
  expect(findSize('standard_d3')).toMatchObject({ vcpu: 4, memGib: 14, maxDataDisks: 8, maxNics: 4, premium: false, era: '2016' })
})

test.each([
  [1, 0.5, 1, 1, 'Standard_A0'],
  [1, 0.768, 2, 1, 'Standard_A0'],
  [1, 0.768, 3, 1, 'Standard_A1'],
  [1, 2, 1, 1, 'Standard_A1_v2'],
  [1, 3.5, 1, 1, 'Standard_D1'],
  [2, 4, 1, 2, 'Standard_A2_v2'],
  [4, 14, 1, 1, 'Standard_D3'],
  [4, 16, 1, 1, 'Standard_A6'],
  [2, 4, 18, 1, 'Standard_F16'],
  [16, 112, 33, 8, 'Standard_D14'],
  [1, 1, 65, 1, 'Standard_G5'],
])('%d cores, %d GiB, %d disks, %d adapters: %s', (cpuCount, memory, diskCount, nicCount, name) => {
  expect(smallestSize({ cpuCount, memoryBytes: memory * gib, diskCount, nicCount }, '2016').size?.name).toBe(name)
})

test('premium storage asks for a size that takes it', () => {
  expect(smallestSize({ cpuCount: 4, memoryBytes: 14 * gib, diskCount: 1, nicCount: 1, premium: true }, '2016').size?.name).toBe(
    'Standard_DS3',
  )
})

test.each([
  [33, 1, 1, /33 cores; the largest size has 32/],
  [1, 449, 1, /449 GiB of memory; the largest size has 448/],
  [1, 1, 66, /65 data disks; the largest size takes 64/],
])('nothing holds %d cores, %d GiB, %d disks', (cpuCount, memory, diskCount, reason) => {
  const choice = smallestSize({ cpuCount, memoryBytes: memory * gib, diskCount, nicCount: 1 }, '2016')
  expect(choice.size).toBeNull()
  expect(choice.reason).toMatch(reason)
})

test('more adapters than any size takes do not rule out every size', () => {
  expect(smallestSize({ cpuCount: 8, memoryBytes: 14 * gib, diskCount: 1, nicCount: 12 }, '2016')).toMatchObject({
    size: { maxNics: 8 },
    nicsCapped: true,
  })
})

test('no smaller size of the era fits', () => {
  const need = fc.record({
    cpuCount: fc.integer({ min: 1, max: 32 }),
    memoryBytes: fc.integer({ min: 1, max: 448 }).map((figure) => figure * gib),
    diskCount: fc.integer({ min: 0, max: 65 }),
    nicCount: fc.integer({ min: 0, max: 8 }),
  })
  fc.assert(
    fc.property(need, (asked) => {
      const fitting = sizeCatalogue.filter(
        (size) =>
          size.era === '2016' &&
          !size.premium &&
          size.vcpu >= asked.cpuCount &&
          size.memGib * gib >= asked.memoryBytes &&
          size.maxDataDisks >= Math.max(0, asked.diskCount - 1) &&
          size.maxNics >= asked.nicCount,
      )
      const { size } = smallestSize(asked, '2016')
      expect(size === null).toBe(fitting.length === 0)
      if (!size) return
      expect(fitting).toContain(size)
      expect(size.vcpu).toBe(Math.min(...fitting.map((one) => one.vcpu)))
      expect(size.memGib).toBe(Math.min(...fitting.filter((one) => one.vcpu === size.vcpu).map((one) => one.memGib)))
    }),
  )
})
