import { useRegisterSW } from 'virtual:pwa-register/vue'
import type { Ref } from 'vue'

const LOOK_MS = 15 * 60_000

export type Update = {
  /** A newer version of the pages lies here and waits. */
  readonly isReady: Readonly<Ref<boolean>>
  /** Loads the page anew with it. */
  readonly install: () => Promise<void>
}

let update: Update | undefined

/** Keeps the pages on this device, so that they open without a server, and looks for newer ones now and then. */
export function useUpdate(): Update {
  update ??= register()
  return update
}

function register(): Update {
  const { needRefresh, updateServiceWorker } = useRegisterSW({
    onRegisteredSW(_, registration) {
      if (registration) setInterval(() => void look(registration), LOOK_MS)
    },
  })
  return { isReady: needRefresh, install: () => updateServiceWorker(true) }
}

async function look(registration: ServiceWorkerRegistration): Promise<void> {
  if (navigator.onLine) await registration.update().catch(() => undefined)
}
