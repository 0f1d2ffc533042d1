import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { useRoot } from '../context.ts'

/** Says on the document which place and which dialog are on screen, for checks that look from outside. */
export const PlaceMark = observer(function PlaceMark() {
  const { navigation, dialog, lab } = useRoot()
  const at = navigation.current
  const place = !lab.isOpen ? 'start' : at.type === 'page' ? at.page : at.type === 'list' ? `list:${at.kind}` : at.workspace
  const name = dialog?.name ?? ''
  useEffect(() => {
    document.documentElement.dataset.place = place
    document.documentElement.dataset.dialog = name
  }, [place, name])
  return null
})
