import { describe, expect, it } from 'vitest'
import { NavigationStore } from '../../../renderer/app/navigation-store.ts'

const list = (store: NavigationStore) => {
  const now = store.current
  if (now.type !== 'list') throw new Error(`not a list but ${now.type}`)
  return now
}

describe('NavigationStore', () => {
  it('begins with all machines, once', () => {
    const store = new NavigationStore()
    expect(list(store)).toMatchObject({ kind: 'vms', scope: { kind: 'all' }, where: '' })
    store.openList({ kind: 'vms' })
    expect(store.canGoBack).toBe(false)
    store.openList({ kind: 'vms', where: 'os:linux' })
    expect(store.canGoBack).toBe(true)
  })

  it('opens the first place of a workspace instead of the waiting one, so that Back cannot return to nothing', () => {
    const store = new NavigationStore()
    store.openWorkspace('jobs')
    expect(store.current.type).toBe('workspace')
    store.openList({ kind: 'jobs' })
    store.back()
    expect(list(store).kind).toBe('vms')
  })

  it('knows what was used on a page when it comes back to it', () => {
    const store = new NavigationStore()
    store.openPage('recovery', 'page:overview')
    store.mark('ready/unknown')
    store.openList({ kind: 'vms', where: 'readiness:unknown' })
    store.mark('not a page')
    expect(list(store)).toMatchObject({ where: 'readiness:unknown' })
    store.back()
    expect(store.current).toEqual({
      workspace: 'recovery',
      nodeId: 'page:overview',
      type: 'page',
      page: 'page:overview',
      at: 'ready/unknown',
    })
    store.forward()
    expect(list(store)).toMatchObject({ where: 'readiness:unknown' })
  })

  it('goes back and forward with the filter, the order and the row that were there', () => {
    const store = new NavigationStore()
    store.openList({ kind: 'vms' })
    store.amend({ where: 'os:linux', sort: [{ field: 'name', descending: true }], selected: 7 })
    store.openList({ kind: 'hosts' })
    store.back()
    expect(list(store)).toMatchObject({ kind: 'vms', where: 'os:linux', selected: 7, sort: [{ field: 'name', descending: true }] })
    store.forward()
    expect(list(store).kind).toBe('hosts')
  })

  it('forgets the way forward when another place is opened', () => {
    const store = new NavigationStore()
    store.openList({ kind: 'vms' })
    store.openList({ kind: 'hosts' })
    store.back()
    store.openPage('recovery', 'page:overview')
    expect(store.canGoForward).toBe(false)
  })

  it('returns to where a workspace was left', () => {
    const store = new NavigationStore()
    store.openList({ kind: 'vms' })
    store.amend({ where: 'sql' })
    store.openWorkspace('jobs')
    expect(store.current.type).toBe('workspace')
    store.openList({ kind: 'jobs' })
    store.openWorkspace('vms')
    expect(list(store)).toMatchObject({ kind: 'vms', where: 'sql' })
  })

  it('counts a visit for each new place, and none for a change in place', () => {
    const store = new NavigationStore()
    store.openList({ kind: 'vms' })
    const { visit } = store
    store.amend({ where: 'x' })
    expect(store.visit).toBe(visit)
    store.openList({ kind: 'hosts' })
    store.back()
    expect(store.visit).toBe(visit + 2)
  })

  it('keeps no more than 100 places', () => {
    const store = new NavigationStore()
    for (let i = 0; i < 300; i++) store.openList({ kind: 'vms', where: `n${i}` })
    let steps = 0
    while (store.canGoBack) {
      store.back()
      steps += 1
    }
    expect(steps).toBeLessThanOrEqual(100)
  })

  it('opens the list that a figure counted in its own workspace', () => {
    const store = new NavigationStore()
    store.openList({ kind: 'policies', where: 'name=Gold' })
    expect(store.current).toMatchObject({ workspace: 'recovery', kind: 'policies', where: 'name=Gold' })
  })
})
