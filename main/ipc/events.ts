import type { WebContents } from 'electron'
import type * as z from 'zod'
import { mainContract as contract } from '../../preload/contract/main-areas.ts'
import { channels } from '../../preload/contract/wire.ts'
import { isOurTopFrame } from '../security/sender.ts'

type MainEvents = {
  'shell.engineChanged': z.input<(typeof contract.shell.members)['engineChanged']['payload']>
  'shell.preferencesChanged': z.input<(typeof contract.shell.members)['preferencesChanged']['payload']>
  'shell.commandRequested': z.input<(typeof contract.shell.members)['commandRequested']['payload']>
  'labs.changed': z.input<(typeof contract.labs.members)['changed']['payload']>
  'labs.refused': z.input<(typeof contract.labs.members)['refused']['payload']>
}

const payloads = {
  'shell.engineChanged': contract.shell.members.engineChanged.payload,
  'shell.preferencesChanged': contract.shell.members.preferencesChanged.payload,
  'shell.commandRequested': contract.shell.members.commandRequested.payload,
  'labs.changed': contract.labs.members.changed.payload,
  'labs.refused': contract.labs.members.refused.payload,
} satisfies Record<keyof MainEvents, z.ZodType>

/** Tells a page that something happened; only a document of ours hears it. */
export type Emit = <K extends keyof MainEvents>(name: K, payload: MainEvents[K]) => void

export const createEmit =
  (pages: () => readonly WebContents[]): Emit =>
  (name, payload) => {
    const checked = payloads[name].parse(payload)
    for (const page of pages()) if (!page.isDestroyed() && isOurTopFrame(page.mainFrame)) page.send(channels.event, name, checked)
  }
