import type { Page } from '@playwright/test'

/** The list on screen, as the grid has painted it: how many rows there are and which are in sight; null while one is unread. */
const paintedRows = `(() => {
  const rows = [...document.querySelectorAll('[role="grid"] [role="row"][data-row]')]
  return rows.length > 0 && !document.querySelector('[role="row"][aria-rowindex]:not([aria-rowindex="1"]):not([data-row])')
    ? document.querySelector('[role="grid"]').getAttribute('aria-rowcount') + ':' + rows.map((row) => row.dataset.row).join() : null
})()`

/** Milliseconds from the call of `act` to the frame that shows other rows and fulfils `also`. Both are page code. */
export const untilOtherRows = (page: Page, act: string, also: string): Promise<number> =>
  page.evaluate(`new Promise((done, fail) => {
    const rows = () => ${paintedRows}
    const before = rows()
    const started = performance.now()
    const look = () => {
      const now = rows()
      if (now !== null && now !== before && ${also}) setTimeout(() => done(performance.now() - started), 0)
      else if (performance.now() - started > 10000) fail(new Error('The rows did not change.'))
      else requestAnimationFrame(look)
    }
    ${act}
    requestAnimationFrame(look)
  })`)

/** Milliseconds from a click to the frame that shows its effect, in the hello window. */
export const untilHello = (page: Page): Promise<number> =>
  page.evaluate(`new Promise((done) => {
    const button = document.querySelector('button')
    button.onclick = () => { button.textContent += '.' }
    const started = performance.now()
    button.click()
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started), 0))
  })`)

/** Lengths of the frames while `selector` scrolls by `step` pixels a frame. */
export const scrollFrames = (page: Page, selector: string, step: number): Promise<number[]> =>
  page.evaluate(`new Promise((done) => {
    const box = document.querySelector('${selector}')
    const frames = []
    let last
    box.scrollTop = 0
    const frame = (now) => {
      if (last !== undefined) frames.push(now - last)
      last = now
      box.scrollTop += ${step}
      if (frames.length < 150) requestAnimationFrame(frame)
      else done(frames)
    }
    requestAnimationFrame(frame)
  })`)

/** Lengths of that many frames while nobody does anything. */
export const restingFrames = (page: Page, count: number): Promise<number[]> =>
  page.evaluate(`new Promise((done) => {
    const frames = []
    let last
    const frame = (now) => {
      if (last !== undefined) frames.push(now - last)
      last = now
      if (frames.length < ${count}) requestAnimationFrame(frame)
      else done(frames)
    }
    requestAnimationFrame(frame)
  })`)

export interface PortCall {
  from: number
  to: number
}

/** Calls of the engine one after another for `ms`; times are those of the wall. */
export const portCalls = (page: Page, ms: number): Promise<PortCall[]> =>
  page.evaluate(async (length) => {
    const port = (window as unknown as { rawPorts: MessagePort[] }).rawPorts.at(-1)
    if (port === undefined) throw new Error('The page was given no port.')
    const query = { kind: 'vms', scope: { kind: 'all' }, where: '', sort: [] }
    const calls: PortCall[] = []
    const clock = (): number => performance.timeOrigin + performance.now()
    const end = clock() + length
    for (let id = 2e9; clock() < end; id++) {
      const from = clock()
      const reply = await new Promise<{ ok: boolean }>((done) => {
        const listen = ({ data }: MessageEvent): void => {
          if (data.id !== id) return
          port.removeEventListener('message', listen)
          done(data)
        }
        port.addEventListener('message', listen)
        port.postMessage({ id, name: 'inventory.window', input: { query, offset: 0, limit: 100 } })
      })
      if (!reply.ok) throw new Error(JSON.stringify(reply))
      calls.push({ from, to: clock() })
    }
    return calls
  }, ms)
