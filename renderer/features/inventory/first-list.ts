import type { ListAddress } from '../../app/navigation-store.ts'
import type { RootStore } from '../../app/root-store.ts'
import { ListStore } from './list-store.ts'

/** The list that a window begins with, while nothing is drawn yet. */
const prepared = new WeakMap<RootStore, ListStore>()

/** Asks for the rows of the first list before anything is drawn; fulfilled when they are there, or at once when no list is shown. */
export const prepareFirstList = async (root: RootStore): Promise<void> => {
  const { current } = root.navigation
  if (current.type !== 'list') return
  const list = new ListStore(root.api, root.navigation, root.notifications, current)
  prepared.set(root, list)
  await list.open()
}

/** The list of a place: the one that reads its rows already, if this is the first picture and its place. */
export const listOf = (root: RootStore, address: ListAddress): ListStore => {
  const first = prepared.get(root)
  prepared.delete(root)
  return first && first.error === null && first.kind === address.kind && first.scope === address.scope
    ? first
    : new ListStore(root.api, root.navigation, root.notifications, address)
}

/** The first picture is there: what it did not take is of no use any more. */
export const dropFirstList = (root: RootStore): void => {
  prepared.delete(root)
}
