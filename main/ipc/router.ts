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

/** The only place that listens to pages. Every answer is a Reply; a sender that is not our top frame learns nothing. */
export const startRouter = ({ dispatch, connect, dropped, internal }: Routes): void => {
  const guarded = async (event: IpcMainInvokeEvent, name: string, answer: () => Promise<unknown>): Promise<Reply> => {
    if (!isOurTopFrame(event.senderFrame)) return badSender()
    try {
      return { ok: true, value: await answer() }
    } catch (error) {
      return { ok: false, error: (error instanceof AppError ? error : internal(error, name)).toShape() }
    }
  }
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) =>
    isOurTopFrame(event.senderFrame) ? dispatch(name, input) : badSender(),
  )
  ipcMain.handle(channels.connect, (event) =>
    guarded(event, 'connect', async () => {
      connect(event.sender)
      return null
    }),
  )
  ipcMain.handle(channels.dropped, (event, path: unknown) =>
    guarded(event, 'dropped', async () => {
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
