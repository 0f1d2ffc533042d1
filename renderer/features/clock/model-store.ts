import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { labModel, ModelSetting } from '../../../preload/contract/clock.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import type { NotificationsStore } from '../../app/notifications-store.ts'
import { errorShapeOf } from '../../state/error-shape.ts'
import { Request } from '../../state/request.ts'
import { shownValue, typedText, typedValue } from './model-numbers.ts'

type LabModel = z.output<typeof labModel>

/** The numbers of the model as they stand, and what is being typed into them. */
export class ModelStore {
  model: LabModel | null = null
  /** Texts of fields that differ from what the lab has. */
  private drafts: ReadonlyMap<string, string> = new Map()
  private faults: ReadonlyMap<string, string> = new Map()
  private readonly reading = new Request()

  constructor(
    private readonly api: { readonly clock: Pick<Api['clock'], 'model' | 'setModel'> },
    private readonly notifications: Pick<NotificationsStore, 'announce'>,
  ) {
    makeAutoObservable<this, 'api' | 'notifications' | 'drafts' | 'faults' | 'reading'>(
      this,
      {
        api: false,
        notifications: false,
        reading: false,
        model: observableRef,
        drafts: observableRef,
        faults: observableRef,
      },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.reading.error
  }

  get changed(): readonly ModelSetting[] {
    return (this.model?.settings ?? []).filter(({ id, locked, value, initial }) => id !== 'seed' && locked === null && value !== initial)
  }

  text(setting: ModelSetting): string {
    return this.drafts.get(setting.id) ?? typedText(setting, setting.value)
  }

  fault(id: string): string | null {
    return this.faults.get(id) ?? null
  }

  type(id: string, text: string): void {
    this.drafts = new Map([...this.drafts, [id, text]])
  }

  async load(): Promise<void> {
    await this.reading.latest(
      () => this.api.clock.model(),
      (model) => {
        this.model = model
      },
    )
  }

  /** The field is left, or Enter was pressed in it. */
  async keep(setting: ModelSetting): Promise<void> {
    const text = this.drafts.get(setting.id)
    if (text === undefined) return
    const value = typedValue(setting, text)
    if (value === null || value < setting.min || value > setting.max) {
      const [min, max] = [shownValue(setting, setting.min), shownValue(setting, setting.max)]
      this.mark(setting.id, t('Enter {min} to {max}.', { min, max }))
      return
    }
    if (value === setting.value) this.forget([setting.id])
    else await this.set({ [setting.id]: value })
  }

  choose(setting: ModelSetting, value: number): Promise<void> {
    return this.set({ [setting.id]: value })
  }

  reset(settings: readonly ModelSetting[]): Promise<void> {
    return this.set(Object.fromEntries(settings.map(({ id }) => [id, null])))
  }

  private async set(values: Record<string, number | null>): Promise<void> {
    const ids = Object.keys(values)
    try {
      const model = await this.api.clock.setModel({ values })
      runInAction(() => {
        // What is still being read may be from before.
        this.reading.drop()
        this.reading.say(null)
        this.model = model
        this.forget(ids)
      })
      const [only] = model.settings.filter(({ id }) => ids.includes(id))
      if (only && ids.length === 1)
        this.notifications.announce(t('{label}: {value}', { label: only.label, value: shownValue(only, only.value) }))
      else this.notifications.announce(t('The model has its defaults again.'))
    } catch (error) {
      const shape = errorShapeOf(error)
      runInAction(() => {
        if (shape.field !== undefined && ids.includes(shape.field)) this.mark(shape.field, `${shape.message} ${shape.remedy ?? ''}`.trim())
        else this.reading.say(error)
      })
    }
  }

  private mark(id: string, fault: string): void {
    this.faults = new Map([...this.faults, [id, fault]])
  }

  private forget(ids: readonly string[]): void {
    this.drafts = new Map([...this.drafts].filter(([id]) => !ids.includes(id)))
    this.faults = new Map([...this.faults].filter(([id]) => !ids.includes(id)))
  }
}
