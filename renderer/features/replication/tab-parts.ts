import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { Cell, CellFormat } from '../../../preload/contract/inventory.ts'
import type { ItemPageStore } from './item-page-store.ts'

export interface TabProps {
  store: ItemPageStore
  /** Shows another part of the page. */
  open: (tab: string) => void
}

export const useTabStyles = makeStyles({
  head: { ...typographyStyles.subtitle2, margin: '0 0 4px' },
  source: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

export const row = (id: number, cells: Record<string, Cell>): { id: number; cells: Record<string, Cell> } => ({ id, cells })
export const column = (field: string, label: string, format: CellFormat): { field: string; label: string; format: CellFormat } => ({
  field,
  label,
  format,
})
