import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { ConsoleApp } from '../support/console-app.ts'
import { askMain } from '../support/raw-port.ts'

export type Theme = 'light' | 'dark' | 'high-contrast'

/** What is done with each screen that the walk meets: judged by axe, or taken as a picture. `name` is unique in a walk. */
export type Look = (name: string) => Promise<void>

/** One way through the console, from screen to screen; `parts.ts` says where it leads. */
export class Walk {
  readonly app: ConsoleApp
  readonly page: Page
  /** Pages, dialogs and wizard pages that were on screen while somebody looked. */
  readonly met = new Set<string>()
  readonly #look: Look
  readonly #names = new Set<string>()

  constructor(app: ConsoleApp, look: Look) {
    this.app = app
    this.page = app.page
    this.#look = look
  }

  async look(name: string): Promise<void> {
    if (this.#names.has(name)) throw new Error(`The walk has two screens called "${name}".`)
    this.#names.add(name)
    // Over the empty middle of the status bar, at any zoom: what the pointer happens to rest on is no part of the screen.
    await this.page.mouse.move(620, 795)
    await this.drawn()
    for (const one of await this.#here()) this.met.add(one)
    await this.#look(name)
  }

  /** The page has drawn what it knows, and nothing moves or fades any more. */
  async drawn(): Promise<void> {
    await expect(this.page.locator('[data-screen][data-ready="false"]')).toHaveCount(0)
    await this.page.evaluate(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      await Promise.all(ending.map((each) => each.finished.catch(() => null)))
    })
  }

  async wear(theme: Theme): Promise<void> {
    expect(await askMain(this.page, 'shell', 'setPreferences', { theme })).toMatchObject({ ok: true })
    await expect(this.page.locator(`html[data-theme="${theme}"]`)).toBeAttached()
  }

  /** Closes the one dialog that is open. */
  async leave(): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    // An open tooltip takes the key first.
    await expect(async () => {
      if ((await dialog.count()) > 0) await this.page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0, { timeout: 1000 })
    }).toPass({ timeout: 15_000 })
  }

  /** Closes the menu that is open; another size of the window may have taken the focus out of it. */
  async leaveMenu(): Promise<void> {
    await this.page.getByRole('menu').locator('[role^="menuitem"]').first().focus()
    await this.page.keyboard.press('Escape')
    await expect(this.page.getByRole('menu')).toHaveCount(0)
  }

  dialog(name?: string | RegExp): Locator {
    return this.page.getByRole('dialog', name === undefined ? {} : { name })
  }

  #here(): Promise<string[]> {
    return this.page.evaluate(() => {
      const { place, dialog } = document.documentElement.dataset
      const wizards = [...document.querySelectorAll<HTMLElement>('[data-wizard][data-page]')]
      return [
        ...(place ? [place] : []),
        ...(dialog ? [`dialog:${dialog}`] : []),
        ...wizards.map(({ dataset }) => `wizard:${dataset.wizard}/${dataset.page}`),
      ]
    })
  }
}

const source = (path: string): string => readFileSync(resolve('renderer', path), 'utf8')
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '')

/**
 * Everything that the walk must meet, read from the window's own registries: the pages and dialogs of later-parts.tsx and
 * the pages of Getting Started. What is added there and not to the walk fails the walk.
 */
export const everything = (): string[] => {
  const registry = source('app/later-parts.tsx')
  const pages = found(registry, /^ {2}'(page:[\w-]+)':/gm)
  const dialogs = found(registry, /case '([\w-]+)':/g)
  const steps = found(source('features/getting-started/setup-pages.ts'), /^ {2}page\('(\w+)'/gm)
  for (const [what, list] of Object.entries({ pages, dialogs, steps })) if (list.length < 3) throw new Error(`No ${what} in the sources.`)
  return [...pages, ...dialogs.map((name) => `dialog:${name}`), ...steps.map((id) => `wizard:getting-started/${id}`)]
}

export const notMet = ({ met }: Walk): string[] => everything().filter((one) => !met.has(one))
