import type { App, Event } from 'electron'
import { appOrigin } from '../../preload/contract/wire.ts'

/** The one document that a window may show. */
export const appUrl = `${appOrigin}/index.html`

/** True for the document itself, with or without a fragment or query: a reload, never a way out. */
export const isAppUrl = (url: string): boolean => {
  try {
    const { protocol, host, pathname, username, password } = new URL(url)
    return `${protocol}//${host}` === appOrigin && pathname === '/index.html' && username === '' && password === ''
  } catch {
    return false
  }
}

/** No navigation away, no new window, no webview, for every web contents that ever exists. */
export const lockNavigation = (app: App, refused: (what: string) => void): void => {
  app.on('web-contents-created', (_, contents) => {
    const stay = (event: Event & { url: string }) => {
      if (isAppUrl(event.url)) return
      event.preventDefault()
      refused('navigation')
    }
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      refused('webview')
    })
    contents.setWindowOpenHandler(() => {
      refused('window')
      return { action: 'deny' }
    })
  })
}
