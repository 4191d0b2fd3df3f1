import type { StoreDatabase } from '@pos/db'
import { nextLocalMinute } from '@pos/domain'
import type { Instant } from '@pos/shared-types'
import type { StoreIdentity } from './identity.ts'
import type { StoreNeeds } from './needs.ts'
import type { UpLink } from './up-link.ts'

const DAY_MS = 86_400_000

type Options = {
  readonly catalogue: StoreDatabase['catalogue']
  readonly needs: Pick<StoreNeeds, 'settings' | 'selling'>
  readonly place: Pick<StoreIdentity, 'tenantId' | 'storeId'>
  /** In place of the setting, in tests. */
  readonly pollMs?: number | undefined
}

/** When the line to head office looks by itself is the company's to say. */
export class LineTimes {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** Lets the settings of now take effect. */
  apply({ puller, pusher }: Pick<UpLink, 'puller' | 'pusher'>): void {
    const settings = this.#settings()
    puller.pollEvery(this.#options.pollMs ?? settings['sync.poll_s'] * 1_000)
    pusher.tickEvery(settings['sync.push_s'] * 1_000)
  }

  /** When the next night of the store begins, in which it compares everything it holds. */
  nextNight(now: Instant): Instant {
    const { catalogue, needs, place } = this.#options
    return catalogue.read((view) => {
      if (view.version.version === 0) return now + DAY_MS
      const { profile } = needs.selling.at(view, place.storeId, now)
      return nextLocalMinute(now, profile.timeZone, this.#settings()['sync.digest_at_min'])
    })
  }

  #settings() {
    const { catalogue, needs, place } = this.#options
    const { tenantId, storeId } = place
    return catalogue.read((view) => needs.settings(view, tenantId, { storeId }))
  }
}
