import { when } from 'mobx'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { RootStore } from '../../../renderer/app/root-store.ts'
import { createFakeApi, type FakeOptions, fakeLab } from '../support/fake-api.ts'

const start = async (options: FakeOptions = {}) => {
  const fake = createFakeApi(options)
  const root = new RootStore(fake.api)
  await root.start()
  return { ...fake, root }
}

describe('RootStore', () => {
  it('opens with the lab that main has open', async () => {
    const { root } = await start()
    expect(root.lab.info?.name).toBe('Harbour Clinic')
  })

  it('takes a setting back that main refuses', async () => {
    const { root, answer } = await start()
    answer('shell.setPreferences', () => {
      throw new AppError({ code: 'lab-busy', message: 'An import is under way.' })
    })
    await root.preferences.speak('en-XA', 'page:console-options')
    expect(root.preferences.values.language).toBe('en')
    expect(JSON.stringify(root.notifications.items[0])).toContain('An import is under way.')
  })

  it('shows a refused lab in place and opens a copy of the same one', async () => {
    const { root, answer, callsTo } = await start({ lab: null })
    answer('labs.open', () => {
      throw new AppError({ code: 'lab-locked', message: 'ANNA-PC has it.' })
    })
    answer('labs.openCopy', () => fakeLab)
    await root.lab.openRecent('r1')
    expect(root.lab.refusal?.error).toMatchObject({ code: 'lab-locked' })
    await root.lab.openCopy()
    expect(callsTo('labs.openCopy')[0]?.input).toEqual({ recent: 'r1' })
    expect(root.lab.refusal).toBeNull()
    expect(root.lab.info).toEqual(fakeLab)
  })

  it('shows why the lab given at the start could not be opened', async () => {
    const fake = createFakeApi({ lab: null })
    fake.answer('labs.refusal', () => ({ code: 'lab-newer', message: 'It has version 47, this console 40.' }))
    const root = new RootStore(fake.api)
    await root.start()
    expect(root.lab.refusal?.error).toMatchObject({ code: 'lab-newer' })
  })

  it('forgets places of a lab when another one takes its place', async () => {
    const { root, emit } = await start()
    root.navigation.openList({ kind: 'hosts' })
    emit('labs.onChanged', { ...fakeLab, labId: 'other' })
    expect(root.navigation.current).toMatchObject({ type: 'list', kind: 'vms' })
    expect(root.navigation.canGoBack).toBe(false)
  })

  it('draws the window while the lab given at the start is being opened, and keeps it when it is', async () => {
    const fake = createFakeApi({ lab: null })
    fake.answer('labs.opening', () => true)
    const root = new RootStore(fake.api)
    await root.start()
    expect(root.lab.isOpen).toBe(true)
    const { turn } = root.lab
    const { visit } = root.navigation
    fake.emit('labs.onChanged', fakeLab)
    expect(root.lab.info).toEqual(fakeLab)
    expect([root.lab.turn, root.navigation.visit]).toEqual([turn, visit])
    fake.emit('labs.onChanged', null)
    expect(root.lab.isOpen).toBe(false)
    expect(root.lab.turn).toBe(turn + 1)
  })

  it('goes back to the start when the lab given there is refused', async () => {
    const fake = createFakeApi({ lab: null })
    fake.answer('labs.opening', () => true)
    const root = new RootStore(fake.api)
    await root.start()
    fake.emit('labs.onRefused', { code: 'lab-damaged', message: 'It is damaged.' })
    expect(root.lab.isOpen).toBe(false)
    expect(root.lab.refusal?.error).toMatchObject({ code: 'lab-damaged' })
  })

  it('believes what main told while it was asking', async () => {
    const fake = createFakeApi({ lab: null })
    fake.answer('labs.recent', () => {
      fake.emit('labs.onChanged', fakeLab)
      return []
    })
    const root = new RootStore(fake.api)
    await root.start()
    expect(root.lab.info).toEqual(fakeLab)
  })

  it('says that the engine was restarted, and tells those who show rows', async () => {
    const { root, emit } = await start()
    let told = 0
    root.engine.onRestarted(() => {
      told += 1
    })
    emit('shell.onEngineChanged', { state: 'restarting' })
    emit('shell.onEngineChanged', { state: 'running' })
    expect(told).toBe(1)
    expect(root.engine.restarted).toBe(true)
    root.engine.dismiss()
    expect(root.engine.restarted).toBe(false)
  })

  it('runs a command that the native menu asks for', async () => {
    const { root, emit } = await start()
    emit('shell.onCommandRequested', { command: 'import.open' })
    await when(() => root.dialog !== null)
    expect(root.dialog?.name).toBe('import')
  })

  it('saves the collector script where the user says, without a lab, and names the file', async () => {
    const { root, answer, callsTo } = await start({ lab: null })
    answer('shell.pickSave', () => ({ token: 't1', name: 'my-collector.ps1', bytes: 0 }))
    answer('imports.saveCollector', () => ({ bytes: 100 }))
    answer('shell.reveal', () => null)
    await root.saveCollector()
    expect(callsTo('imports.saveCollector')[0]?.input).toEqual({ target: 't1' })
    const [notice] = root.notifications.items
    expect(notice).toMatchObject({ intent: 'success', title: 'Collector script saved as my-collector.ps1.' })
    notice?.actions[0]?.run()
    expect(callsTo('shell.reveal')[0]?.input).toEqual({ token: 't1' })
    answer('imports.saveCollector', () => {
      throw new AppError({ code: 'disk-full', message: 'The disk is full.' })
    })
    await root.saveCollector()
    expect(root.notifications.items[0]).toMatchObject({ intent: 'error', title: 'The disk is full.' })
    answer('shell.pickSave', () => null)
    await root.saveCollector()
    expect(callsTo('imports.saveCollector')).toHaveLength(2)
  })

  it('saves a copy and closes the lab once, however often it is asked to, and again after a failure', async () => {
    const { root, answer, callsTo } = await start()
    answer('labs.saveCopy', () => ({ name: 'copy.offsite' }))
    await Promise.all([root.lab.saveCopy(), root.lab.saveCopy()])
    expect(callsTo('labs.saveCopy')).toHaveLength(1)
    expect(root.notifications.items.map(({ title }) => title)).toEqual(['Copy saved as copy.offsite.'])
    answer('labs.close', () => {
      throw new AppError({ code: 'lab-busy', message: 'An import is under way.' })
    })
    await Promise.all([root.lab.close(), root.lab.close()])
    expect(callsTo('labs.close')).toHaveLength(1)
    expect(root.notifications.items[0]?.title).toBe('An import is under way.')
    answer('labs.close', () => null)
    await root.lab.close()
    expect(callsTo('labs.close')).toHaveLength(2)
  })

  it('says why a command cannot run instead of running it', async () => {
    const { root } = await start({ lab: null })
    root.commands.run('lab.saveCopy')
    expect(root.notifications.polite).toContain('Open a lab first.')
    expect(root.commands.get('recovery.gettingStarted')?.enabled()).toBe('Open a lab first.')
  })

  it('offers no changes in a read-only lab, and says why', async () => {
    const { root } = await start({ lab: { ...fakeLab, readOnly: true, readOnlyReason: 'The disk is write-protected.' } })
    for (const id of ['import.open', 'recovery.gettingStarted', 'clock.step']) {
      expect(root.commands.get(id)?.enabled()).toBe('The disk is write-protected.')
    }
  })

  it('gives every command its own id and its own key', async () => {
    const { root } = await start()
    const ids = root.commands.all.map((command) => command.id)
    const keys = root.commands.all.flatMap((command) => (command.key ? [command.key] : []))
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('finds the node of a list, by id or by what it lists', async () => {
    const node = (id: string, where: string) => ({
      id,
      label: id,
      icon: 'vm',
      count: 1,
      list: { kind: 'vms' as const, scope: { kind: 'all' as const }, where },
      children: [],
    })
    const { root } = await start({ tree: { vms: [node('clouds', 'cloud:*'), node('allHosts', '')] } })
    await root.trees.load('vms')
    expect(root.trees.first('vms')?.id).toBe('allHosts')
    root.navigation.openList({ kind: 'vms', where: 'readiness:ready' })
    expect(root.trees.pathOf(root.navigation.current).at(-1)?.id).toBe('allHosts')
    root.navigation.openList({ kind: 'vms', where: 'cloud:*' })
    expect(root.trees.pathOf(root.navigation.current).at(-1)?.id).toBe('clouds')
  })

  it('adds the pages of the window to the tree of Settings', async () => {
    const { root } = await start()
    await root.trees.load('settings')
    expect(root.trees.of('settings')?.map((node) => node.id)).toEqual(['page:model', 'page:branches', 'page:console-options'])
  })

  it('closes a dialog for itself only: what it waited for may come when the next one is open', async () => {
    const { root } = await start()
    root.openDialog({ name: 'rewind' })
    const first = root.dialog
    root.closeDialog()
    root.openDialog({ name: 'rewind' })
    root.closeDialog(first)
    expect(root.dialog).toEqual({ name: 'rewind' })
    root.closeDialog(root.dialog)
    expect(root.dialog).toBeNull()
  })
})
