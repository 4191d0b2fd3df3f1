import { startUpkeep, type Logger } from '@pos/server-kit'
import type { Scheduler } from '@pos/sync-engine'
import { AuditForwarder } from './modules/audit/index.ts'
import { AllowanceReturns } from './modules/values/index.ts'
import type { StoreNeeds } from './needs.ts'
import { storeChores, type Write } from './upkeep.ts'

/** What a store does by itself once it talks to head office: hands its audit log up, gives back what it was lent, tidies up. */
export class OwnWork {
  readonly audit: AuditForwarder
  readonly allowances: AllowanceReturns
  readonly #stopUpkeep: () => Promise<void>

  constructor(needs: StoreNeeds, scheduler: Scheduler, log: Logger, write: Write) {
    this.audit = new AuditForwarder(needs, scheduler)
    this.audit.wake()
    this.allowances = new AllowanceReturns(needs, scheduler)
    this.allowances.wake()
    this.#stopUpkeep = startUpkeep(storeChores(write), scheduler, log)
  }

  async stop(): Promise<void> {
    await this.#stopUpkeep()
    await this.audit.stop()
    await this.allowances.stop()
  }
}
