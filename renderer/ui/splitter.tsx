import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralStroke2,
    touchAction: 'none',
    position: 'relative',
    ':hover': { backgroundColor: tokens.colorBrandStroke1 },
    // The line is thin; what can be grabbed is wider.
    '::after': { content: '""', position: 'absolute', zIndex: 1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-1px', zIndex: 2 },
  },
  row: { height: '4px', cursor: 'row-resize', '::after': { inset: '-3px 0' } },
  column: { width: '4px', cursor: 'col-resize', '::after': { inset: '0 -3px' } },
})

/** A movable edge. `value` is the size in pixels of the pane before it ('column') or after it ('row'). */
export const Splitter = ({
  direction,
  label,
  value,
  min,
  max,
  initial,
  onChange,
}: {
  direction: 'row' | 'column'
  label: string
  value: number
  min: number
  max: number
  initial: number
  onChange: (value: number) => void
}) => {
  const styles = useStyles()
  const drag = useRef<{ at: number; value: number } | null>(null)
  const set = (next: number): void => onChange(Math.round(Math.min(max, Math.max(min, next))))
  const grows = direction === 'column' ? 1 : -1
  const at = (event: PointerEvent): number => (direction === 'column' ? event.clientX : event.clientY)
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = direction === 'column' ? { ArrowLeft: -16, ArrowRight: 16 } : { ArrowUp: 16, ArrowDown: -16 }
    const step = steps[event.key]
    if (step !== undefined) set(value + step)
    else if (event.key === 'Home') set(min)
    else if (event.key === 'End') set(max)
    else return
    event.preventDefault()
  }
  return (
    <div
      role="separator"
      aria-label={label}
      aria-orientation={direction === 'column' ? 'vertical' : 'horizontal'}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={mergeClasses(styles.root, direction === 'row' ? styles.row : styles.column)}
      onKeyDown={onKeyDown}
      onDoubleClick={() => set(initial)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { at: at(event), value }
      }}
      onPointerMove={(event) => {
        if (drag.current) set(drag.current.value + (at(event) - drag.current.at) * grows)
      }}
      onPointerUp={() => {
        drag.current = null
      }}
    />
  )
}
