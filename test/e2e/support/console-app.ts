import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ElectronApplication, _electron as electron, expect, type Page } from '@playwright/test'
import { guardMain } from './hang-guard.ts'
import { PageFaults } from './page-faults.ts'
import { noteVisited } from './results.ts'

export interface LaunchOptions {
  /** Arguments after the app itself, such as a lab file. */
  args?: string[]
  env?: Record<string, string>
  /** The packaged app named by OFFSITE_PACKAGED instead of the built tree. */
  packaged?: boolean
  /** Kept between two launches; made new when absent. */
  folder?: string
}

const runtime = (): { electronPath: string } => JSON.parse(readFileSync(resolve('out', 'runtime.json'), 'utf8'))

const readLog = (folder: string): string => {
  const file = join(folder, 'user-data', 'logs', 'console.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : '(none)'
}

/** The running console with a user data folder of its own. `close` fails when a page had a fault that no spec expected. */
export class ConsoleApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly faults: PageFaults
  /** Holds `user-data` and `labs`. */
  readonly folder: string
  #closed = false

  private constructor(app: ElectronApplication, page: Page, faults: PageFaults, folder: string) {
    this.app = app
    this.page = page
    this.faults = faults
    this.folder = folder
  }

  static async launch(options: LaunchOptions = {}): Promise<ConsoleApp> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'offsite-app-'))
    mkdirSync(join(folder, 'labs'), { recursive: true })
    const packaged = options.packaged ? process.env.OFFSITE_PACKAGED : undefined
    if (options.packaged && !packaged) throw new Error('OFFSITE_PACKAGED names no program.')
    const app = await electron.launch({
      executablePath: packaged ?? runtime().electronPath,
      args: [...(packaged ? [] : ['.']), ...(options.args ?? [])],
      // Playwright turns Chromium's sandbox off unless told otherwise; only root, for whom there is none, has to do without.
      chromiumSandbox: process.getuid?.() !== 0,
      env: {
        ...(process.env as Record<string, string>),
        OFFSITE_USER_DATA: join(folder, 'user-data'),
        OFFSITE_LABS_FOLDER: join(folder, 'labs'),
        ...options.env,
      },
    })
    guardMain(app)
    const faults = new PageFaults()
    const page = await app.firstWindow()
    await faults.watch(page)
    // The first document was loading before anybody could listen: load it once more, watched from its first line.
    await page.waitForSelector('html[data-ready="true"]').catch(async (error: Error) => {
      const shown = await page.evaluate(() => document.body.innerText).catch(() => '(no page)')
      await app.close().catch(() => undefined)
      throw new Error(`${error.message}\nThe page shows: ${shown}\nFaults: ${faults.all.join('\n')}\nLog: ${readLog(folder)}`)
    })
    await page.reload()
    const console = new ConsoleApp(app, page, faults, folder)
    await console.ready()
    return console
  }

  get userData(): string {
    return join(this.folder, 'user-data')
  }

  get labs(): string {
    return join(this.folder, 'labs')
  }

  /** The page has drawn its first picture and answers. */
  async ready(): Promise<void> {
    await this.page.waitForSelector('html[data-ready="true"]')
  }

  /** The screen is there and has what it shows; the coverage check counts it as visited. */
  async visit(screen: string): Promise<void> {
    const shown = this.page.locator(`[data-screen="${screen}"]`).first()
    await expect(shown).toBeVisible()
    await expect(shown).not.toHaveAttribute('data-ready', 'false')
    noteVisited(screen)
  }

  /** The next file dialogs answer with these paths; an empty list cancels. */
  async answerDialogs(answers: { open?: string[]; save?: string | null }): Promise<void> {
    await this.app.evaluate(({ dialog }, given) => {
      const { open, save } = given
      if (open !== undefined) dialog.showOpenDialog = async () => ({ canceled: open.length === 0, filePaths: open })
      if (save !== undefined) dialog.showSaveDialog = async () => ({ canceled: save === null, filePath: save ?? '' })
    }, answers)
  }

  /** Main process ids by name: "Offsite engine", "Offsite keychain". */
  async processes(): Promise<{ type: string; name: string; pid: number }[]> {
    return this.app.evaluate(({ app }) => app.getAppMetrics().map(({ type, name, pid }) => ({ type, name: name ?? '', pid })))
  }

  title(): Promise<string> {
    return this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')
  }

  /** Asks the console to quit and resolves to the milliseconds until its process was gone. */
  async quit(): Promise<number> {
    this.#closed = true
    const child = this.app.process()
    const gone = new Promise<void>((done) => {
      // It may be gone already, when it hung and was ended.
      if (child.exitCode !== null || child.signalCode !== null) done()
      else child.once('exit', () => done())
    })
    const start = performance.now()
    await this.app
      .evaluate(({ app }) => {
        // After this answer: a quit at once would cut it off.
        setTimeout(() => app.quit(), 0)
      })
      .catch(() => undefined)
    await gone
    return performance.now() - start
  }

  async close(): Promise<void> {
    if (!this.#closed) await this.quit()
    rmSync(this.folder, { recursive: true, force: true })
    expect(this.faults.unexpected, 'faults of the page').toEqual([])
  }
}
