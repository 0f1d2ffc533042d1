import { expect, test } from 'vitest'
import { suggestOrder } from '../../../../main/domain/failover/suggest-order.ts'

const machine = (id: number, name: string, tag: string | null = null) => ({ id, name, tag, osName: null })

test('directory, databases, applications, web; tags win over names, the unknown go with the applications', () => {
  const groups = suggestOrder([
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
  expect(suggestOrder([])).toEqual([])
  expect(suggestOrder([machine(1, 'X')])).toHaveLength(1)
})
