import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, color: tokens.colorNeutralForeground1, outlineOffset: '2px' },
})

/**
 * The one h1 of a page. With `focusOn` it takes the focus each time that value changes, so that a screen reader
 * announces the new page; without it the focus stays where it is.
 */
export const PageHeading = ({ children, focusOn, id }: { children: ReactNode; focusOn?: string | number; id?: string }) => {
  const styles = useStyles()
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focusOn !== undefined) ref.current?.focus()
  }, [focusOn])
  return (
    <h1 ref={ref} tabIndex={-1} className={styles.heading} {...(id ? { id } : {})}>
      {children}
    </h1>
  )
}
