import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ConsoleApp } from '../support/console-app.ts'

interface Look {
  theme: 'light' | 'dark' | 'high-contrast'
  width: number
  height: number
  zoom: number
}

/** Every way that a screen is looked at; the first is what most people see. */
const looks: Record<string, Look> = {
  light: { theme: 'light', width: 1280, height: 800, zoom: 1 },
  dark: { theme: 'dark', width: 1280, height: 800, zoom: 1 },
  contrast: { theme: 'high-contrast', width: 1280, height: 800, zoom: 1 },
  zoom150: { theme: 'light', width: 1280, height: 800, zoom: 1.5 },
  small: { theme: 'light', width: 1024, height: 640, zoom: 1 },
}

/** Pictures of the window for the eye: one folder a look, one file a screen. */
export class ScreenShots {
  readonly #folder = resolve('out/test/screens')
  #count = 0

  constructor(readonly app: ConsoleApp) {
    for (const look of Object.keys(looks)) mkdirSync(join(this.#folder, look), { recursive: true })
  }

  /** Takes the screen as it stands, in the named looks or in all, and returns to the first. */
  async take(name: string, only: string[] = Object.keys(looks)): Promise<void> {
    this.#count += 1
    const file = `${String(this.#count).padStart(2, '0')}-${name}.png`
    for (const id of only) {
      await this.#wear(id)
      const path = join(this.#folder, id, file)
      // A zoomed page is larger than Playwright takes it for: the window draws itself.
      if (looks[id]?.zoom === 1) await this.app.page.screenshot({ path, animations: 'disabled', caret: 'hide' })
      else writeFileSync(path, Buffer.from(await this.#capture(), 'base64'))
    }
    if (only.at(-1) !== 'light') await this.#wear('light')
  }

  #capture(): Promise<string> {
    return this.app.app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return window ? (await window.webContents.capturePage()).toPNG().toString('base64') : ''
    })
  }

  async #wear(id: string): Promise<void> {
    const look = looks[id]
    if (!look) throw new Error(`There is no look "${id}".`)
    await this.app.page.evaluate(async (theme) => {
      const { offsite } = window as unknown as { offsite: { calls: { shell: { setPreferences(patch: object): Promise<unknown> } } } }
      await offsite.calls.shell.setPreferences({ theme })
    }, look.theme)
    await this.app.app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(width, height)
      if (window) window.webContents.zoomFactor = zoom
    }, look)
    await this.app.page.waitForFunction(([width, zoom]) => Math.abs(window.innerWidth - width / zoom) < 2, [look.width, look.zoom] as const)
    // Two frames: one for the resize to reach the page, one to be drawn.
    await this.app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
}
