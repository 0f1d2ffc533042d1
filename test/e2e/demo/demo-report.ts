import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import type { ConsoleApp } from '../support/console-app.ts'

interface Assertion {
  what: string
  ok: boolean
}

interface DemoStep {
  step: string
  /** The heading as assistive technology reads it. */
  heading: string
  png: string
  width: number
  height: number
  asserts: Assertion[]
}

interface Picture {
  width: number
  height: number
  /** More than one colour in it. */
  varied: boolean
}

/** What the demo leaves behind: one picture a step, and report.json with what was asserted before it was taken. */
export class DemoReport {
  readonly folder = resolve(process.env.OFFSITE_DEMO_OUT ?? 'out/demo')
  readonly #steps: DemoStep[] = []
  readonly #digests = new Set<string>()

  constructor() {
    mkdirSync(this.folder, { recursive: true })
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /**
   * Reads the heading from the accessibility tree, checks it and every claim, then takes the picture.
   * Each claim is a locator that must be visible, under the words that the report gives it.
   */
  async shoot(app: ConsoleApp, step: string, heading: Locator, expected: string | RegExp, claims: Record<string, Locator>): Promise<void> {
    const asserts: Assertion[] = []
    const note = (what: string) => asserts.push({ what, ok: true })
    await expect(heading).toBeVisible()
    const read = headingIn(await heading.ariaSnapshot())
    if (typeof expected === 'string') expect(read).toBe(expected)
    else expect(read).toMatch(expected)
    note(`the heading is "${read}"`)
    for (const [what, claim] of Object.entries(claims)) {
      await expect(claim, what).toBeVisible()
      note(what)
    }
    const png = await app.page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })
    const picture = await measure(app, png)
    expect([picture.width, picture.height]).toEqual([1280, 800])
    note('the picture is 1280 x 800')
    expect(picture.varied, 'the picture has more than one colour').toBe(true)
    note('the picture has more than one colour')
    const digest = createHash('sha256').update(png).digest('hex')
    expect(this.#digests.has(digest), 'the picture differs from all before').toBe(false)
    this.#digests.add(digest)
    note('the picture differs from all before')
    writeFileSync(this.path(`${step}.png`), png)
    this.#steps.push({ step, heading: read, png: `${step}.png`, width: picture.width, height: picture.height, asserts })
  }

  write(facts: object): void {
    writeFileSync(this.path('report.json'), `${JSON.stringify({ ...facts, steps: this.#steps }, null, 2)}\n`)
  }
}

/** `- heading "Plan" [level=1]` -> `Plan` */
const headingIn = (snapshot: string): string => {
  const found = /- heading ("(?:[^"\\]|\\.)*")/.exec(snapshot)
  return found?.[1] ? (JSON.parse(found[1]) as string) : ''
}

const measure = (app: ConsoleApp, png: Buffer): Promise<Picture> =>
  app.app.evaluate(({ nativeImage }, base64) => {
    const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'))
    const { width, height } = image.getSize()
    const pixels = image.toBitmap()
    const first = pixels.subarray(0, 4)
    let varied = false
    for (let at = 4; at < pixels.length && !varied; at += 4) varied = !pixels.subarray(at, at + 4).equals(first)
    return { width, height, varied }
  }, png.toString('base64'))
