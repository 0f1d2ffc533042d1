import { existsSync, realpathSync, rmSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { HandlersFor } from '../../preload/contract/area.ts'
import { AppError, type ErrorShape } from '../../preload/contract/errors.ts'
import type { LabInfo, labs, SampleSize } from '../../preload/contract/lab.ts'
import { t } from '../../preload/contract/words.ts'
import type { Dialogs } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'
import { freeLabPath, labExtension, withExtension } from './lab-paths.ts'
import type { PickedFiles } from './picked-files.ts'
import type { RecentLabs } from './recent-labs.ts'

export interface LabsOptions {
  engine: Pick<EngineHost, 'call' | 'keepOpen'>
  dialogs: Dialogs
  picked: PickedFiles
  recent: RecentLabs
  labsFolder: () => string
  /** Takes the one lock of a lab file; throws `lab-locked` naming the owner. */
  lock: (file: string) => { release(): void }
  onChanged: (lab: LabInfo | null) => void
}

interface NewLab {
  name: string
  rulePack: string
  timeZone: string
  seed: number
  sample: SampleSize | null
}

const systemTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Which lab is open, and the steps from one to the next. A lab that cannot be opened leaves the present one open. */
export class Labs {
  current: LabInfo | null = null
  /** Why a lab given from outside is not open. */
  refusal: ErrorShape | null = null
  readonly #options: LabsOptions
  #open: { file: string; lock: { release(): void } } | null = null
  /** The file that was last refused because somebody else has it open. */
  #refused: string | null = null
  /** The engine was told to open or make a lab and has not answered. */
  #opening = false
  /** One change of lab at a time, in the order asked. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: LabsOptions) {
    this.#options = options
  }

  openPath(path: string): Promise<LabInfo> {
    return this.#inTurn(() => this.#openPath(resolve(path)))
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#open === null) return
      await this.#options.engine.call('close', null)
      this.forget()
    })
  }

  /** The lab is gone without being closed: it could not be reopened after a crash. */
  forget(): void {
    this.#open?.lock.release()
    this.#open = null
    this.#options.engine.keepOpen(null)
    this.#set(null)
  }

  /** The engine says that the open lab has another name, clock or revision. */
  update(lab: LabInfo): void {
    if (this.#open === null || this.current?.labId !== lab.labId) return
    if (this.current.name !== lab.name) this.#options.recent.add(this.#open.file, lab.name)
    this.#set(lab)
  }

  handlers(): HandlersFor<typeof labs> {
    const { dialogs, picked, recent, labsFolder } = this.#options
    return {
      current: () => this.current,
      opening: () => this.#opening,
      refusal: () => this.refusal,
      recent: () => recent.list(),
      create: async ({ name, folder, rulePack, timeZone, seed, sample }) => {
        const lab: NewLab = { name, rulePack, timeZone: timeZone ?? systemTimeZone(), seed, sample: sample ?? null }
        if (folder !== undefined) return this.#inTurn(() => this.#create(freeLabPath(picked.pathOf(folder), name), lab))
        const chosen = await dialogs.newLab(freeLabPath(labsFolder(), name))
        return chosen === null ? null : this.#inTurn(() => this.#create(withExtension(chosen), lab, true))
      },
      openSample: () =>
        this.#inTurn(() => {
          // The clinic's own zone: the lab looks the same wherever it is opened.
          const lab: NewLab = { name: 'Harbour Clinic', rulePack: '2016-05', timeZone: 'Europe/Berlin', seed: 1, sample: 'S' }
          return this.#create(freeLabPath(labsFolder(), lab.name), lab)
        }),
      open: async (which) => {
        const path =
          'token' in which
            ? picked.pathOf(which.token)
            : 'recent' in which
              ? this.#recentPath(which.recent)
              : await dialogs.openLab(labsFolder())
        return path === null ? null : this.openPath(path)
      },
      openCopy: (which) =>
        this.#inTurn(async () => {
          const from = 'token' in which ? picked.pathOf(which.token) : 'recent' in which ? this.#recentPath(which.recent) : this.#refused
          if (from === null)
            throw new AppError({ code: 'lab-missing', message: t('There is no lab to copy.'), remedy: t('Open a lab first.') })
          const to = freeLabPath(await this.#writableFolder(dirname(from)), `${basename(from, labExtension)} - copy`)
          await this.#options.engine.call('copyFile', { from, to })
          return this.#openPath(to)
        }),
      saveCopy: async () => {
        const open = this.#open
        if (open === null) throw new AppError({ code: 'no-lab', message: t('No lab is open.'), remedy: t('Open a lab first.') })
        const chosen = await dialogs.copyOfLab(freeLabPath(dirname(open.file), `${basename(open.file, labExtension)} - copy`))
        if (chosen === null) return null
        const to = withExtension(chosen)
        if (resolve(to) === open.file)
          throw new AppError({ code: 'file-exists', message: t('A lab cannot be copied onto itself.'), remedy: t('Choose another name.') })
        if (existsSync(to)) this.#replace(to)
        await this.#options.engine.call('saveCopy', { to })
        return { name: basename(to) }
      },
      close: async () => {
        await this.close()
        return null
      },
    }
  }

  async #openPath(path: string): Promise<LabInfo> {
    const file = existsSync(path) ? realpathSync.native(path) : path
    if (this.#open?.file === file && this.current !== null) return this.current
    if (!existsSync(file))
      throw new AppError({
        code: 'lab-missing',
        message: t('The lab "{file}" is not in {file2}.', { file: basename(file), file2: dirname(file) }),
        remedy: t('If it was moved or renamed, use Open to find it.'),
      })
    return this.#take(file, () => this.#options.engine.call('open', { file }))
  }

  #create(file: string, lab: NewLab, replace = false): Promise<LabInfo> {
    if (existsSync(file)) {
      // The dialog has asked whether to replace it. An open lab is never replaced.
      if (!replace || this.#open?.file === file)
        throw new AppError({
          code: 'file-exists',
          message: t('"{file}" is there already.', { file: basename(file) }),
          field: 'name',
          remedy: t('Choose another name.'),
        })
      this.#replace(file)
    }
    return this.#take(file, () => this.#options.engine.call('create', { file, ...lab }))
  }

  /** Locks, lets the engine open, and only then lets go of the lab before. */
  async #take(file: string, open: () => Promise<LabInfo>): Promise<LabInfo> {
    let lock: { release(): void }
    try {
      lock = this.#options.lock(file)
    } catch (error) {
      if (error instanceof AppError && error.code === 'lab-locked') this.#refused = file
      throw error
    }
    let lab: LabInfo
    try {
      this.#opening = true
      lab = await open()
    } catch (error) {
      lock.release()
      throw error
    } finally {
      this.#opening = false
    }
    this.#open?.lock.release()
    this.#open = { file, lock }
    this.#options.engine.keepOpen(file)
    this.#options.recent.add(file, lab.name)
    this.#set(lab)
    return lab
  }

  /** Removes a lab that the user chose to overwrite, unless somebody has it open. */
  #replace(file: string): void {
    this.#options.lock(file).release()
    for (const rest of ['', '-wal', '-shm']) rmSync(file + rest, { force: true })
  }

  #recentPath(id: string): string {
    const path = this.#options.recent.pathOf(id)
    if (path === null)
      throw new AppError({
        code: 'lab-missing',
        message: t('That lab is no longer in the list of recent labs.'),
        remedy: t('Use Open to find it.'),
      })
    return path
  }

  async #writableFolder(folder: string): Promise<string> {
    try {
      await access(join(folder), constants.W_OK)
      return folder
    } catch {
      return this.#options.labsFolder()
    }
  }

  #set(lab: LabInfo | null): void {
    this.current = lab
    if (lab !== null) this.refusal = null
    this.#options.onChanged(lab)
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(step, step)
    this.#queue = turn.catch(() => null)
    return turn
  }
}
