/** When each volume wants to be looked at, and the first of these instants. */
export class VolumeWakes {
  readonly at: number[] = []
  /** Not above the first one; the first one itself unless that moved away. */
  private least = Infinity
  private moved = false

  get length(): number {
    return this.at.length
  }

  add(at: number): void {
    this.at.push(Infinity)
    this.set(this.at.length - 1, at)
  }

  set(v: number, at: number): void {
    const before = this.at[v]!
    this.at[v] = at
    if (at <= this.least) {
      this.least = at
      this.moved = false
    } else if (before === this.least) this.moved = true
  }

  /** Infinity = none. */
  min(): number {
    if (this.moved) {
      this.moved = false
      this.least = Infinity
      for (const at of this.at) if (at < this.least) this.least = at
    }
    return this.least
  }
}
