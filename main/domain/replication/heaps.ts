/** Items by the instant at which they want to be looked at; each is in it once. */
export class WakeHeap {
  private key = new Float64Array(0)
  private heap = new Int32Array(0)
  private slot = new Int32Array(0)
  private size = 0

  setSize(n: number): void {
    if (n <= this.key.length) return
    const room = Math.max(n, this.key.length * 2)
    const key = new Float64Array(room).fill(Infinity)
    const heap = new Int32Array(room)
    const slot = new Int32Array(room).fill(-1)
    key.set(this.key)
    heap.set(this.heap)
    slot.set(this.slot)
    this.key = key
    this.heap = heap
    this.slot = slot
  }

  /** Infinity when empty. */
  min(): number {
    return this.size === 0 ? Infinity : this.key[this.heap[0]!]!
  }

  top(): number {
    return this.heap[0]!
  }

  /** Infinity = the item isn't in it. */
  at(item: number): number {
    return this.slot[item]! < 0 ? Infinity : this.key[item]!
  }

  /** Infinity takes the item out. */
  set(item: number, at: number): void {
    const old = this.slot[item]!
    if (at === Infinity) {
      if (old >= 0) this.remove(old)
      this.key[item] = at
      return
    }
    this.key[item] = at
    if (old >= 0) {
      this.down(this.up(old))
      return
    }
    this.heap[this.size] = item
    this.slot[item] = this.size
    this.up(this.size++)
  }

  private remove(at: number): void {
    const gone = this.heap[at]!
    const last = this.heap[--this.size]!
    this.slot[gone] = -1
    if (at === this.size) return
    this.heap[at] = last
    this.slot[last] = at
    this.down(this.up(at))
  }

  private up(from: number): number {
    const { key, heap, slot } = this
    const item = heap[from]!
    const k = key[item]!
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const other = heap[parent]!
      if (key[other]! <= k) break
      heap[at] = other
      slot[other] = at
      at = parent
    }
    heap[at] = item
    slot[item] = at
    return at
  }

  private down(from: number): void {
    const { key, heap, slot, size } = this
    const item = heap[from]!
    const k = key[item]!
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && key[heap[child + 1]!]! < key[heap[child]!]!) child++
      const other = heap[child]!
      if (key[other]! >= k) break
      heap[at] = other
      slot[other] = at
      at = child
    }
    heap[at] = item
    slot[item] = at
  }
}

/** A heap of items by key, in a list of its own; many such lists share the columns. `slot` tells where an item stands in its list. */
export const rise = (list: number[], from: number, key: Float64Array, slot: Int32Array): void => {
  const item = list[from]!
  const k = key[item]!
  let at = from
  while (at > 0) {
    const parent = (at - 1) >> 1
    const other = list[parent]!
    if (key[other]! <= k) break
    list[at] = other
    slot[other] = at
    at = parent
  }
  list[at] = item
  slot[item] = at
}

export const sink = (list: number[], from: number, key: Float64Array, slot: Int32Array): void => {
  const item = list[from]!
  const k = key[item]!
  let at = from
  for (;;) {
    let child = 2 * at + 1
    if (child >= list.length) break
    if (child + 1 < list.length && key[list[child + 1]!]! < key[list[child]!]!) child++
    const other = list[child]!
    if (key[other]! >= k) break
    list[at] = other
    slot[other] = at
    at = child
  }
  list[at] = item
  slot[item] = at
}

/** Ordinals in ascending order, each once. */
export class OrdinalQueue {
  private heap: number[] = []
  private held = new Uint8Array(0)

  get length(): number {
    return this.heap.length
  }

  push(item: number): void {
    if (item >= this.held.length) {
      const held = new Uint8Array(Math.max(item + 1, this.held.length * 2))
      held.set(this.held)
      this.held = held
    }
    if (this.held[item] === 1) return
    this.held[item] = 1
    const { heap } = this
    let at = heap.length
    heap.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]! <= item) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = item
  }

  pop(): number {
    const { heap } = this
    const first = heap[0]!
    const last = heap.pop()!
    this.held[first] = 0
    if (heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! >= last) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}
