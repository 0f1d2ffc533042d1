import type { Page } from '@playwright/test'

/** Everything that went wrong in a page without anybody asking: must be empty at the end of each spec. */
export class PageFaults {
  readonly #found: string[] = []
  #expected: RegExp[] = []

  /** Listens from now on, and in every document that loads from now on. */
  async watch(page: Page): Promise<void> {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#found.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.#found.push(`error: ${error.message}`))
    page.on('crash', () => this.#found.push('the page crashed'))
    await page.exposeFunction('noteFault', (text: string) => this.#found.push(text))
    await page.addInitScript(() => {
      const note = (text: string) => (window as unknown as { noteFault(text: string): void }).noteFault(text)
      document.addEventListener('securitypolicyviolation', (violation) => {
        note(`policy: ${violation.effectiveDirective} blocked ${violation.blockedURI}`)
      })
      window.addEventListener('unhandledrejection', ({ reason }) => note(`rejection: ${String(reason)}`))
    })
  }

  /** A spec that provokes faults says which, once. */
  expect(...patterns: RegExp[]): void {
    this.#expected = [...this.#expected, ...patterns]
  }

  get unexpected(): string[] {
    return this.#found.filter((text) => !this.#expected.some((pattern) => pattern.test(text)))
  }

  get all(): readonly string[] {
    return this.#found
  }
}
