import { assert, type Clock } from '@pos/core'
import type { Scheduler } from '@pos/sync-engine'
import { inject, type App, type InjectionKey } from 'vue'
import type { Till } from '../../till/till.ts'

/** What the stores of the till area work with. `openBrowserTill` gives one. */
export type TillPorts = {
  readonly till: Till
  readonly clock: Clock
  readonly scheduler: Scheduler
  /** Begins to send and to fetch; called when the till is enrolled. May be called again. */
  readonly start: () => void
}

const TILL: InjectionKey<TillPorts> = Symbol('till')

/** Gives the stores their till. Before the first of them is used. */
export function provideTill(app: App, ports: TillPorts): void {
  app.provide(TILL, ports)
}

export function tillPorts(): TillPorts {
  const ports = inject(TILL, undefined)
  assert(ports, 'provideTill comes before the stores')
  return ports
}
