import { createDOMRenderer, RendererProvider } from '@fluentui/react-components'
import { configure } from 'mobx'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { dropFirstList, prepareFirstList } from '../features/inventory/first-list.ts'
import { afterPicture } from './after-picture.ts'
import { createApi } from './api.ts'
import { App, StartFault } from './app.tsx'
import { RootStore } from './root-store.ts'

configure({ enforceActions: 'observed' })

/** Main writes a new nonce into each load of the page; without it the CSP leaves Fluent unstyled. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
const place = document.getElementById('root')!

/**
 * The first picture waits so long for its rows, in ms: with them it is drawn once instead of twice. A window without rows
 * is drawn when the engine takes longer.
 */
const waitForRowsMs = 60

const start = async (): Promise<void> => {
  const page = createRoot(place)
  try {
    const api = createApi()
    const root = new RootStore(api, afterPicture)
    let rows = Promise.resolve()
    await root.start(() => {
      rows = prepareFirstList(root)
    })
    await Promise.race([rows, new Promise((late) => setTimeout(late, waitForRowsMs))])
    window.addEventListener('offsite:ready', () => dropFirstList(root), { once: true })
    page.render(
      <StrictMode>
        <RendererProvider renderer={renderer} targetDocument={document}>
          <App root={root} />
        </RendererProvider>
      </StrictMode>,
    )
  } catch (error) {
    page.render(
      <RendererProvider renderer={renderer} targetDocument={document}>
        <StartFault error={error} />
      </RendererProvider>,
    )
  }
}

void start()
