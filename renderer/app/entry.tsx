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

const start = async (): Promise<void> => {
  const page = createRoot(place)
  try {
    const api = createApi()
    const root = new RootStore(api, await api.shell.info(), afterPicture)
    await root.start(() => prepareFirstList(root))
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
