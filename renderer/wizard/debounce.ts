/** Runs the last of several requests, `delayMs` after it was made. */
export class Debounce {
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly delayMs: number) {}

  run(work: () => void): void {
    this.cancel()
    this.timer = setTimeout(() => {
      this.timer = undefined
      work()
    }, this.delayMs)
  }

  cancel(): void {
    if (this.timer !== undefined) clearTimeout(this.timer)
    this.timer = undefined
  }
}
