import '@fontsource-variable/inter'
import './look/tokens.css'
import './look/base.css'
import PrimeVue from 'primevue/config'
import { shallowRef, toRef, type App, type MaybeRefOrGetter } from 'vue'
import { createToasts, TOASTS } from './frame/toasts.ts'
import { posPreset } from './look/preset.ts'
import { NOW } from './words/now.ts'
import { DEFAULT_REGION, REGION, type Region } from './words/region.ts'

const TICK_MS = 10_000

export type UiKitOptions = {
  /** How numbers are written where no `RegionProvider` says otherwise. */
  readonly region?: MaybeRefOrGetter<Region>
  /** The time the page shows ages against; the machine's by default. */
  readonly now?: () => number
}

/** Gives an app the look and the services of the components. Needs vue-i18n with `screenTexts` in the same app. */
export function installUiKit(app: App, { region = DEFAULT_REGION, now = Date.now }: UiKitOptions = {}): void {
  app.use(PrimeVue, {
    theme: {
      preset: posPreset,
      options: { darkModeSelector: '.dark', cssLayer: { name: 'primevue', order: 'base, primevue, app' } },
    },
  })
  const clock = shallowRef(now())
  const timer = setInterval(() => (clock.value = now()), TICK_MS)
  app.onUnmount(() => clearInterval(timer))
  app.provide(NOW, clock)
  app.provide(REGION, toRef(region))
  app.provide(TOASTS, createToasts())
}
