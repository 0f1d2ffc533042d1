import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import type { PickedFile } from '../../preload/contract/common.ts'
import { AppError } from '../../preload/contract/errors.ts'
import { channels, type Reply } from '../../preload/contract/wire.ts'
import { t } from '../../preload/contract/words.ts'
import { isOurTopFrame } from '../security/sender.ts'

export interface Routes {
  /** Answers "area.call"; never throws. */
  dispatch: (name: unknown, input: unknown) => Promise<Reply>
  /** Sends the engine's port to the page; throws when the page asks twice in one load. */
  connect: (contents: WebContents) => void
  /** A token for a file that was dropped on the window; throws `file-missing`, `file-kind`. */
  dropped: (path: string) => Promise<PickedFile>
  internal: (error: unknown, name: string) => AppError
}

const badSender = (): Reply => ({ ok: false, error: { code: 'bad-sender', message: t('Only the console itself may ask this.') } })

/**
 * The only place that listens to pages. Every answer is a Reply; a sender that is not our top frame learns nothing. It listens from
 * the first moment, and what is asked before main is loaded waits for its `routes`.
 */
export const startRouter = (routes: Promise<Routes>): void => {
  const answer = async (event: IpcMainInvokeEvent, work: (routes: Routes) => Promise<Reply>): Promise<Reply> =>
    isOurTopFrame(event.senderFrame) ? work(await routes) : badSender()
  const guarded = (event: IpcMainInvokeEvent, name: string, work: (routes: Routes) => Promise<unknown>): Promise<Reply> =>
    answer(event, async (known) => {
      try {
        return { ok: true, value: await work(known) }
      } catch (error) {
        return { ok: false, error: (error instanceof AppError ? error : known.internal(error, name)).toShape() }
      }
    })
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => answer(event, ({ dispatch }) => dispatch(name, input)))
  ipcMain.handle(channels.connect, (event) =>
    guarded(event, 'connect', async ({ connect }) => {
      connect(event.sender)
      return null
    }),
  )
  ipcMain.handle(channels.dropped, (event, path: unknown) =>
    guarded(event, 'dropped', async ({ dropped }) => {
      if (typeof path !== 'string' || path === '')
        throw new AppError({
          code: 'file-missing',
          message: t('What was dropped is not a file of this computer.'),
          remedy: t('Drop a CSV file or a lab file.'),
        })
      return dropped(path)
    }),
  )
}
