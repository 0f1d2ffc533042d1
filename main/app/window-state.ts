import type { BrowserWindow, Rectangle } from 'electron'
import * as z from 'zod'
import { readJson, writeJson } from '../services/lab/json-file.ts'

const shape = z.object({ x: z.int(), y: z.int(), width: z.int().min(1024), height: z.int().min(640), maximized: z.boolean() })
type WindowState = z.infer<typeof shape>

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Where the window was, if a display still shows that place; null = in the middle, 1280 x 800. */
export const restoreWindow = (file: string, displays: readonly Rectangle[]): WindowState | null => {
  const state = readJson(file, shape)
  return state !== null && displays.some((display) => overlaps(state, display)) ? state : null
}

/** Also needed before a quit that does not close the window first. */
export const saveWindow = (file: string, window: BrowserWindow): void => {
  if (!window.isDestroyed()) writeJson(file, { ...window.getNormalBounds(), maximized: window.isMaximized() })
}

export const keepWindow = (file: string, window: BrowserWindow): void => {
  window.on('close', () => saveWindow(file, window))
}
