import { expect, test } from '@playwright/test'
import { ConsoleApp } from '../support/console-app.ts'
import { parts } from '../walk/parts.ts'
import { notMet, Walk } from '../walk/walk.ts'
import { takePictures } from './screen-shots.ts'

/** 12 May 2026 14:05 UTC, as in the demo: pictures of two runs can be compared. */
const clock = String(Date.UTC(2026, 4, 12, 14, 5))

test('pictures of every screen, in every theme and size', async () => {
  const app = await ConsoleApp.launch({ env: { OFFSITE_DEMO_CLOCK: clock } })
  await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  const walk: Walk = new Walk(app, (name) => takePictures(walk, name))
  for (const { title, go } of parts) await test.step(title, () => go(walk))
  expect(notMet(walk)).toEqual([])
  await app.close()
})
