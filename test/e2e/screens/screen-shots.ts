import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from '@playwright/test'
import { sizeTo } from '../support/window-size.ts'
import type { Theme, Walk } from '../walk/walk.ts'

const themes: readonly Theme[] = ['light', 'dark', 'high-contrast']

/** The window is as large each time; at 200 % its page has half the room in each direction. */
const window = { width: 1280, height: 800 }
const sizes = [
  { name: '1280x800', zoom: 1 },
  { name: '200-percent', zoom: 2 },
] as const

const root = resolve('out', 'screens')

/** "Getting Started, vault at fault" -> "getting-started-vault-at-fault". */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Width and height of a PNG, from its header. */
const sizeOf = (png: Buffer): { width: number; height: number } => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) })

/** A picture of the window itself: Playwright's own takes a zoomed page for larger than it is. The browser draws anew for it. */
const picture = async ({ page }: Walk): Promise<Buffer> => {
  const session = await page.context().newCDPSession(page)
  try {
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
    return Buffer.from(data, 'base64')
  } finally {
    await session.detach()
  }
}

/** Takes what is on screen in every theme and size, as out/screens/<theme>/<size>/<screen>.png, and returns to the first. */
export const takePictures = async (walk: Walk, name: string): Promise<void> => {
  for (const { name: size, zoom } of sizes) {
    await sizeTo(walk.app, window.width, window.height, zoom)
    for (const theme of themes) {
      await walk.wear(theme)
      await walk.drawn()
      const folder = join(root, theme, size)
      mkdirSync(folder, { recursive: true })
      const png = await picture(walk)
      expect(sizeOf(png), `${name}, ${size}`).toEqual(window)
      writeFileSync(join(folder, `${slug(name)}.png`), png)
    }
  }
  await sizeTo(walk.app, window.width, window.height, 1)
  await walk.wear('light')
}
