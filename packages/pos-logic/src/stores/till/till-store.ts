import type { RegisterId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { lampsOf } from './lamps.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** How often the lamps are looked at, and how often the store is asked how it is. */
const LOOK_MS = 2_000
const ASK_MS = 10_000

/** The till itself: whether it is set up, what it reaches, what it has not sent. */
export const useTillStore = defineStore('till', () => tillStore(tillPorts()))

function tillStore({ till, clock, scheduler, start }: TillPorts) {
  const now = ref(clock.now())
  const status = shallowRef<Awaited<ReturnType<typeof till.status>>>()
  const setUp = shallowRef(readSetUp())
  const offlineSince = ref<number | null>(null)
  const isBroken = ref(false)
  let cancel = () => {}
  let stopListening = () => {}
  let askedAt = 0

  const lamps = computed(() => (status.value ? lampsOf(status.value, now.value) : []))
  const isOffline = computed(() => lamps.value.some(({ kind, state }) => kind !== 'prices' && state !== 'ok'))

  function readSetUp() {
    const { identity, lease } = till.setUp
    const isUsable = till.catalogue.isUsable
    const store = isUsable ? till.catalogue.store : undefined
    const register = lease && till.catalogue.register(lease.registerId)
    return {
      step: stepOf(till),
      hasCatalogue: isUsable,
      place: {
        storeName: store?.name ?? identity?.storeCode ?? '',
        storeCode: identity?.storeCode ?? '',
        registerCode: lease?.registerCode ?? '',
        registerName: register?.name ?? '',
        currency: store?.currency ?? 'USD',
        timeZone: store?.timeZone ?? 'UTC',
        region: store?.region ?? 'en-US',
      },
      registers: isUsable ? till.catalogue.registers : [],
      ownRegisterId: identity?.registerId ?? null,
    }
  }

  async function look(): Promise<void> {
    now.value = clock.now()
    status.value = await till.status()
    if (till.setUp.isRevoked !== (setUp.value.step === 'revoked')) setUp.value = readSetUp()
    if (!isOffline.value) offlineSince.value = null
    else offlineSince.value ??= clock.now()
  }

  async function refresh(): Promise<void> {
    askedAt = clock.now()
    if (till.setUp.identity !== undefined) await till.look()
    setUp.value = readSetUp()
    await look()
  }

  function tick(): void {
    const isDue = clock.now() - askedAt >= ASK_MS
    ;(isDue ? refresh() : look()).catch(() => (isBroken.value = true))
    cancel = scheduler.after(LOOK_MS, tick)
  }

  function onChange(change: 'outbox' | 'catalogue'): void {
    if (change === 'catalogue') setUp.value = readSetUp()
    look().catch(() => (isBroken.value = true))
  }

  /** Reads how the till stands, and goes on looking from now on. */
  async function hydrate(): Promise<void> {
    reset()
    stopListening = till.onChange(onChange)
    if (till.setUp.identity !== undefined) start()
    till.loaded().catch(() => (isBroken.value = true))
    setUp.value = readSetUp()
    await look()
    tick()
  }

  function reset(): void {
    cancel()
    stopListening()
    status.value = undefined
    offlineSince.value = null
    isBroken.value = false
  }

  return {
    now,
    lamps,
    isOffline,
    offlineSince,
    /** The journal cannot be written or read: this register must not be used. */
    isBroken,
    step: computed(() => setUp.value.step),
    hasCatalogue: computed(() => setUp.value.hasCatalogue),
    place: computed(() => setUp.value.place),
    registers: computed(() => setUp.value.registers),
    ownRegisterId: computed(() => setUp.value.ownRegisterId),
    unsent: computed(() => status.value?.unsent ?? 0),
    parked: computed(() => status.value?.parked ?? 0),
    oldestUnsentAt: computed(() => status.value?.oldestUnsentAt ?? null),
    /** What the store itself has not sent to head office; null while nobody knows. */
    storeUnsent: computed(() => status.value?.up?.pending ?? null),
    /** What nobody may do here until head office is heard again, and when it was heard last. */
    lapsed: computed(() => {
      const { lapsed = 'nothing', confirmedAt = 0 } = status.value?.rights ?? {}
      return lapsed === 'nothing' ? null : { rights: lapsed, since: confirmedAt }
    }),
    catalogueVersion: computed(() => status.value?.catalogueVersion ?? 0),
    pricesAsOf: computed(() => status.value?.pricesAsOf ?? null),
    /** Says that the journal could not be written. */
    breakDown: () => {
      isBroken.value = true
    },
    /** Binds this browser by a one-time code, and to the register that the code names, or that it had before. */
    async enrol(code: string): Promise<void> {
      const before = till.setUp.lease?.registerId
      const { registerId } = await till.setUp.enrol(code)
      start()
      try {
        const taken = registerId ?? before
        if (taken !== undefined) await till.setUp.takeRegister(taken)
      } finally {
        await refresh()
      }
    },
    async takeRegister(id: RegisterId): Promise<void> {
      await till.setUp.takeRegister(id)
      await refresh()
    },
    async sendNow(): Promise<void> {
      till.pusher.wake()
      till.puller.wake()
      await refresh()
    },
    refresh,
    hydrate,
    reset,
  }
}

/** What is still to be done before anybody can sell here. */
function stepOf({ setUp }: TillPorts['till']): 'code' | 'revoked' | 'register' | 'ready' {
  if (setUp.identity === undefined) return 'code'
  if (setUp.isRevoked) return 'revoked'
  return setUp.lease === undefined ? 'register' : 'ready'
}
