import { Button, makeStyles, mergeClasses, Skeleton, SkeletonItem, Tooltip, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useCallback, useEffect } from 'react'
import type { TreeNode } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { ObjectIcon } from '../../ui/icons.tsx'
import { Tree, type TreeItem } from '../../ui/tree.tsx'
import { useRoot } from '../context.ts'
import { printKey } from '../keys.ts'
import { workspaces } from '../workspaces.ts'

/** A low or much zoomed window: the workspaces stand in one line, so that the tree keeps its room. */
const low = '@media (max-height: 560px)'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexShrink: 0, minHeight: 0, backgroundColor: tokens.colorNeutralBackground2 },
  head: {
    ...typographyStyles.body1Strong,
    margin: 0,
    height: '40px',
    display: 'flex',
    alignItems: 'center',
    padding: '0 12px',
    flexShrink: 0,
  },
  // Contained, so that its hundreds of nodes are not laid out again whenever something else on the page changes.
  tree: { flexGrow: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', contain: 'strict' },
  workspaces: {
    flexShrink: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    display: 'flex',
    flexDirection: 'column',
    [low]: { flexDirection: 'row' },
  },
  workspace: {
    justifyContent: 'flex-start',
    height: '32px',
    borderRadius: 0,
    padding: '0 12px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    border: 'none',
    [low]: { flexGrow: 1, minWidth: 0, justifyContent: 'center', padding: 0 },
  },
  label: { [low]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' } },
  current: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
  },
  wait: { padding: '8px 12px', display: 'flex', flexDirection: 'column', gap: '12px' },
  error: { padding: '8px 12px', fontSize: tokens.fontSizeBase200 },
})

/** The tree of the workspace, and the buttons of the workspaces under it. */
export const NavigationPane = observer(function NavigationPane() {
  const root = useRoot()
  const styles = useStyles()
  const address = root.navigation.current
  const { workspace } = address
  const { trees } = root
  const nodes = trees.of(workspace)
  const selected = trees.pathOf(address).at(-1)?.id ?? null

  useEffect(() => {
    root.afterPicture(() => void trees.load(workspace))
  }, [root, trees, workspace])

  const open = useCallback(
    (item: TreeItem, shown: boolean): void => {
      const node = item as TreeNode
      if (node.list) root.navigation.openList({ ...node.list, nodeId: node.id, workspace })
      else if (node.id.startsWith('page:')) root.navigation.openPage(workspace, node.id)
      else trees.toggle(node.id, !shown)
    },
    [root, trees, workspace],
  )
  // The tree is drawn anew when a node opens or closes.
  const { closed, opened } = trees.openState
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two sets are what isOpen reads
  const isOpen = useCallback((item: TreeItem, level: number) => trees.isOpen(item as TreeNode, level), [trees, closed, opened])

  return (
    <div className={styles.root} style={{ width: root.preferences.values.navigationWidth }}>
      <h2 className={styles.head}>{workspaces.find(({ id }) => id === workspace)?.label}</h2>
      <div className={styles.tree} data-pane="navigation">
        {trees.error && !nodes && (
          <div className={styles.error} role="alert">
            {trees.error}{' '}
            <Button size="small" onClick={() => void trees.load(workspace)}>
              {t('Try again')}
            </Button>
          </div>
        )}
        {nodes ? (
          <Tree
            label={workspaces.find(({ id }) => id === workspace)?.label ?? ''}
            items={nodes}
            selected={selected}
            isOpen={isOpen}
            onToggle={trees.toggle}
            onSelect={open}
          />
        ) : (
          !trees.error && (
            <Skeleton className={styles.wait} aria-label={t('Reading the tree')}>
              {[1, 2, 3, 4].map((line) => (
                <SkeletonItem key={line} size={12} />
              ))}
            </Skeleton>
          )
        )}
      </div>
      <div className={styles.workspaces} data-pane="workspaces" role="group" aria-label={t('Workspaces')}>
        {workspaces.map(({ id, label, icon, key }) => (
          <Tooltip
            key={id}
            content={`${label} (${printKey(key, root.info.platform === 'darwin')})`}
            relationship="description"
            positioning="after"
          >
            <Button
              appearance="subtle"
              icon={<ObjectIcon name={icon} />}
              data-workspace={id}
              className={mergeClasses(styles.workspace, id === workspace && styles.current)}
              {...(id === workspace ? { 'aria-current': 'page' as const } : {})}
              onClick={() => root.commands.run(`workspace.${id}`)}
            >
              <span className={styles.label}>{label}</span>
            </Button>
          </Tooltip>
        ))}
      </div>
    </div>
  )
})
