import { readFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { writeJson } from '../services/lab/json-file.ts'

interface WindowState extends Rectangle {
  maximized: boolean
}

/** By hand, because the window opens before zod is loaded. */
const isState = (value: unknown): value is WindowState => {
  const { x, y, width, height, maximized } = (value ?? {}) as Partial<Record<keyof WindowState, unknown>>
  const whole = [x, y, width, height].every((one) => Number.isInteger(one))
  return whole && (width as number) >= 1024 && (height as number) >= 640 && typeof maximized === 'boolean'
}

const readState = (file: string): WindowState | null => {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isState(kept) ? kept : null
  } catch {
    return null
  }
}

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Where the window was, if a display still shows that place; null = in the middle, 1280 x 800. */
export const restoreWindow = (file: string, displays: readonly Rectangle[]): WindowState | null => {
  const state = readState(file)
  return state !== null && displays.some((display) => overlaps(state, display)) ? state : null
}

/** Also needed before a quit that does not close the window first. */
export const saveWindow = (file: string, window: BrowserWindow): void => {
  if (!window.isDestroyed()) writeJson(file, { ...window.getNormalBounds(), maximized: window.isMaximized() })
}

export const keepWindow = (file: string, window: BrowserWindow): void => {
  window.on('close', () => saveWindow(file, window))
}
