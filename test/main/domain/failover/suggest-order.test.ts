import { expect, test } from 'vitest'
import { suggestOrder } from '../../../../main/domain/failover/suggest-order.ts'

const machine = (id: number, name: string, tag: string | null = null) => ({ id, name, tag })

test('directory, databases, applications, web; tags win over names, the unknown go with the applications', () => {
  const { groups } = suggestOrder([
    machine(1, 'WEB01'),
    machine(2, 'SQL02'),
    machine(3, 'DC01'),
    machine(4, 'FILESRV'),
    machine(5, 'APP02'),
    machine(6, 'WEB99', 'database'),
    machine(7, 'CRM-DB1'),
    machine(8, 'DCIM'),
  ])
  expect(groups.map((group) => group.ids)).toEqual([[3], [2, 6, 7], [4, 5, 8], [1]])
  expect(suggestOrder([]).groups).toEqual([])
  expect(suggestOrder([machine(1, 'X')]).groups).toHaveLength(1)
})

test('every machine is told its group, counted without the empty tiers, and what told it', () => {
  const { groups, machines } = suggestOrder([
    machine(1, 'FILESRV'),
    machine(2, 'WEB99', 'Tier 1'),
    machine(3, 'CRM-DB1', 'gold'),
    machine(4, 'X-DC01'),
    machine(5, 'WEB01', '  '),
  ])
  expect(machines.map(({ id, group, by }) => [id, group, by])).toEqual([
    [1, 3, 'none'],
    [2, 2, 'tag'],
    [3, 2, 'name'],
    [4, 1, 'name'],
    [5, 4, 'name'],
  ])
  for (const { id, group } of machines) expect(groups[group - 1]?.ids).toContain(id)
  expect(machines.map(({ why }) => why)).toEqual([
    'Neither tag nor name tells, so it starts with the applications.',
    'Tag "Tier 1": database.',
    '"DB" in its name: database.',
    '"DC" in its name: directory or name service.',
    '"WEB" in its name: web server or entrance.',
  ])
})
