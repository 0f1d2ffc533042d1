import type { Page } from '@playwright/test'

/** An answer as it came over the wire. */
export type RawReply = { ok: true; value: unknown } | { ok: false; error: { code: string; message: string } }

interface RawWindow {
  rawPorts: MessagePort[]
  offsite: {
    calls: Record<string, Record<string, (input?: unknown) => Promise<RawReply>>>
    connect(): Promise<RawReply>
    process: { sandboxed: boolean; contextIsolated: boolean }
  }
}

/** From the next load on, keeps every engine port that the page is given, so that specs can send what the client never would. */
export const keepPorts = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const raw = window as unknown as RawWindow
    raw.rawPorts = []
    window.addEventListener('message', ({ ports }) => {
      if (ports[0] !== undefined) raw.rawPorts.push(ports[0])
    })
  })
}

/** Sends one raw request over the n-th port of this load and resolves to the answer. */
export const askEngine = (page: Page, name: unknown, input: unknown, options: { port?: number } = {}): Promise<RawReply> =>
  page.evaluate(
    ({ name, input, index }) =>
      new Promise<RawReply>((done) => {
        const { rawPorts } = window as unknown as RawWindow
        const port = rawPorts.at(index)
        if (port === undefined) throw new Error('The page was given no port.')
        const id = Math.floor(Math.random() * 1e9) + 1e9
        const listen = ({ data }: MessageEvent<{ id?: number } & RawReply>) => {
          if (data.id !== id) return
          port.removeEventListener('message', listen)
          done(data)
        }
        port.addEventListener('message', listen)
        port.postMessage({ id, name, input })
      }),
    { name, input, index: options.port ?? -1 },
  )

/** One call of main, as the preload offers it. */
export const askMain = (page: Page, area: string, call: string, input?: unknown): Promise<RawReply> =>
  page.evaluate(
    ({ area, call, input }) => {
      const send = (window as unknown as RawWindow).offsite.calls[area]?.[call]
      if (send === undefined) throw new Error(`no ${area}.${call}`)
      return send(input)
    },
    { area, call, input },
  )

export const portCount = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as RawWindow).rawPorts.length)
