import type { Session } from 'electron'
import { appOrigin } from '../../preload/contract/wire.ts'

/** Our own scheme, the inspector's, and data: pictures (which the CSP limits further). */
export const isLocalUrl = (url: string): boolean =>
  url.startsWith(`${appOrigin}/`) || url.startsWith('devtools://') || url.startsWith('data:')

/** Denies every permission, device, download and request that leaves the app. */
export const lockSession = (session: Session, refused: (what: string) => void): void => {
  session.setPermissionRequestHandler((_, permission, answer) => {
    refused(`permission ${permission}`)
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => {
    refused('download')
    event.preventDefault()
  })
  session.webRequest.onBeforeRequest((request, answer) => {
    const cancel = !isLocalUrl(request.url)
    if (cancel) refused('request')
    answer({ cancel })
  })
}
