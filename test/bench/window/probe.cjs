// Loaded into main before the app (`electron -r`): prints when the page has painted OFFSITE_BENCH_WAIT (a CSS selector),
// and what memory all processes share out between them some time later; then ends the app.
const { readdirSync, readFileSync } = require('node:fs')
const { app } = require('electron')

const painted = `new Promise((done) => {
  const look = () => document.querySelector(${JSON.stringify(process.env.OFFSITE_BENCH_WAIT)})
    ? requestAnimationFrame(() => setTimeout(() => done(Date.now()), 0))
    : requestAnimationFrame(look)
  look()
})`

/** This process and all below it. */
const family = () => {
  const parents = new Map()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(pid), Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[1]))
    } catch {
      // it has ended since
    }
  }
  const found = new Set([process.pid])
  for (let grown = true; grown; ) {
    grown = false
    for (const [pid, parent] of parents) if (found.has(parent) && !found.has(pid)) grown = Boolean(found.add(pid))
  }
  return [...found]
}

/** In MB: pages that several processes share are counted once. Null where the system does not tell. */
const pss = () => {
  if (process.platform !== 'linux') return null
  let kilobytes = 0
  for (const pid of family()) kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  return kilobytes / 1024
}

const settleMs = 2000

app.once('web-contents-created', (_, contents) =>
  contents.once('dom-ready', async () => {
    const at = await contents.executeJavaScript(painted)
    setTimeout(() => {
      let memory = null
      let fault
      try {
        memory = pss()
      } catch (error) {
        fault = String(error)
      }
      process.stdout.write(`BENCH ${JSON.stringify({ at, pss: memory, fault })}\n`, () => app.quit())
    }, settleMs)
  }),
)
