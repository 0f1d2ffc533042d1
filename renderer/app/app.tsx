import { FluentProvider, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { StartView } from '../features/start/start-view.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { RootContext } from './context.ts'
import { Dialogs } from './dialogs.tsx'
import { Announcer } from './frame/announcer.tsx'
import { DropTarget } from './frame/drop-target.tsx'
import { EngineBar } from './frame/engine-bar.tsx'
import { Frame } from './frame/frame.tsx'
import { useFrameKeys } from './frame/frame-keys.ts'
import { PlaceMark } from './frame/place-mark.tsx'
import { TitleBar } from './frame/title-bar.tsx'
import { Toasts } from './frame/toasts.tsx'
import { explain } from './notifications-store.ts'
import type { RootStore } from './root-store.ts'

const fontFamilyBase = '"Segoe UI", "Segoe UI Web (West European)", "Liberation Sans", -apple-system, sans-serif'
const themes = {
  light: { ...webLightTheme, fontFamilyBase },
  dark: { ...webDarkTheme, fontFamilyBase },
  'high-contrast': { ...teamsHighContrastTheme, fontFamilyBase },
}

export const App = observer(function App({ root }: { root: RootStore }) {
  useFrameKeys(root)
  useEffect(() => {
    // Told after the first picture that answers to clicks; pictures and tests wait for it.
    const frame = requestAnimationFrame(() => window.dispatchEvent(new Event('offsite:ready')))
    return () => cancelAnimationFrame(frame)
  }, [])
  useEffect(() => root.afterPicture(() => void root.later.load()), [root])
  const { info } = root.lab
  const edition = root.info.edition === 'evaluation' ? ' (evaluation)' : ''
  const title = info ? `${info.name} - ${root.info.product}${edition}` : `${root.info.product}${edition}`
  useEffect(() => {
    document.title = title
    document.documentElement.dataset.ready = 'true'
  }, [title])
  const { theme } = root.preferences
  useEffect(() => {
    // On the document, because dialogs and menus stand outside of the provider's own element.
    document.documentElement.dataset.theme = theme
  }, [theme])
  return (
    <FluentProvider theme={themes[root.preferences.theme]} data-theme={root.preferences.theme}>
      <RootContext value={root}>
        <DropTarget>
          <TitleBar title={title} />
          <EngineBar />
          {root.lab.isOpen ? <Frame key={root.lab.turn} /> : <StartView />}
        </DropTarget>
        <Dialogs />
        <Toasts />
        <Announcer />
        <PlaceMark />
      </RootContext>
    </FluentProvider>
  )
})

/** The window cannot start: the one place left to say so. */
export const StartFault = ({ error }: { error: unknown }) => {
  const { message, remedy, code } = explain(error)
  return (
    <FluentProvider theme={themes.light}>
      <main>
        <h1>Offsite Console</h1>
        <ErrorBar message={message} remedy={remedy} code={code} />
      </main>
    </FluentProvider>
  )
}
