import type { ConsoleApp } from './console-app.ts'

/** Gives the window this content size in pixels of the screen and this zoom, and waits until its page has it. */
export const sizeTo = async ({ app, page }: ConsoleApp, width: number, height: number, zoom: number): Promise<void> => {
  await app.evaluate(
    ({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(wanted.width, wanted.height)
      if (window) window.webContents.zoomFactor = wanted.zoom
    },
    { width, height, zoom },
  )
  await page.waitForFunction(
    (wanted) => Math.abs(innerWidth - wanted.width / wanted.zoom) < 2 && Math.abs(devicePixelRatio - wanted.zoom) < 0.01,
    { width, zoom },
  )
}
