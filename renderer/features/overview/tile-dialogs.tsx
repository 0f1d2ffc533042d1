import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { TileFigure } from '../../../preload/contract/dashboard.ts'
import type { ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog } from '../../app/context.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { TextField } from '../../ui/field.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
  text: { margin: 0 },
  filter: { display: 'block', fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

const longest = 40

/** A name of the user's own for a tile; empty gives it its title back. */
export const RenameTileDialog = observer(function RenameTileDialog({
  title,
  value,
  save,
}: {
  title: string
  value: string
  save: (name: string) => void
}) {
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const [name, setName] = useState(value)
  const { length } = name.trim()
  const fault = length > longest ? t('Use at most {longest} characters; this has {length}.', { longest, length }) : null
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && closeDialog()}>
      <DialogSurface data-dialog="tile-rename">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (fault) return
            closeDialog()
            save(name)
          }}
        >
          <DialogBody>
            <DialogTitle>{t('Rename tile')}</DialogTitle>
            <DialogContent className={styles.content}>
              <TextField
                label={t('Name')}
                value={name}
                onChange={setName}
                error={fault}
                hint={t('Leave it empty for its own name, {title}.', { title })}
              />
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit">
                {t('OK')}
              </Button>
              <Button onClick={closeDialog}>{t('Cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
})

/** Where the numbers of a tile come from, each with the list and the filter that counted it. */
export const AboutTileDialog = observer(function AboutTileDialog({
  title,
  about,
  figures,
  titles,
}: {
  title: string
  about: string
  figures: readonly Pick<TileFigure, 'id' | 'label' | 'opens'>[]
  /** Captions of the lists. */
  titles: Readonly<Record<ListKind, string>>
}) {
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const table = useTableStyles()
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && closeDialog()}>
      <DialogSurface data-dialog="tile-about">
        <DialogBody>
          <DialogTitle>{t('About this figure: {title}', { title })}</DialogTitle>
          <DialogContent className={styles.content} tabIndex={0}>
            <p className={styles.text}>{about}</p>
            {figures.length > 0 && (
              <table className={table.table} aria-label={t('What each number counts')}>
                <thead>
                  <tr>
                    <th scope="col" className={table.head}>
                      {t('Number')}
                    </th>
                    <th scope="col" className={table.head}>
                      {t('Counts')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {figures.map((figure) => (
                    <tr key={figure.id}>
                      <td className={table.cell}>{figure.label}</td>
                      <td className={table.cell}>
                        {figure.opens.type === 'list' ? titles[figure.opens.kind] : t('the page that it opens')}
                        {figure.opens.type === 'list' && figure.opens.where !== '' && (
                          <code className={styles.filter}>{figure.opens.where}</code>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={closeDialog}>
              {t('Close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
