import { describe, expect, it, vi } from 'vitest'
import type { TreeNode } from '../../../preload/contract/inventory.ts'
import { LabStore } from '../../../renderer/app/lab-store.ts'
import { NotificationsStore } from '../../../renderer/app/notifications-store.ts'
import { TreeStore } from '../../../renderer/app/tree-store.ts'
import { createFakeApi, fakeLab } from '../support/fake-api.ts'
import { held } from '../support/held.ts'

const node = (id: string): TreeNode => ({ id, title: id, children: [] }) as unknown as TreeNode

const make = () => {
  const { api, answer } = createFakeApi()
  const lab = new LabStore(api, new NotificationsStore())
  lab.take(fakeLab)
  const reads = held<TreeNode[]>()
  answer('inventory.tree', vi.fn(reads.call))
  return { lab, reads, trees: new TreeStore(api, lab) }
}

describe('the trees', () => {
  it('the newest question of each counts', async () => {
    const { reads, trees } = make()
    const all = [trees.load('vms'), trees.load('vms'), trees.load('jobs')]
    reads.made[2]?.answer([node('jobs')])
    reads.made[1]?.answer([node('new')])
    reads.made[0]?.answer([node('old')])
    await Promise.all(all)
    expect(trees.of('vms')?.[0]?.id).toBe('new')
    expect(trees.of('jobs')?.[0]?.id).toBe('jobs')
  })

  it('of the lab before are not taken for those of the next', async () => {
    const { lab, reads, trees } = make()
    const reading = trees.load('vms')
    lab.take({ ...fakeLab, labId: '00000000-0000-4000-8000-000000000002' })
    reads.made[0]?.answer([node('old')])
    await reading
    expect(trees.of('vms')).toBeNull()
  })
})
