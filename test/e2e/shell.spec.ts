import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { areas } from '../../preload/contract/contract.ts'
import { ConsoleApp } from './support/console-app.ts'
import { askEngine, askMain, keepPorts } from './support/raw-port.ts'
import { noteFacts } from './support/results.ts'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp

test.beforeAll(async () => {
  app = await ConsoleApp.launch()
})
test.afterAll(async () => {
  await app.close()
})

test('the window opens at 1280 x 800 with the start page', async () => {
  await app.visit('SCR-01')
  expect(await app.title()).toBe('Offsite Console')
  const window = await app.app.evaluate(({ BrowserWindow }) => {
    const [shown] = BrowserWindow.getAllWindows()
    return {
      size: shown?.getSize(),
      minimum: shown?.getMinimumSize(),
      visible: shown?.isVisible(),
      count: BrowserWindow.getAllWindows().length,
    }
  })
  expect(window).toEqual({ size: [1280, 800], minimum: [1024, 640], visible: true, count: 1 })
})

test('the page runs in the sandbox', async () => {
  const flags = await app.page.evaluate(() => (window as unknown as { offsite: { process: unknown } }).offsite.process)
  expect(flags).toEqual({ sandboxed: true, contextIsolated: true })
  expect(await app.page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in window))).toEqual([])
  const pid = await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
  let sandbox = true
  if (process.platform === 'linux') {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    // Seccomp 2 = system calls are filtered; Chromium sets it as the last step of its sandbox.
    sandbox = !commandLine.includes('--no-sandbox') && /^Seccomp:\s*2$/m.test(status)
  }
  noteFacts({ sandbox, electron: await app.app.evaluate(() => process.versions.electron ?? '') })
  expect(sandbox).toBe(true)
})

test('the policy comes as a header, word by word, with a nonce for this load only', async () => {
  const read = async () => {
    const nonce = await app.page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '')
    const fetched = await app.page.evaluate(async () => {
      const answer = await fetch(location.href)
      return { policy: answer.headers.get('content-security-policy'), nonce: /csp-nonce" content="([^"]+)/.exec(await answer.text())?.[1] }
    })
    expect(fetched.policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${fetched.nonce}'; img-src 'self' data:; font-src 'self'; ` +
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(nonce).not.toBe(fetched.nonce)
    return nonce
  }
  const before = await read()
  await app.page.reload()
  await app.ready()
  expect(await read()).not.toBe(before)
})

test('the policy is enforced, and Fluent is styled under it', async () => {
  app.faults.expect(
    /^policy: script-src/,
    /^policy: style-src/,
    /^policy: connect-src/,
    /Content Security Policy/,
    /^rejection: .*unsafe-eval/,
  )
  const outcome = await app.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.head.append(script)
    const style = document.createElement('style')
    style.textContent = 'body { --injected: 1 }'
    document.head.append(style)
    const styled = getComputedStyle(document.body).getPropertyValue('--injected')
    script.remove()
    style.remove()
    // The inspector's own evaluation is free of the policy; a timer's is not.
    await new Promise((done) => setTimeout(done, 0))
    let evaluated = true
    try {
      new Function('return 1')()
    } catch {
      evaluated = false
    }
    const fetched = await fetch('https://example.com/').then(
      () => true,
      () => false,
    )
    return { injected: 'injected' in window, styled, evaluated, fetched }
  })
  expect(outcome).toEqual({ injected: false, styled: '', evaluated: false, fetched: false })
  expect(app.faults.all.filter((fault) => fault.startsWith('policy: '))).not.toEqual([])
  const font = await app.page.evaluate(() => {
    const provider = document.querySelector('.fui-FluentProvider')
    return provider === null ? '' : getComputedStyle(provider).getPropertyValue('--colorBrandBackground').trim()
  })
  expect(font).not.toBe('')
})

test('there is no way out of the page', async () => {
  app.faults.expect(/Not allowed to load local resource/, /ERR_/, /Failed to load/)
  const start = app.page.url()
  await app.page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await app.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'offsite://other/index.html'
    document.body.append(link)
    link.click()
    link.remove()
  })
  const opened = await app.page.evaluate(
    () => window.open('https://example.com/') === null && window.open('offsite://app/index.html') === null,
  )
  expect(opened).toBe(true)
  expect(app.page.url()).toBe(start)
  expect(
    await app.app.evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]),
  ).toEqual([1, 1])
})

test('remote content is denied even where no policy stands in the way', async () => {
  const went = await app.app.evaluate(async ({ net, session }) => {
    try {
      await net.fetch('http://127.0.0.1:9/', { session: session.defaultSession } as never)
      return 'went'
    } catch (error) {
      return String(error)
    }
  })
  expect(went).toContain('ERR_BLOCKED_BY_CLIENT')
})

test('every permission is denied', async () => {
  const states = await app.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as PermissionName[]
    return Promise.all(names.map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
  expect(await app.page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const media = await app.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  )
  expect(media).not.toBe('given')
})

const junk: readonly unknown[] = [
  null,
  0,
  '',
  'junk',
  [],
  [null],
  { junk: 1 },
  { token: '../x', files: ['/etc/passwd'], id: -1, kind: 'x', query: 7 },
]

test('junk to every call of the contract is refused with a code', async () => {
  await keepPorts(app.page)
  await app.page.reload()
  await app.ready()
  for (const { name, host, members } of areas) {
    for (const [call, member] of Object.entries(members)) {
      if (member.kind !== 'call') continue
      for (const input of junk) {
        // An argument that happens to be valid for this call is no junk to it.
        if (member.input.safeParse(input).success) continue
        const reply = host === 'main' ? await askMain(app.page, name, call, input) : await askEngine(app.page, `${name}.${call}`, input)
        expect(reply, `${name}.${call} with ${JSON.stringify(input)}`).toMatchObject({ ok: false, error: { code: 'bad-request' } })
      }
    }
  }
  for (const name of ['labs.open', 'shell.quit', 'nothing.at.all', '__proto__', null, 7])
    expect(await askEngine(app.page, name, undefined)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
})
