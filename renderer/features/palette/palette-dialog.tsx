import { Dialog, DialogSurface, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Search20Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ListRow, TreeNode } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { printKey } from '../../app/keys.ts'
import { workspaces } from '../../app/workspaces.ts'
import { type PaletteEntry, type PaletteGroup, search } from './palette-search.ts'

const groups: Record<PaletteGroup, string> = { commands: t('Commands'), places: t('Places'), machines: t('Machines') }

const useStyles = makeStyles({
  surface: { padding: '12px', maxWidth: '640px', marginTop: '64px', verticalAlign: 'top' },
  input: { width: '100%' },
  list: { marginTop: '8px', maxHeight: '420px', overflowY: 'auto', fontSize: tokens.fontSizeBase200 },
  group: { padding: '6px 8px 2px', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  option: {
    display: 'flex',
    gap: '12px',
    minHeight: '28px',
    alignItems: 'center',
    padding: '0 8px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
  },
  chosen: { backgroundColor: tokens.colorSubtleBackgroundSelected, outline: `1px solid ${tokens.colorNeutralStroke1}` },
  off: { color: tokens.colorNeutralForeground3 },
  caption: { flexShrink: 0 },
  hint: { color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flexGrow: 1 },
  key: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  none: { padding: '8px', color: tokens.colorNeutralForeground2 },
})

/** SCR-49: every command, every place of the trees, and machines by name. */
export const PaletteDialog = observer(function PaletteDialog() {
  const root = useRoot()
  const styles = useStyles()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [machines, setMachines] = useState<readonly ListRow[]>([])
  const list = useRef<HTMLDivElement>(null)
  const mac = root.info.platform === 'darwin'
  const hasLab = root.lab.info !== null

  useEffect(() => {
    if (hasLab) for (const { id } of workspaces) if (!root.trees.of(id)) void root.trees.load(id)
  }, [root, hasLab])
  useEffect(() => {
    let late = false
    const text = typed.trim()
    if (!hasLab || text.length < 2 || /["*]/.test(text)) {
      setMachines([])
      return
    }
    root.api.inventory.window({ query: { kind: 'vms', where: `"${text}"` }, offset: 0, limit: 10 }).then(
      (answer) => !late && setMachines(answer.rows),
      () => !late && setMachines([]),
    )
    return () => {
      late = true
    }
  }, [typed, root, hasLab])

  const close = useCloseDialog()
  const commands: PaletteEntry[] = root.commands.all
    .filter((command) => command.id !== 'go.palette')
    .flatMap((command) => {
      const enabled = command.enabled()
      const reason = enabled === true ? null : enabled
      const { id, caption, hint } = command
      const key = command.key ? printKey(command.key, mac) : null
      const own: PaletteEntry = { id, group: 'commands', caption, hint, key, reason, run: () => root.commands.run(id) }
      // What stands under an arrow of the ribbon is found by its own name as well.
      const choices = (command.menu?.() ?? []).map(
        (choice): PaletteEntry => ({
          id: `${id} ${choice.id}`,
          group: 'commands',
          caption: t('{command}: {choice}', { command: caption, choice: choice.caption }),
          hint,
          key: null,
          reason,
          run: () => void choice.run(),
        }),
      )
      return [...(command.menu && !command.key ? [] : [own]), ...choices]
    })
  const places: PaletteEntry[] = workspaces.flatMap((workspace) => {
    const walk = (nodes: readonly TreeNode[], path: string): PaletteEntry[] =>
      nodes.flatMap((node) => [
        ...(node.list || node.id.startsWith('page:')
          ? [
              {
                id: `${workspace.id} ${node.id}`,
                group: 'places' as const,
                caption: node.label,
                hint: path,
                key: null,
                reason: null,
                run: () =>
                  node.list
                    ? root.navigation.openList({ ...node.list, nodeId: node.id, workspace: workspace.id })
                    : root.navigation.openPage(workspace.id, node.id),
              },
            ]
          : []),
        ...walk(node.children, `${path} > ${node.label}`),
      ])
    return walk(root.trees.of(workspace.id) ?? [], workspace.label)
  })
  const found = [
    ...search(commands, typed, 12),
    ...(typed.trim() === '' ? [] : search(places, typed, 12)),
    ...machines.map(
      (row): PaletteEntry => ({
        id: `vm ${row.id}`,
        group: 'machines',
        caption: String(row.cells.name ?? row.id),
        hint: String(row.cells.host ?? ''),
        key: null,
        reason: null,
        run: () => root.navigation.openList({ kind: 'vms', selected: row.id }),
      }),
    ),
  ]
  const index = Math.min(at, Math.max(0, found.length - 1))
  const chosenId = found[index]?.id
  useEffect(() => {
    if (chosenId) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])

  const run = (entry: PaletteEntry | undefined): void => {
    if (!entry || entry.reason !== null) return
    close()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((index + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setAt((index - 1 + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') run(found[index])
    else return
    event.preventDefault()
  }

  return (
    <Dialog open onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface className={styles.surface} aria-label={t('Search anywhere')} data-screen="SCR-49">
        <Input
          autoFocus
          className={styles.input}
          role="combobox"
          aria-label={t('Find a command, a place or a machine')}
          aria-expanded={found.length > 0}
          aria-controls="palette-list"
          {...(found.length > 0 ? { 'aria-activedescendant': `palette-${index}` } : {})}
          placeholder={t('Find a command, a place or a machine')}
          contentBefore={<Search20Regular />}
          value={typed}
          onChange={(_, data) => {
            setTyped(data.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        {found.length === 0 ? (
          <div className={styles.none} role="status">
            {t('Nothing found for {typed}.', { typed })}
          </div>
        ) : (
          <div ref={list} id="palette-list" role="listbox" aria-label={t('Found')} className={styles.list}>
            {found.map((entry, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box holds the focus and handles the keys
              // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
              <div
                key={entry.id}
                id={`palette-${i}`}
                role="option"
                aria-selected={i === index}
                aria-disabled={entry.reason !== null}
                className={mergeClasses(styles.option, i === index && styles.chosen, entry.reason !== null && styles.off)}
                onMouseMove={() => setAt(i)}
                onClick={() => run(entry)}
              >
                <span className={styles.caption}>{entry.caption}</span>
                <span className={styles.hint}>{entry.reason ?? entry.hint}</span>
                <span className={styles.key}>{entry.key ?? (found[i - 1]?.group === entry.group ? '' : groups[entry.group])}</span>
              </div>
            ))}
          </div>
        )}
      </DialogSurface>
    </Dialog>
  )
})
