import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ObjectLink } from '../../../preload/contract/inventory.ts'
import type { JobBrief } from '../../../preload/contract/jobs.ts'
import { JobsStore, jobTitle } from '../../../renderer/app/jobs-store.ts'
import { NotificationsStore } from '../../../renderer/app/notifications-store.ts'
import { createFakeApi, fakeLab } from '../support/fake-api.ts'

const job = (part: Partial<JobBrief> = {}): JobBrief => ({
  id: 7,
  kind: 'import',
  name: 'Import vms.csv',
  status: 'running',
  progress: null,
  step: null,
  owner: 'anna',
  target: 'vms.csv',
  link: null,
  startedMs: 1,
  error: null,
  ...part,
})

let fake: ReturnType<typeof createFakeApi>
let notifications: NotificationsStore
let opened: ObjectLink[]
let restarted: () => void
let place: string | null
let asked: unknown[]

const make = (): JobsStore => {
  fake = createFakeApi()
  notifications = new NotificationsStore()
  opened = []
  place = null
  asked = []
  return new JobsStore({
    api: fake.api,
    lab: { info: fakeLab, onReplaced: () => () => undefined },
    engine: {
      onRestarted: (listener) => {
        restarted = listener
        return () => undefined
      },
    },
    notifications,
    open: (link) => opened.push(link),
    inPlace: (kind) => kind === place,
    afterPicture: (work) => work(),
    askCancel: (ids, title) => asked.push([ids, title]),
    toldByDeed: ({ kind }) => kind === 'replication.pause',
  })
}

describe('JobsStore', () => {
  let jobs: JobsStore
  beforeEach(() => {
    jobs = make()
  })

  it('follows a job from its beginning to its end, and tells the end with its object', () => {
    fake.emit('jobs.onChanged', job())
    expect(jobs.current).toMatchObject({ id: 7, progress: null })
    expect(notifications.items).toEqual([])
    fake.emit('jobs.onProgressed', { jobId: 7, progress: 45, step: 'Read the files' })
    expect(jobs.of(7)).toMatchObject({ progress: 45, step: 'Read the files' })
    fake.emit('jobs.onChanged', job({ status: 'completed-info', progress: 100, link: { kind: 'imports', id: 3 } }))
    expect(jobs.current).toBeNull()
    const [notice] = notifications.items
    expect(notice).toMatchObject({ intent: 'warning', title: 'Import vms.csv: Completed w/ Info', toast: true })
    expect(notice?.actions.map(({ label }) => label)).toEqual(['Open vms.csv', 'Open job'])
    for (const action of notice?.actions ?? []) action.run()
    expect(opened).toEqual([
      { kind: 'imports', id: 3 },
      { kind: 'jobs', id: 7 },
    ])
    expect(notifications.polite).toContain('Import vms.csv: Completed w/ Info')
  })

  it('says nothing of a result that the deed tells itself', () => {
    fake.emit('jobs.onChanged', job({ kind: 'replication.pause', status: 'completed' }))
    expect(notifications.items).toEqual([])
  })

  it('asks again when a job began or ended while it was asking, so that no ended job stays on the bar', async () => {
    let release: (jobs: JobBrief[]) => void = () => undefined
    fake.answer('jobs.running', () => new Promise<JobBrief[]>((resolve) => (release = resolve)))
    jobs.follow()
    await expect.poll(() => fake.callsTo('jobs.running').length).toBe(1)
    fake.emit('jobs.onChanged', job({ id: 8, name: 'Enable replication: WEB01' }))
    fake.answer('jobs.running', () => [])
    release([])
    await expect.poll(() => jobs.current, { timeout: 3000 }).toBeNull()
  })

  it('keeps a result in the bell, and says nothing, where the person sees it already', () => {
    place = 'import'
    fake.emit('jobs.onChanged', job({ status: 'completed' }))
    expect(notifications.items).toMatchObject([{ toast: false }])
    expect([notifications.unread, notifications.polite]).toEqual([0, ''])
  })

  it('tells a failure with its cause, what to do, and details to copy', () => {
    const error = { code: 'disk-full', message: 'The disk is full.', causes: [], recommendation: 'Free 200 MiB.' }
    fake.emit('jobs.onChanged', job({ status: 'failed', error }))
    expect(notifications.items[0]).toMatchObject({
      intent: 'error',
      title: 'Import vms.csv: Failed',
      body: 'The disk is full. Free 200 MiB.',
    })
    expect(notifications.items[0]?.details).toContain('disk-full')
    expect(notifications.assertive).toContain('Failed')
  })

  it('asks after a restart of the engine what became of the jobs that ran, and tells those that were cut off', async () => {
    fake.emit('jobs.onChanged', job())
    fake.emit('jobs.onChanged', job({ id: 8, name: 'Import gone.csv' }))
    const error = { code: 'engine-restarted', message: 'Cut off.', causes: [], recommendation: 'Restart it.' }
    fake.answer('jobs.get', ({ id }: { id: number }) => {
      if (id === 8) throw new AppError({ code: 'not-found', message: 'gone' })
      return { ...job({ status: 'interrupted', error }) }
    })
    restarted()
    await expect.poll(() => notifications.items.length).toBe(1)
    expect(notifications.items[0]).toMatchObject({ title: 'Import vms.csv: Interrupted', body: 'Cut off. Restart it.' })
    expect(jobs.current).toBeNull()
  })

  it('sends a command once, follows a restart to its new job, and tells a refusal', async () => {
    let release: (value: { jobId: number }) => void = () => undefined
    fake.answer('jobs.restart', () => new Promise((resolve) => (release = resolve)))
    jobs.openPane(7)
    const first = jobs.act('job.restart', 7)
    void jobs.act('job.restart', 7)
    expect(jobs.isBusy('job.restart', 7)).toBe(true)
    expect(fake.callsTo('jobs.restart')).toHaveLength(1)
    release({ jobId: 9 })
    await first
    expect([jobs.paneJob, jobs.isBusy('job.restart', 7)]).toEqual([9, false])
    fake.answer('jobs.takeBack', () => {
      throw new AppError({ code: 'changed-since', message: 'It was changed again later.', remedy: 'Take back the later changes first.' })
    })
    await jobs.act('job.takeBack', 7)
    expect(notifications.items[0]).toMatchObject({ intent: 'error', title: 'It was changed again later.' })
  })

  it('names a job and its object once', () => {
    expect(jobTitle({ name: 'Create Run As account svc', target: 'svc' })).toBe('Create Run As account svc')
    expect(jobTitle({ name: 'Change properties of virtual machine', target: 'SQL01' })).toBe('Change properties of virtual machine, SQL01')
    expect(jobTitle({ name: 'Check', target: null })).toBe('Check')
  })

  it('asks before the job of a replicated item is cancelled, and cancels others at once', async () => {
    fake.answer('jobs.cancel', () => undefined)
    fake.emit('jobs.onChanged', job())
    fake.emit('jobs.onChanged', job({ id: 8, target: 'WEB01', link: { kind: 'protectedItems', id: 3 } }))
    await jobs.act('job.cancel', 8)
    expect(asked).toEqual([[[3], 'WEB01']])
    expect(fake.callsTo('jobs.cancel')).toEqual([])
    await jobs.act('job.cancel', 7)
    expect(asked).toHaveLength(1)
    expect(fake.callsTo('jobs.cancel')).toHaveLength(1)
  })
})
